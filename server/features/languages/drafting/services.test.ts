import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { EngineName } from "@/server/lib/translation/engine";
import { openEngine } from "@/server/lib/translation/open";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslationSchool } from "@/server/testing/factories/translation";
import { type Loopback, openLoopback, type Seen } from "@/server/testing/loopback";

import { readTexts } from "../queries";
import { setSwitch } from "../service/commands";
import { fillText } from "./commands";

let service: Loopback;
beforeAll(async () => {
  prepareEnvironment();
  service = await openLoopback();
});
afterAll(() => service.close());
beforeEach(resetDatabase);

const BODY = "Zara Khan read 12 books with Mr Lund by Friday 4 December; ring 020 7946 0100. She sings well.";
const SECRETS = ["Zara", "Khan", "Lund", "December", "7946"];
type Tag = "pl" | "ur";

interface Wire {
  /** A placeholder as it travels. */
  mark: (n: number) => string;
  /** The code of the language that is asked for; undefined when it is asked which languages there are. */
  wanted: (request: Seen) => string | undefined;
  sentences: (request: Seen) => unknown[];
  languages: (request: Seen) => unknown;
  translations: (texts: string[]) => unknown;
}

const chatText = ({ body }: Seen, nth: number) => (body.messages as { content: string }[])[nth]?.content ?? "";
const inChat = (content: object) => ({ choices: [{ index: 0, message: { role: "assistant", content: JSON.stringify(content) } }] });

/** How each service is spoken to and answers, in its documented format. */
const wires: Record<EngineName, Wire> = {
  deepl: {
    mark: (n) => `<x id="${n}"/>`,
    wanted: ({ body }) => body.target_lang as string | undefined,
    sentences: ({ body }) => body.text as unknown[],
    languages: ({ path }) => (path.includes("glossary") ? [] : ["en", "pl", "ur"].map((lang) => ({ lang, name: lang, usable_as_source: true, usable_as_target: true, features: {} }))),
    translations: (texts) => ({ translations: texts.map((text) => ({ detected_source_language: "EN", text })) }),
  },
  libretranslate: {
    mark: (n) => `<span translate="no" id="s${n}">${n}</span>`,
    wanted: ({ body }) => body.target as string | undefined,
    sentences: ({ body }) => body.q as unknown[],
    languages: () => [{ code: "en", name: "English", targets: ["pl", "ur"] }],
    translations: (texts) => ({ translatedText: texts }),
  },
  chat: {
    mark: (n) => `{${n}}`,
    wanted: (request) => /into \w+ \((\w+)\)/.exec(chatText(request, 0))?.[1],
    sentences: (request) => (JSON.parse(chatText(request, 1)) as { sentences: unknown[] }).sentences,
    languages: () => inChat({ languages: ["pl", "ur"] }),
    translations: (texts) => inChat({ translations: texts }),
  },
};

type Say = (marks: string[]) => string;
const good: Record<Tag, Say> = {
  pl: ([who, helper, day, phone]) => `${who} przeczytała 12 książek, pomagał ${helper}, do dnia ${day}; proszę dzwonić ${phone}.`,
  ur: ([who, helper, day, phone]) => `${who} نے ${helper} کے ساتھ ${day} تک 12 کتابیں پڑھیں؛ فون کریں ${phone}۔`,
};
const second: Record<Tag, string> = { pl: "Ładnie śpiewa.", ur: "وہ اچھا گاتی ہے۔" };

/** What can be wrong with the first sentence; the second comes back as it should. */
const spoilt: [what: string, spoil: Record<Tag, Say>][] = [
  ["loses a placeholder", { pl: ([who, , day, phone]) => good.pl([who ?? "", "", day ?? "", phone ?? ""]), ur: ([who, , day, phone]) => good.ur([who ?? "", "", day ?? "", phone ?? ""]) }],
  ["doubles a placeholder", { pl: (marks) => `${marks[0]}: ${good.pl(marks)}`, ur: (marks) => `${marks[0]}: ${good.ur(marks)}` }],
  ["puts one for another", { pl: ([who, , day, phone]) => good.pl([who ?? "", who ?? "", day ?? "", phone ?? ""]), ur: ([who, , day, phone]) => good.ur([who ?? "", who ?? "", day ?? "", phone ?? ""]) }],
  ["invents a placeholder", { pl: (marks) => good.pl([...marks.slice(0, 3), `${marks[3]} ${marks[4]}`]), ur: (marks) => good.ur([...marks.slice(0, 3), `${marks[3]} ${marks[4]}`]) }],
  ["answers in another language", {
    pl: ([who, helper, day, phone]) => `${who} has read 12 of the books with ${helper} by ${day} and you can ring ${phone} for more.`,
    ur: ([who, helper, day, phone]) => `قرأت ${who} مع ${helper} قبل ${day} في المدرسة 12 من القصص والروايات فاتصلوا على ${phone}.`,
  }],
  ["answers in another script", {
    pl: ([who, helper, day, phone]) => `${who} прочитала 12 книг, помогал ${helper}, до ${day}; звоните ${phone}.`,
    ur: ([who, helper, day, phone]) => `${who} ne ${helper} ke saath ${day} tak 12 kitaben parhin; phone karen ${phone}.`,
  }],
];

async function fillFrom(name: EngineName, say: Record<Tag, Say>) {
  const wire = wires[name];
  const marks = [1, 2, 3, 4, 9].map(wire.mark);
  service.seen = [];
  service.answer = (request) => {
    const tag = wire.wanted(request);
    if (tag !== "pl" && tag !== "ur") return { body: wire.languages(request) };
    return { body: wire.translations([say[tag](marks), second[tag]]) };
  };
  const engine = openEngine({ TRANSLATION_ENGINE: name, TRANSLATION_URL: service.base, TRANSLATION_KEY: "k", TRANSLATION_MODEL: "m", TRANSLATION_TIMEOUT_MS: 10_000 });
  const { db, head, job, write, segmentsOf } = await makeTranslationSchool();
  await setSwitch(head, { kind: "reports.ownWords", enabled: true }, engine);
  const id = await write(BODY);
  await fillText(job, { textId: id, attempt: 0 }, engine);
  const kept = (await segmentsOf(id)).map(({ translations }) => Object.fromEntries(translations.map(({ language, body, status }) => [language, { body, status }])));
  const read = async (language: Tag) => (await readTexts(db, [id], language)).get(id);
  const lines = await db.translationCall.findMany({ where: { purpose: "draft" }, orderBy: { toLanguage: "asc" } });
  // Every column but random ids, the moment and what is counted: digits of those could be anybody's.
  const everyLine = JSON.stringify(await db.translationCall.findMany({ omit: { id: true, schoolId: true, at: true, milliseconds: true, characters: true } }));
  const asked = service.seen.filter((request) => wire.wanted(request));
  return { wire, kept, read, lines, asked, everyLine, changes: await db.translationChange.count() };
}

describe.each(["deepl", "libretranslate", "chat"] as const)("what %s answers", (name) => {
  it("is kept when every placeholder and the language are right, and nobody's name went there", async () => {
    const { wire, kept, read, lines, asked, everyLine, changes } = await fillFrom(name, good);
    expect(asked.map(wire.wanted)).toEqual(["pl", "ur"]);
    expect(asked.map((request) => wire.sentences(request))).toEqual(Array.from({ length: 2 }, () => [
      `${wire.mark(1)} read 12 books with ${wire.mark(2)} by ${wire.mark(3)}; ring ${wire.mark(4)}.`, "She sings well.",
    ]));
    for (const secret of SECRETS) expect(JSON.stringify(service.seen.map(({ path, body }) => [path, body])) + everyLine).not.toContain(secret);
    expect(kept[0]?.pl).toEqual({ body: "Zara Khan przeczytała 12 książek, pomagał Mr Lund, do dnia piątek, 4 grudnia; proszę dzwonić 020 7946 0100.", status: "draft" });
    expect(kept.map((sentence) => Object.keys(sentence).sort())).toEqual([["pl", "ur"], ["pl", "ur"]]);
    expect(await read("pl")).toMatchObject({ translated: true, sign: "machine" });
    expect(await read("ur")).toMatchObject({ translated: true, sign: "machine" });
    expect(lines.map(({ engine, outcome, toLanguage, sentences, rejected }) => [engine, outcome, toLanguage, sentences, rejected])).toEqual([[name, "done", "pl", 2, 0], [name, "done", "ur", 2, 0]]);
    expect(changes).toBe(4);
  });

  it.each(spoilt)("is kept out where it %s: that sentence alone, counted without its words", async (_what, spoil) => {
    const { kept, read, lines, everyLine, changes } = await fillFrom(name, spoil);
    expect(kept).toEqual([{}, { pl: { body: second.pl, status: "draft" }, ur: { body: second.ur, status: "draft" } }]);
    for (const tag of ["pl", "ur"] as const) {
      const shown = await read(tag);
      expect(shown).toMatchObject({ translated: false });
      expect(shown?.body).toContain("Zara Khan read 12 books");
    }
    expect(lines.map(({ outcome, toLanguage, sentences, rejected }) => [outcome, toLanguage, sentences, rejected])).toEqual([["done", "pl", 2, 1], ["done", "ur", 2, 1]]);
    for (const secret of [...SECRETS, "12", "sings", "śpiewa"]) expect(everyLine).not.toContain(secret);
    expect(changes).toBe(2);
  });
});
