import { writeText } from "@/server/features/languages/commands";
import { dbFor } from "@/server/lib/db/client";
import type { StaffRole, TextStakes } from "@/server/lib/db/generated/enums";
import { type Engine, type EngineLanguages, EngineFault, type FaultCode, type TranslateRequest } from "@/server/lib/translation/engine";

import { contextFor, staffContext, TEST_NOW } from "../context";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "./people";

/** A school with a family that reads Polish and Urdu, a teacher, a head and a bilingual colleague, for tests of translation. */
export async function makeTranslationSchool() {
  const school = await makeSchool();
  const db = dbFor(school.id);
  const staff = async (role: StaffRole, speaks: string[] = ["en"]) => staffContext(school, (await makeAdult(school, { posts: [role], spokenLanguages: speaks })).id);
  const [head, teacher, bilingual] = [await staff("head"), await staff("teacher"), await staff("family_support", ["en", "ur"])];
  const pupil = await makePupil(school, { givenName: "Zara", familyName: "Khan" });
  const mother = await makeAdult(school, { givenName: "Amina", familyName: "Khan", readingLanguage: "ur", spokenLanguages: ["ur"] });
  const father = await makeAdult(school, { givenName: "Dariusz", familyName: "Nowak", readingLanguage: "pl", spokenLanguages: ["pl"] });
  for (const adult of [mother, father]) await linkGuardian(school, adult.id, pupil.id);
  const write = (body: string, input: { stakes?: TextStakes; pupilId?: string | null; kind?: string } = {}) =>
    db.$transaction((tx) => writeText(tx, {
      schoolId: school.id, kind: input.kind ?? "reports.ownWords", language: "en", body, authorId: teacher.actor.adultId,
      pupilId: input.pupilId === undefined ? pupil.id : input.pupilId, stakes: input.stakes,
    }));
  return {
    school, db, head, teacher, bilingual, staff, pupil, mother, father, write,
    job: { db, school, now: TEST_NOW },
    motherCtx: await contextFor(school, mother.id, { locale: "ur" }),
    segmentsOf: (textId: string) => db.segment.findMany({ where: { textId }, orderBy: { position: "asc" }, include: { translations: true } }),
  };
}

export interface PseudoEngine extends Engine {
  /** Every request, as it would have left. */
  requests: TranslateRequest[];
  /** Everything that would have left, as one text. */
  sent: () => string;
}

const words: Record<string, string> = { pl: "zdanie po polsku", ur: "یہ اردو کا ایک جملہ ہے جس میں چھوٹے بڑے الفاظ ہیں", en: "a sentence" };

/**
 * A service without a network that gives pseudo-translations: words of the language with the placeholders and numbers of the source, in reverse
 * order. It can be told to lose a placeholder, to answer in English, or to fail.
 */
export function pseudoEngine(input: { lose?: boolean; english?: boolean; fault?: FaultCode; retryAfter?: number; languages?: Partial<EngineLanguages>; glossary?: boolean } = {}): PseudoEngine {
  const requests: TranslateRequest[] = [];
  const fail = () => {
    if (input.fault) throw new EngineFault(input.fault, input.retryAfter ?? null);
  };
  const engine: PseudoEngine = {
    name: "deepl",
    host: "pseudo.example",
    requests,
    sent: () => JSON.stringify(requests),
    languages: async () => ({ sources: ["en", "pl", "ur"], targets: ["en-GB", "pl", "ur"], glossary: ["pl"], ...input.languages }),
    translate: async (request) => {
      requests.push(request);
      fail();
      return request.texts.map((text) => {
        if (input.english) return text;
        const slots = text.match(/\{\d+\}/g) ?? [];
        const numbers = text.replace(/\{\d+\}/g, " ").match(/\d+/g) ?? [];
        return [words[request.to.tag] ?? "x", ...numbers, ...slots.slice(input.lose ? 1 : 0).reverse()].join(" ");
      });
    },
  };
  if (input.glossary) Object.assign(engine, { keepGlossary: async () => "glossary-1", dropGlossary: async () => undefined });
  return engine;
}
