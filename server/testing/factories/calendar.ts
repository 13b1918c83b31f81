import { writeText } from "@/server/features/languages/commands";
import type { DateKind } from "@/server/features/calendar/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";

import { TEST_NOW } from "../context";

interface DateInput {
  kind?: DateKind;
  startsOn?: string;
  endsOn?: string;
  title?: string;
  yearGroups?: number[];
  cancelledAt?: Date | null;
}

/** A day of the school's; unless said a training day of staff in a week. */
export async function makeDate(school: SchoolFacts, input: DateInput = {}) {
  const { kind = "inset", startsOn = "2026-11-30", endsOn = startsOn, title, yearGroups = [], cancelledAt = null } = input;
  return dbFor(school.id).$transaction(async (tx) => {
    const titleId = title ? await writeText(tx, { schoolId: school.id, kind: "calendar.words", language: "en", body: title, authorId: null }) : null;
    return tx.schoolDate.create({ data: { schoolId: school.id, kind, startsOn: new Date(startsOn), endsOn: new Date(endsOn), titleId, yearGroups, cancelledAt, createdAt: TEST_NOW, updatedAt: TEST_NOW }, select: { id: true } });
  });
}
