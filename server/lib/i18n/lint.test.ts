import { describe, expect, it } from "vitest";

import { lintCatalogue, type LintCode, lintTranslation } from "@/server/lib/i18n/lint";

const codes = (source: string, translation: string, tag: string, kind: "message" | "text" = "message", keep: string[] = []): LintCode[] =>
  lintTranslation({ source, translation, tag, kind, keep }).map(({ code }) => code);

/** Each check once with a translation that is right, and once with the fault that it is for. */
const pairs: [code: LintCode, source: string, tag: string, right: string, wrong: string][] = [
  ["not_icu", "Hello {name}", "pl", "Witaj {name}", "Witaj {name"],
  ["digits_of_language", "{n, plural, one {{n, number} day} other {{n, number} days}}", "bn", "{n, plural, one {{n, number} দিন} other {{n, number} দিন}}", "{n, plural, one {# দিন} other {# দিন}}"],
  ["arguments_differ", "Hello {name}", "pl", "Witaj {name}", "Witaj"],
  ["arguments_differ", "Hello {name}", "pl", "Witaj {name}", "Witaj {nazwa}"],
  ["argument_kind", "{n, number} days", "ro", "{n, plural, one {{n, number} zi} few {{n, number} zile} other {{n, number} de zile}}", "{n, date} zile"],
  ["plural_form_missing", "{n, plural, one {a day} other {days}}", "pl", "{n, plural, one {dzień} few {dni} many {dni} other {dnia}}", "{n, plural, one {dzień} other {dni}}"],
  ["plural_form_missing", "{n, plural, one {a day} other {days}}", "cy", "{n, plural, zero {dyddiau} one {diwrnod} two {ddiwrnod} few {diwrnod} many {diwrnod} other {diwrnod}}", "{n, plural, one {diwrnod} other {diwrnod}}"],
  ["choice_missing", "{term, select, autumn {Autumn} other {Year}}", "so", "{term, select, autumn {Dayrta} other {Sannadka}}", "{term, select, other {Sannadka}}"],
  ["form_missing", "They are proud", "pl", "{form, select, she {Jest dumna} he {Jest dumny} they {Są dumni} other {Są dumni}}", "{form, select, she {Jest dumna} other {Są dumni}}"],
  ["tags_differ", "Ring <phone></phone>", "pl", "Zadzwoń <phone></phone>", "Zadzwoń"],
  ["empty", "Go on", "pl", "Dalej", " "],
  ["untranslated", "Ring the school", "so", "Dugsiga soo wac", "Ring the school"],
  ["untranslated", "Please ring the school today", "pl", "Proszę dziś zadzwonić do szkoły", "Proszę dziś ring the school"],
  ["untranslated", "Ring the school", "ur", "اسکول کو فون کریں", "Ring the school"],
  ["wrong_script", "Ring the school", "pa", "ਸਕੂਲ ਨੂੰ ਫ਼ੋਨ ਕਰੋ", "سکول نوں فون کرو"],
  ["wrong_script", "Ring the school", "bn", "স্কুলে ফোন করুন", "Skule phon korun"],
  ["wrong_script", "Ring the school", "pl", "Zadzwoń do szkoły", "Zadzwoń do szkołу"],
  ["wrong_letters", "A new book", "ur", "ایک نئی کتاب", "ايك نئی كتاب"],
  ["wrong_letters", "A book", "ar", "كتاب جديد", "کتاب جدید"],
  ["wrong_letters", "The teacher says", "zh-Hans", "老师说", "老師說"],
  ["wrong_letters", "The teacher says", "zh-Hant", "老師說", "老师说"],
  ["direction_mark", "Ring {phone}", "ar", "اتصلوا على {phone}", "اتصلوا على \u2066{phone}\u2069"],
  ["stray_space", "Go on", "pl", "Idź dalej", "Idź  dalej"],
  ["straight_apostrophe", "It is hers", "so", "Waa teeda’", "Waa teeda'x"],
  ["not_nfc", "Days", "pl", "Dzień", "Dzien\u0301"],
];

describe("the lint of translations", () => {
  it.each(pairs)("finds %s", (code, source, tag, right, wrong) => {
    expect(codes(source, right, tag)).toEqual([]);
    expect(codes(source, wrong, tag)).toContain(code);
  });

  it("finds direction marks that do not end in what people write, and leaves pairs alone", () => {
    const source = "Ring 020 7946 0123";
    expect(codes(source, "اتصلوا على \u2066020 7946 0123\u2069", "ar", "text")).toEqual([]);
    expect(codes(source, "اتصلوا على \u2066020 7946 0123", "ar", "text")).toEqual(["isolates_unbalanced"]);
    expect(codes(source, "اتصلوا على 020 7946 0123\u2069", "ar", "text")).toEqual(["isolates_unbalanced"]);
    expect(codes(source, "اتصلوا على \u2066020\u202c 7946 0123", "ar", "text")).toEqual(["isolates_unbalanced"]);
  });

  it("takes braces and straight apostrophes for what they are in what people write", () => {
    expect(codes("Bring {one} pen, it's free", "Weź {jeden} długopis, to 'gratis'", "pl", "text")).toEqual([]);
    expect(codes("Bring a pen", "Bring a pen", "pl", "text")).toEqual(["untranslated"]);
  });

  it("leaves names, addresses, and English terms in brackets", () => {
    expect(codes("Ask the Advice Line for Parents", "Zapytaj Advice Line for Parents", "pl")).toContain("untranslated");
    expect(codes("Ask the Advice Line for Parents", "Zapytaj Advice Line for Parents", "pl", "message", ["Advice Line for Parents"])).toEqual([]);
    expect(codes("child arrangements order", "শিশুর থাকার আদেশ (child arrangements order)", "bn")).toEqual([]);
    expect(codes("Write to office@kingsgate.example", "office@kingsgate.example پر لکھیں", "ur")).toEqual([]);
    expect(codes("Status", "Status", "pl")).toEqual([]);
  });

  const evening = [{ english: ["parents’ evening"], forms: ["spotka rodziców"] }, { english: ["Year 3"], forms: ["klas"] }, { english: ["SEND"], forms: ["specjaln potrzeb", "(SEND)"] }];
  it.each([
    ["Parents’ evenings are soon", "Spotkania rodziców już wkrótce", "Wieczory dla rodziców już wkrótce", "parents’ evening = spotka rodziców"],
    ["A <b>parents’</b> evening", "<b>Spotkanie</b> rodziców", "<b>Wywiadówka</b>", "parents’ evening = spotka rodziców"],
    ["{kind, select, one {Reading} other {Year {year}}}", "{kind, select, one {Czytanie} other {Klasa {year}}}", "{kind, select, one {Czytanie} other {Rok {year}}}", "Year 3 = klas"],
    ["Years 5 and 6", "Klasy 5 i 6", "Roczniki 5 i 6", "Year 3 = klas"],
    ["Help for SEND", "Pomoc przy specjalnych potrzebach", "Pomoc przy niepełnosprawności", "SEND = specjaln potrzeb, (SEND)"],
  ])("finds a school word said in another way: %s", (source, right, wrong, detail) => {
    const termFaults = (translation: string) => lintTranslation({ source, translation, tag: "pl", kind: "message", terms: evening }).filter(({ code }) => code === "term_differs");
    expect(termFaults(right)).toEqual([]);
    expect(termFaults(wrong)).toEqual([{ code: "term_differs", detail }]);
  });

  it("finds a form at the start of a word, in Arabic behind what is written onto it, and leaves other words alone", () => {
    const said = (source: string, translation: string, tag: string, english: string, form: string) =>
      lintTranslation({ source, translation, tag, kind: "text", terms: [{ english: [english], forms: [form] }] }).length === 0;
    expect(said("Attendance", "Obecności", "pl", "attendance", "obecnoś")).toBe(true);
    expect(said("Attendance", "Nieobecności", "pl", "attendance", "obecnoś")).toBe(false);
    expect(said("Attendance matters", "وللحضور أهمية", "ar", "attendance", "حضور")).toBe(true);
    expect(said("Please send it before year end. They are 3 years old.", "Proszę to wysłać", "pl", "SEND", "xyz")).toBe(true);
    expect(said("They are 3 years 4 months old", "Mają trochę ponad trzy lata", "pl", "Year 3", "xyz")).toBe(true);
  });

  it("compares whole catalogues by key", () => {
    const english = { page: { title: "Your school", lead: "Go on" } };
    expect(lintCatalogue(english, { page: { title: "Twoja szkoła", lead: "Dalej" } }, "pl")).toEqual([]);
    expect(lintCatalogue(english, { page: { title: "Twoja szkoła" }, old: "Stare" }, "pl")).toEqual([
      { key: "page.lead", code: "missing", detail: "" }, { key: "old", code: "unknown", detail: "" },
    ]);
  });
});
