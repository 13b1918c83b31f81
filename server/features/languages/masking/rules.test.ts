import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { languages } from "@/server/lib/i18n/languages";

import { checkMasked, stops } from "../checking/rules";
import { checkPlaceholders, localForm, makeNameBook, maskSentence, type SlotKind, unmask } from "./rules";

const names = makeNameBook(["Zara", "Khan", "Will", "Mary-Ann", "da Costa", "زارا", "জারা", "ਜ਼ਾਰਾ", "O’Hara"]);
const mask = (body: string, language = "en", terms: string[] = []) => maskSentence(body, { language, names, terms });
const slotsOf = (body: string, language = "en") => mask(body, language).slots.map(({ kind, value }) => `${kind} ${value}`);

describe("what is locked away", () => {
  it.each<[string, string[]]>([
    ["Zara’s book is for Zara Khan.", ["name Zara", "name Zara Khan"]],
    ["zara reads with Mr Lund and Mrs da Costa.", ["name zara", "name Mr Lund", "name Mrs da Costa"]],
    ["Will will read. She will too.", ["name Will"]],
    ["We met Mary-Ann and O’Hara at Willow in our English lesson on Monday.", ["name Mary-Ann", "name O’Hara", "name Willow"]],
    ["I think SEND and Year 6 are fine.", []],
    ["Come on Friday 4 December 2026 at 3.15 pm or 16:30.", ["date Friday 4 December 2026", "time 3.15 pm", "time 16:30"]],
    ["From 04/12/2026, 2026-12-04 or December 4th.", ["date 04/12/2026", "date 2026-12-04", "date December 4th"]],
    ["Pay £12.50, 50p or 20 zł.", ["money £12.50", "money 50p", "money 20 zł"]],
    ["Ring 020 7946 0100, +44 20 7946 0100 or 07700 900123.", ["phone 020 7946 0100", "phone +44 20 7946 0100", "phone 07700 900123"]],
    ["Write to office@kingsgate.example or see https://kingsgate.example/a?b=1.", ["email office@kingsgate.example", "link https://kingsgate.example/a?b=1"]],
    ["Look at www.kingsgate.example/news, please.", ["link www.kingsgate.example/news"]],
    ["A set {1, 2} is fine.", ["sign {", "sign }"]],
    ["We share 96 sweets between 8 people.", []],
  ])("%s", (body, slots) => {
    expect(slotsOf(body)).toEqual(slots);
  });

  it("in other scripts and languages too", () => {
    expect(slotsOf("زارا 4 دسمبر کو 020 7946 0100 پر فون کرے گی۔", "ur")).toEqual(["name زارا", "date 4 دسمبر", "phone 020 7946 0100"]);
    expect(slotsOf("জারা ৪ ডিসেম্বর আসবে।", "bn")).toEqual(["name জারা", "date ৪ ডিসেম্বর"]);
    expect(slotsOf("Spotkamy się 4 grudnia 2026 o 15:30.", "pl")).toEqual(["date 4 grudnia 2026", "time 15:30"]);
  });

  it("and words of the glossary that are never translated", () => {
    expect(mask("Our SENCo knows.", "en", ["SENCo"])).toEqual({ text: "Our {1} knows.", slots: [{ kind: "term", value: "SENCo" }] });
  });
});

const word: Record<SlotKind, fc.Arbitrary<string>> = {
  name: fc.constantFrom("Zara", "Mr Lund", "Zara Khan", "Mrs da Costa", "زارا", "জারা", "ਜ਼ਾਰਾ"),
  date: fc.constantFrom("Friday 4 December", "4 December 2026", "04/12/2026", "1 May"),
  time: fc.constantFrom("3.15 pm", "16:30", "9am"),
  money: fc.constantFrom("£5", "£1,250.00", "50p"),
  phone: fc.constantFrom("020 7946 0100", "+44 20 7946 0100"),
  email: fc.constantFrom("office@kingsgate.example", "a.b+c@family.example"),
  link: fc.constantFrom("https://kingsgate.example/x", "www.kingsgate.example"),
  term: fc.constantFrom("SENCo"),
  sign: fc.constantFrom("{", "}", "{}"),
};
const filler = fc.constantFrom("reads well", "اچھا پڑھتی ہے", "ভালো পড়ে", "ਚੰਗਾ ਪੜ੍ਹਦੀ ਹੈ", "czyta dobrze", "and", "then,", "—", "12 books", "& <b>");
const slot = fc.constantFrom(...(Object.keys(word) as SlotKind[])).chain((kind) => word[kind].map((value) => ({ kind, value })));
const generated = fc.array(fc.oneof({ weight: 2, arbitrary: filler.map((value) => ({ kind: null, value })) }, { weight: 3, arbitrary: slot }), { minLength: 1, maxLength: 10 });

describe("placeholders over generated sentences", () => {
  it("hold everything that was put in, and give the sentence back letter by letter", () => {
    fc.assert(fc.property(generated, (parts) => {
      // A word between them: two names side by side are rightly one.
      const body = parts.map(({ value }) => value).join(" with ");
      const masked = mask(body, "en", ["SENCo"]);
      for (const { kind, value } of parts) if (kind && kind !== "sign") expect(masked.text).not.toContain(value);
      expect(unmask(masked.text, masked.slots, "en")).toBe(body);
      expect(checkPlaceholders(masked.text, masked.slots.length)).toEqual({ lost: [], doubled: [], invented: [] });
      expect(mask(masked.text.replace(/\{\d+\}/g, "*"), "en", ["SENCo"]).slots.filter((each) => each.kind !== "time")).toEqual([]);
    }), { numRuns: 600 });
  });

  it("refuse a draft that loses, doubles or invents one, in any language", () => {
    fc.assert(fc.property(generated, fc.constantFrom(...languages.map(({ tag }) => tag)), fc.nat(), fc.constantFrom("lose", "double", "invent"), (parts, language, which, how) => {
      const masked = mask(parts.map(({ value }) => value).join(" with "), "en", ["SENCo"]);
      const count = masked.slots.length;
      const n = count === 0 ? 1 : (which % count) + 1;
      const spoilt = how === "lose" ? masked.text.replace(`{${n}}`, "") : how === "double" ? `${masked.text} {${n}}` : `${masked.text} {${count + 1}}`;
      const at = (text: string) => stops(checkMasked(text, { source: masked, language, sourceLanguage: "xx" })).filter((fault) => fault.code.startsWith("placeholder"));
      expect(at(masked.text)).toEqual([]);
      if (how !== "lose" || count > 0) expect(at(spoilt)).not.toEqual([]);
    }), { numRuns: 600 });
  });
});

describe("putting back", () => {
  it("says a date in the reader's language and leaves what it does not know", () => {
    const date = (value: string, language: string) => localForm({ kind: "date", value }, language);
    expect(date("Friday 4 December 2026", "pl")).toBe("piątek, 4 grudnia 2026");
    expect(date("4th December", "ro")).toBe("4 decembrie");
    expect(date("Friday 4 December", "ur")).toContain("جمعہ");
    expect(date("Monday 4 December 2026", "pl")).toBe("Monday 4 December 2026");
    expect(date("04/12/2026", "pl")).toBe("04/12/2026");
    expect(date("4 December", "en")).toBe("4 December");
  });

  it("keeps numbers and names from being turned round in a right-to-left line", () => {
    expect(unmask("{1} کو {2} پر", [{ kind: "name", value: "Zara" }, { kind: "phone", value: "020 7946" }], "ur")).toBe("\u2068Zara\u2069 کو \u2066020\u00a07946\u2069 پر");
    expect(unmask("{1}", [{ kind: "name", value: "زارا" }], "ur")).toBe("زارا");
  });
});
