import type { Tx } from "@/server/lib/db/client";
import type { Channel, DeliveryState } from "@/server/lib/db/generated/enums";

/** One message about a child, to one adult, with how far each of its ways has come. */
export interface SentMessage {
  id: string;
  kind: string;
  adultId: string;
  args: Record<string, string | number>;
  language: string;
  at: Date;
  cancelled: boolean;
  ways: { channel: Channel; state: DeliveryState; at: Date | null }[];
}

const SHOWN = 200;

/** What was sent about a child, newest first. The caller has asked the access rule. */
export async function messagesAbout(db: Tx, pupilId: string): Promise<SentMessage[]> {
  const rows = await db.message.findMany({
    where: { pupilId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: SHOWN,
    select: {
      id: true, kind: true, adultId: true, args: true, language: true, createdAt: true, cancelledAt: true,
      deliveries: { orderBy: { channel: "asc" }, select: { channel: true, state: true, deliveredAt: true, handedOverAt: true, failedAt: true } },
    },
  });
  return rows.map(({ createdAt, cancelledAt, args, deliveries, ...row }) => ({
    ...row, args: args as Record<string, string | number>, at: createdAt, cancelled: cancelledAt !== null,
    ways: deliveries.map(({ channel, state, deliveredAt, handedOverAt, failedAt }) => ({ channel, state, at: deliveredAt ?? handedOverAt ?? failedAt })),
  }));
}

/** Good news about these children that one of their adults opened: each piece once, when it was first opened. The caller has asked the access rule. */
export async function goodNewsRead(db: Tx, pupilIds: readonly string[]): Promise<{ pupilId: string; at: Date }[]> {
  const rows = await db.message.findMany({
    where: { kind: "good_news", pupilId: { in: [...pupilIds] }, cancelledAt: null, acknowledgedAt: { not: null } }, orderBy: [{ subjectId: "asc" }, { acknowledgedAt: "asc" }], distinct: ["subjectId"],
    select: { pupilId: true, acknowledgedAt: true },
  });
  return rows.flatMap(({ pupilId, acknowledgedAt }) => (pupilId && acknowledgedAt ? [{ pupilId, at: acknowledgedAt }] : []));
}

export interface CalledMessage {
  kind: string;
  subjectId: string;
  args: Record<string, string | number>;
}

/** The message that a call tells, by the call's task: its kind and what goes into its words. Null when no message caused it. */
export async function messageOfCall(db: Tx, taskId: string): Promise<CalledMessage | null> {
  const task = await db.task.findFirst({ where: { id: taskId, uniqueKey: { startsWith: "call:" } }, select: { uniqueKey: true } });
  const message = task ? await db.message.findFirst({ where: { id: task.uniqueKey.slice("call:".length) }, select: { kind: true, subjectId: true, args: true } }) : null;
  return message ? { kind: message.kind, subjectId: message.subjectId, args: message.args as Record<string, string | number> } : null;
}
