import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { CelebrationState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";
import { drawFilm, plain } from "../films";

interface CelebrationInput {
  pupilIds: string[];
  state?: CelebrationState;
  startsAt?: Date;
  words?: string;
  /** A film with all of the children in it, whose version is "v1". */
  clip?: boolean;
}

/** A celebration as it stands in the database; its families are invited unless said, and nobody is told. */
export async function makeCelebration(school: SchoolFacts, input: CelebrationInput): Promise<string> {
  const { pupilIds, state = "invited", startsAt = addDays(TEST_NOW, 7), words, clip = false } = input;
  const [id, schoolId] = [uuid(), school.id];
  const film = clip ? await drawFilm({ svgs: [plain("#0a544d"), plain("#ffc845")] }) : null;
  await dbFor(schoolId).$transaction(async (tx) => {
    const write = (body: string) => writeText(tx, { schoolId, kind: "rewards.words", language: "en", body, authorId: null });
    const wordsId = words ? await write(words) : null;
    await tx.celebration.create({ data: { id, schoolId, kind: "assembly", wordsId, startsAt, endsAt: addMinutes(startsAt, 60), place: "Main hall", state, invitedAt: state === "draft" ? null : TEST_NOW, createdAt: TEST_NOW } });
    await tx.celebrationPupil.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId: id, pupilId })) });
    if (!film) return;
    const data = { type: "video/webm", bytes: film, size: film.length, seconds: 2, width: 320, height: 180, wordsId: await write(words ?? "Well done."), hash: "v1", approvedAt: TEST_NOW, poster: new Uint8Array(await sharp(Buffer.from(plain("#0a544d"))).jpeg().toBuffer()) };
    await tx.celebrationClip.create({ data: { celebrationId: id, schoolId, ...data, keepUntil: addDays(TEST_NOW, 100), createdAt: TEST_NOW } });
    await tx.celebrationClipChild.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId: id, pupilId })) });
  });
  return id;
}
