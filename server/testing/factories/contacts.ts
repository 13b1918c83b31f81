import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";

import { TEST_NOW } from "../context";

type Input = Partial<Prisma.ContactUncheckedCreateInput> & Pick<Prisma.ContactUncheckedCreateInput, "pupilId" | "adultId" | "staffId"> & { facts?: string };

/** A call that reached the adult, unless told otherwise. */
export async function makeContact(school: SchoolFacts, input: Input) {
  const { facts, ...fields } = input;
  return dbFor(school.id).$transaction(async (tx) => {
    const factsId = facts
      ? await writeText(tx, { schoolId: school.id, kind: "contacts.record", language: "en", body: facts, authorId: fields.staffId, pupilId: fields.pupilId })
      : null;
    return tx.contact.create({
      data: {
        id: uuid(), at: TEST_NOW, channel: "call", language: "en", outcome: "reached", idempotencyKey: uuid(), createdAt: TEST_NOW, factsId, ...fields, schoolId: school.id,
      },
    });
  });
}
