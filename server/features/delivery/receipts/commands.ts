import type { Ctx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { requireCallbackToken } from "@/server/lib/notify/callback";

import { takeLetterStatus } from "../post/commands";
import { callInstead, mayKnow } from "../sending/commands";
import type { Receipt } from "./schema";

const failures: ReadonlySet<string> = new Set(["permanent-failure", "temporary-failure", "technical-failure"]);

const REFERENCE = /^([0-9a-f-]{36}):([0-9a-f-]{36})$/;

/**
 * Takes the service's word of what became of a text message: it arrived; or the number does not exist (bounced), the phone was off for three days,
 * the service failed: then a person rings. A receipt that comes twice, late, or for a message that was stopped changes nothing.
 * The school is the one that sent it, whichever host the service calls: one service serves all schools of an installation.
 * Errors: not_found without the right token; invalid_input for a reference that is none of ours.
 */
export async function takeReceipt(ctx: Pick<Ctx, "now">, input: Receipt): Promise<{ changed: boolean }> {
  requireCallbackToken(input.token);
  const [, schoolId, deliveryId] = REFERENCE.exec(input.reference) ?? [];
  if (!schoolId || !deliveryId) throw new AppError("invalid_input", { reference: "unknown" });
  return dbFor(schoolId).$transaction(async (tx) => {
    if (await takeLetterStatus(tx, { schoolId, deliveryId, status: input.status, now: ctx.now })) return { changed: true };
    const where = { id: deliveryId, channel: "text" as const, state: "handed_over" as const };
    if (input.status === "delivered") {
      const { count } = await tx.delivery.updateMany({ where, data: { state: "delivered", deliveredAt: ctx.now } });
      return { changed: count > 0 };
    }
    if (!failures.has(input.status)) return { changed: false };
    const { count } = await tx.delivery.updateMany({
      where, data: { state: input.status === "permanent-failure" ? "bounced" : "failed", failedAt: ctx.now, lastErrorCode: `notify_${input.status.replace("-", "_")}` },
    });
    if (count === 0) return { changed: false };
    const { message } = await tx.delivery.findUniqueOrThrow({
      where: { id: deliveryId }, select: { message: { select: { id: true, kind: true, adultId: true, pupilId: true, subjectId: true, cancelledAt: true, acknowledgedAt: true } } },
    });
    // Whoever has said that they know needs no call; whoever may not know any more gets none.
    if (!message.cancelledAt && !message.acknowledgedAt && (await mayKnow(tx, [message], ctx.now))(message)) await callInstead(tx, schoolId, [{ ...message, messageId: message.id }], ctx.now);
    return { changed: true };
  });
}
