import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { ThreadTeam } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

/** A conversation with one message of the family, waiting for its answer. */
export async function makeThread(school: SchoolFacts, input: { pupilId: string; adultId: string; team: ThreadTeam; words: string; file?: boolean }) {
  const { pupilId, adultId, team, words, file = false } = input;
  const [threadId, postId, fileId] = [uuid(), uuid(), uuid()];
  await dbFor(school.id).$transaction(async (tx) => {
    const schoolId = school.id;
    const textId = await writeText(tx, { schoolId, kind: "messages.reply", language: "en", body: words, authorId: adultId, pupilId });
    await tx.thread.create({ data: { id: threadId, schoolId, pupilId, adultId, team, waitingSince: TEST_NOW, lastAt: TEST_NOW, createdAt: TEST_NOW } });
    await tx.post.create({ data: { id: postId, schoolId, threadId, authorId: adultId, side: "family", textId, at: TEST_NOW, idempotencyKey: uuid() } });
    if (file) await tx.postFile.create({ data: { id: fileId, schoolId, postId, type: "application/pdf", bytes: new TextEncoder().encode("%PDF-1.7") } });
  });
  return { threadId, postId, fileId };
}
