import { hashSegment } from "@/server/features/languages/rules";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { idOf } from "./random";
import type { DemoReports } from "./reports";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoTranslation {
  changes: Prisma.TranslationChangeCreateManyInput[];
  flags: Prisma.TranslationFlagCreateManyInput[];
  terms: Prisma.GlossaryTermCreateManyInput[];
  calls: Prisma.TranslationCallCreateManyInput[];
}

/** What the workbench shows: who translated what, what parents said of it, the school's own words, and what a trial of a service sent. */
export function buildTranslation(plan: SchoolPlan, people: DemoPeople, reports: DemoReports): DemoTranslation {
  const rows: DemoTranslation = { changes: [], flags: [], terms: [], calls: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const person = (key: string): string | null => people.byKey.get(`demo-person-${key}`)?.id ?? null;
  for (const made of reports.translations) {
    const at = new Date(made.updatedAt ?? now);
    const { segmentId, language, body, origin, status = "draft" } = made;
    rows.changes.push({ id: idOf(`change:${segmentId}:${language}`), schoolId, segmentId, language, body, origin, status, actorId: made.reviewerId ?? null, at });
  }
  const flag = (start: string, language: string, kind: "unclear" | "wrong", adultKey: string, hours: number): void => {
    const segment = reports.segments.find((each) => each.body.startsWith(start));
    const adultId = person(adultKey);
    if (!segment?.id || !adultId) throw new Error(`nothing to flag: ${start}`);
    const shown = reports.translations.find((each) => each.segmentId === segment.id && each.language === language)?.body ?? segment.body;
    rows.flags.push({ id: idOf(`flag:${segment.id}:${kind}`), schoolId, segmentId: segment.id, language, kind, shownHash: hashSegment(shown), adultId, at: addMinutes(now, -hours * 60) });
  };
  flag("She is ready for Year 6.", "pl", "unclear", "ewa", 5);
  flag("Ola told us how her great-grandmother", "pl", "wrong", "ewa", 4);
  for (const [language, word, explanation] of [
    ["ur", "وِلو جماعت", "سال 4 کی جماعت کا نام۔"], ["pl", "klasa Willow", "Nazwa klasy z Year 4."], ["so", "fasalka Willow", "Magaca fasalka Sanadka 4."],
  ] as const) {
    rows.terms.push({ id: idOf(`term:willow:${language}`), schoolId, language, term: "Willow class", word, explanation, changedById: person("office"), changedAt: addDays(now, -40) });
  }
  const calls = [["languages", null, 0, 0, "done", 0, 212], ["draft", "ur", 6, 431, "done", 1, 1480], ["draft", "pl", 4, 302, "busy", 0, 95], ["draft", "pl", 4, 302, "done", 0, 990]] as const;
  for (const [nth, [purpose, toLanguage, sentences, characters, outcome, rejected, milliseconds]] of calls.entries()) {
    rows.calls.push({
      id: idOf(`call:${nth}`), schoolId, at: addMinutes(addDays(now, -12), nth * 7), engine: "libretranslate", purpose, kind: toLanguage ? "reports.ownWords" : null,
      fromLanguage: toLanguage ? "en" : null, toLanguage, sentences, characters, outcome, rejected, milliseconds,
    });
  }
  return rows;
}
