import { recordAudit } from "@/server/lib/audit/record";
import type { Db, Tx } from "@/server/lib/db/client";

import { answerCode, answerHash } from "../letters/rules";
import type { Claimed } from "../sending/commands";
import { letterFate } from "./rules";

/** Writes down that the service has taken a letter, and the code with which it is answered, in one transaction with the record of who was written to. */
export async function handOverLetter(db: Db, input: { schoolId: string; row: Claimed; providerId: string; now: Date }): Promise<void> {
  const { schoolId, row, providerId, now } = input;
  await db.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id: row.id, state: { not: "handed_over" } },
      data: { state: "handed_over", handedOverAt: now, leaseUntil: null, nextTryAt: now, lastErrorCode: null, providerId, answerHash: answerHash(answerCode(row.id)) },
    });
    if (count === 0) return;
    await recordAudit(tx, { schoolId, at: now, actorId: null, action: "delivery.postLetter", subjectType: "adult", subjectId: row.adultId, pupilId: row.pupilId });
  });
}

/**
 * Gives a letter that the service cannot post back to the office's printer: nothing is lost, and no second try is made by post.
 * @param code why, for the record: it begins with "post_"
 */
export async function giveBackLetter(db: Tx, input: { id: string; from: "sending" | "handed_over"; code: `post_${string}`; now: Date }): Promise<boolean> {
  const { count } = await db.delivery.updateMany({
    where: { id: input.id, channel: "letter", state: input.from, postedAt: null },
    data: { state: "queued", leaseUntil: null, handedOverAt: null, nextTryAt: input.now, lastErrorCode: input.code, providerId: null, answerHash: null },
  });
  return count > 0;
}

/**
 * Takes the service's word of a letter: it is in the post, or it will never be and the office prints it. "Accepted" and the checks before it change nothing.
 * The letter counts as delivered only when its reader answers it.
 * @returns whether anything changed; false for what is no letter of ours
 */
export async function takeLetterStatus(tx: Tx, input: { schoolId: string; deliveryId: string; status: string; now: Date }): Promise<boolean> {
  const { deliveryId: id, status, now } = input;
  const fate = letterFate(status);
  if (fate === "posted") {
    const { count } = await tx.delivery.updateMany({ where: { id, channel: "letter", providerId: { not: null }, postedAt: null }, data: { postedAt: now } });
    return count > 0;
  }
  // Without the service's own name for it this is a letter that the office printed.
  if (fate === "lost" && (await tx.delivery.count({ where: { id, channel: "letter", providerId: { not: null } } })) > 0) {
    return giveBackLetter(tx, { id, from: "handed_over", code: `post_${status.replaceAll("-", "_")}`, now });
  }
  return false;
}
