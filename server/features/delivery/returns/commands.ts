import { recordAudit } from "@/server/lib/audit/record";
import type { Ctx } from "@/server/lib/context";
import { requireMailToken } from "@/server/lib/notify/callback";

import { followUp } from "../following/commands";
import { callInstead, mayKnow } from "../sending/commands";
import { stop } from "../topics/commands";
import { topicOf } from "../topics/rules";
import type { Returned } from "./schema";

const OWN = /^<([0-9a-f-]{36})\.email@/i;

/**
 * Takes what a mail server says of one of our e-mails. One that will never arrive counts as bounced, and its family is put on the list of calls; one that
 * may still arrive changes nothing. Whoever called a newsletter spam gets no more of them; of whatever mail it was, the office
 * is told, once, and asks how else to write. The same word again changes nothing.
 * @returns whether it was about one of ours
 * Errors: not_found without the right token.
 */
export async function takeReturn(ctx: Ctx, input: Returned): Promise<{ taken: boolean }> {
  requireMailToken(input.token);
  const messageId = OWN.exec(input.messageId)?.[1];
  if (!messageId) return { taken: false };
  return ctx.db.$transaction(async (tx) => {
    const message = await tx.message.findFirst({ where: { id: messageId }, select: { id: true, kind: true, adultId: true, pupilId: true, subjectId: true } });
    if (!message) return { taken: false };
    if (input.kind === "complaint") {
      const topic = topicOf(message.kind);
      if (topic) await stop(tx, ctx, { adultId: message.adultId, topic });
      const { created } = await followUp(tx, { schoolId: ctx.school.id, now: ctx.now, cause: "mail-complaint", adultId: message.adultId, pupilId: message.pupilId, subjectId: message.id });
      if (created) {
        await recordAudit(tx, {
          schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "delivery.complaint", subjectType: "message", subjectId: message.id, pupilId: message.pupilId, detail: { kind: message.kind, adultId: message.adultId },
        });
      }
      return { taken: true };
    }
    if (!input.final) return { taken: true };
    const { count } = await tx.delivery.updateMany({
      where: { messageId, channel: "email", state: { in: ["handed_over", "delivered"] } }, data: { state: "bounced", failedAt: ctx.now, lastErrorCode: input.status ? `dsn_${input.status}` : "dsn" },
    });
    // A sign-in link was asked for and is over: its asker sees that nothing came.
    if (count > 0 && message.kind !== "sign_in_link" && (await mayKnow(tx, [message], ctx.now))(message)) await callInstead(tx, ctx.school.id, [{ messageId, ...message }], ctx.now);
    return { taken: true };
  });
}
