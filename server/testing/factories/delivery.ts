import { v7 as uuid } from "uuid";

import { type NewMessage, queueMessages } from "@/server/features/delivery/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";

import { makeAdult, makePupil } from "./people";

/** So many adults with one child each, access confirmed, whom a message by e-mail reaches at `<n>@<domain>`. They read these languages in turn. In four statements. */
export async function makeReaders(school: SchoolFacts, count: number, domain = "family.example", languages: [string, ...string[]] = ["en"]) {
  const db = dbFor(school.id);
  const model = await makeAdult(school, { email: null });
  const child = await makePupil(school, { givenName: "Zara" });
  const pairs = Array.from({ length: count }, (_, n) => ({ adultId: uuid(), pupilId: uuid(), email: `${n}@${domain}` }));
  await db.adult.createMany({
    data: pairs.map(({ adultId, email }, n) => ({ ...model, id: adultId, email, readingNeed: "reads" as const, readingLanguage: languages[n % languages.length] ?? languages[0] })),
  });
  await db.pupil.createMany({ data: pairs.map(({ pupilId }) => ({ ...child, id: pupilId })) });
  await db.guardianLink.createMany({
    data: pairs.map(({ adultId, pupilId }) => ({
      schoolId: school.id, adultId, pupilId, relation: "mother" as const, parentalResponsibility: "yes" as const, confirmedAt: new Date("2026-09-01"),
    })),
  });
  return pairs;
}

/** Tells each of them of a published report. With a `keyed` the same word said again is no second message. */
export async function queueReports(
  school: SchoolFacts,
  readers: { adultId: string; pupilId: string }[],
  now: Date,
  more: Partial<NewMessage> = {},
  keyed?: string,
): Promise<void> {
  const messages = readers.map(({ adultId, pupilId }): NewMessage => {
    const subjectId = uuid();
    return { adultId, pupilId, kind: "report_published", subjectId, args: { child: "Zara", round: "autumn" }, idempotencyKey: keyed ? `${keyed}:${adultId}` : subjectId, ...more };
  });
  await dbFor(school.id).$transaction((tx) => queueMessages(tx, { schoolId: school.id, now, messages }), { timeout: 60_000 });
}
