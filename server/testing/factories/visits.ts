import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { VisitState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

interface VisitInput {
  pupilId: string;
  adultId: string;
  plannerId: string;
  leadId: string;
  secondId?: string;
  words?: string;
  state?: VisitState;
  authorisedById?: string;
  minutes?: number;
  riskNotes?: string;
  twoPeople?: boolean;
  /** Times that are offered; two unless said. */
  slots?: Date[];
  /** Of a visit that was made. */
  startsAt?: Date;
}

/** A visit as it stands after its plan, or in a later state. Nobody is taken for a time by it. */
export async function makeVisit(school: SchoolFacts, input: VisitInput) {
  const { words = "We would like to talk.", state = "asked", minutes = 30, slots = [addDays(TEST_NOW, 3), addDays(TEST_NOW, 4)], startsAt, authorisedById, riskNotes, twoPeople = false, secondId, ...ids } = input;
  const [visitId, slotIds] = [uuid(), slots.map(() => uuid())];
  const later = state === "booked" || state === "under_way" || state === "done";
  await dbFor(school.id).$transaction(async (tx) => {
    const schoolId = school.id;
    const wordsId = await writeText(tx, { schoolId, kind: "contacts.record", language: "en", body: words, authorId: input.plannerId, pupilId: input.pupilId });
    await tx.visit.create({
      data: {
        id: visitId, schoolId, ...ids, secondId: secondId ?? null, purpose: "support", wordsId, language: "en", minutes, state, riskNotes: riskNotes ?? null, twoPeople, createdAt: TEST_NOW,
        authorisedById: authorisedById ?? null, authorisedAt: authorisedById ? TEST_NOW : null, place: later ? "home" : null, startsAt: later ? (startsAt ?? TEST_NOW) : null,
        checkedInAt: state === "under_way" || state === "done" ? TEST_NOW : null, outBy: state === "under_way" || state === "done" ? TEST_NOW : null, checkedOutAt: state === "done" ? TEST_NOW : null,
      },
    });
    await tx.visitSlot.createMany({ data: slots.map((at, nth) => ({ id: slotIds[nth] as string, schoolId, visitId, startsAt: at })) });
  });
  return { visitId, slotIds };
}
