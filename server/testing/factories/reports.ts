import { v7 as uuid } from "uuid";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";

import { linkGuardian, makeAdult, makeClass, makePupil } from "./people";

/** A round of reports for every year, open since September: the summer's unless told otherwise. */
export async function makeRound(school: SchoolFacts, input: Partial<Prisma.ReportRoundUncheckedCreateInput> = {}) {
  return dbFor(school.id).reportRound.create({
    data: {
      term: "summer", schoolYear: 2026, yearGroups: [0, 1, 2, 3, 4, 5, 6], subjects: ["english", "maths"],
      opensOn: new Date("2026-09-01"), dueOn: new Date("2026-12-18"), ...input, schoolId: school.id,
    },
  });
}

/** A report to be written, or in the state given. */
export async function makeReport(school: SchoolFacts, roundId: string, pupilId: string, input: Partial<Prisma.ReportUncheckedCreateInput> = {}) {
  return dbFor(school.id).report.create({
    data: { sessionsPossible: 120, sessionsAbsent: 4, sessionsLate: 2, ...input, schoolId: school.id, roundId, pupilId },
  });
}

/** What a teacher wrote for one subject; by default enough for the law. */
export async function makeEntry(school: SchoolFacts, reportId: string, subject: string, input: Partial<Prisma.ReportEntryUncheckedCreateInput> = {}) {
  return dbFor(school.id).reportEntry.create({
    data: { attainment: "secure", effort: "good", progress: "expected", comments: [], ...input, schoolId: school.id, reportId, subject, version: 1 },
  });
}

/** A class of pupils with a teacher and a mother each, and a round whose reports are written in full. */
export async function makeWrittenClass(school: SchoolFacts, count: number, input: { state?: "writing" | "ready" | "checked" } = {}) {
  const teacher = await makeAdult(school, { title: "Ms", familyName: "Patel", posts: ["teacher"] });
  const group = await makeClass(school, { name: "Oak", teacherIds: [teacher.id] });
  const round = await makeRound(school);
  const children = [];
  for (let n = 0; n < count; n += 1) {
    const pupil = await makePupil(school, { givenName: `Kit${n}`, classGroupId: group.id });
    const mother = await makeAdult(school, { givenName: "Amina", readingLanguage: "ur", readingNeed: "reads", email: `${uuid()}@family.example` });
    const link = await linkGuardian(school, mother.id, pupil.id);
    const report = await makeReport(school, round.id, pupil.id, { state: input.state ?? "checked" });
    await makeEntry(school, report.id, "general", {
      comments: [
        { key: "strength.readsForPleasure" }, { key: "strength.readBooks", n: 7 }, { key: "effort.veryGood" }, { key: "behaviour.kindAndPolite" },
        { key: "nextStep.readEveryDay", n: 10 }, { key: "home.readTogether", n: 10 },
      ],
    });
    await makeEntry(school, report.id, "english", { comments: [{ key: "progress.asExpected" }] });
    await makeEntry(school, report.id, "maths");
    children.push({ pupil, mother, link, report });
  }
  return { teacher, group, round, children };
}
