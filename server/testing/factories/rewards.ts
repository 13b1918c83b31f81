import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import { type Use, uses } from "@/server/features/people/photos/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { SuccessState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

interface SuccessInput {
  pupilId: string;
  statement?: string | null;
  words?: string;
  state?: SuccessState;
  notedById?: string;
  at?: Date;
  /** A photo of this child, whose version is "v1". */
  photo?: boolean;
  /** Who else is in it. */
  alsoInPhoto?: string[];
}

/** A success as it stands in the database; shown unless said. Nobody is told of it. */
export async function makeSuccess(school: SchoolFacts, input: SuccessInput) {
  const { pupilId, statement = "kindness.helped", words, state = "shown", notedById = null, at = TEST_NOW, photo = false, alsoInPhoto = [] } = input;
  const [successId, noteKey, photoId] = [uuid(), uuid(), photo ? uuid() : null];
  const schoolId = school.id;
  await dbFor(schoolId).$transaction(async (tx) => {
    const wordsId = words ? await writeText(tx, { schoolId, kind: "rewards.words", language: "en", body: words, authorId: notedById, pupilId }) : null;
    if (photoId) {
      const bytes = new Uint8Array(await sharp({ create: { width: 40, height: 30, channels: 3, background: "#0a544d" } }).jpeg().toBuffer());
      await tx.rewardPhoto.create({ data: { id: photoId, schoolId, bytes, width: 40, height: 30, hash: "v1", createdAt: at } });
      await tx.rewardPhotoChild.createMany({ data: [pupilId, ...alsoInPhoto].map((id) => ({ schoolId, photoId, pupilId: id })) });
    }
    await tx.success.create({ data: { id: successId, schoolId, pupilId, noteKey, category: "kindness", statement, wordsId, photoId, state, notedById, notedAt: at, decidedAt: state === "waiting" ? null : at } });
  });
  return { successId, noteKey, photoId: photoId ?? "" };
}

/** What an adult said about photos of a child: yes to everything unless said. */
export async function sayToPhotos(school: SchoolFacts, input: { pupilId: string; adultId: string; given?: boolean; only?: readonly Use[] }): Promise<void> {
  const { pupilId, adultId, given = true, only = uses } = input;
  for (const use of only) {
    const data = { given, at: TEST_NOW };
    await dbFor(school.id).photoConsent.upsert({ where: { pupilId_adultId_use: { pupilId, adultId, use } }, create: { schoolId: school.id, pupilId, adultId, use, ...data }, update: data });
  }
}
