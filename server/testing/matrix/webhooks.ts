import { v7 as uuid } from "uuid";

import { replyAddress } from "@/server/features/delivery/email/reply/rules";
import { stopKey } from "@/server/features/delivery/topics/rules";
import { now as systemNow } from "@/server/lib/clock";
import { dbFor } from "@/server/lib/db/client";

import type { World } from "./world";

export const TOKENS = { NOTIFY_CALLBACK_TOKEN: "notify-only-for-tests", MAIL_CALLBACK_TOKEN: "mail-only-for-tests", MAIL_REPLY_DOMAIN: "answers.example" };

/** A call that a program makes at one of our doors. */
export interface Call {
  params?: Record<string, string>;
  token?: string;
  type?: string;
  body: string;
}

/** One adult of the world to whom something was sent, or who answers. */
export interface Sender {
  adultId: string;
  phone: string;
  email: string;
  /** A text message that left, and a conversation. */
  deliveryId: string;
  messageId: string;
  threadId: string;
}

/** How a door without a session is called: by a program with our secret, or with a key that only we could have made. */
export interface WebhookRow {
  /** The right call, about this adult. */
  call: (sender: Sender, world: World) => Call;
  /** The same with what proves it taken away or wrong. */
  forged: (call: Call) => Call[];
  /** Whether the right call changes something of an adult whom an order keeps away: only what they want sent to themselves. */
  ofKept?: "own_wish";
}

const forgedToken = (call: Call): Call[] => [{ ...call, token: undefined }, { ...call, token: "" }, { ...call, token: "wrong-wrong-wrong-wrong" }, { ...call, token: `${call.token}x` }, { ...call, token: call.token?.slice(0, -1) }];
const json = (value: unknown) => ({ type: "application/json", body: JSON.stringify(value) });

/** Every door through which a program may change something without a session. The matrix fails when one has no row here. */
export const webhookRows: Record<string, WebhookRow> = {
  "POST /api/notify/receipts": {
    call: ({ deliveryId }, { school }) => ({ token: TOKENS.NOTIFY_CALLBACK_TOKEN, ...json({ reference: `${school.id}:${deliveryId}`, status: "permanent-failure" }) }),
    forged: forgedToken,
  },
  "POST /api/notify/texts": {
    call: ({ phone }) => ({ token: TOKENS.NOTIFY_CALLBACK_TOKEN, ...json({ id: uuid(), source_number: phone, message: "She is ill." }) }),
    forged: forgedToken,
  },
  "POST /api/mail/inbound": {
    call: ({ threadId, adultId, email }) => ({
      token: TOKENS.MAIL_CALLBACK_TOKEN, type: "message/rfc822",
      body: [`From: <${email}>`, `To: <${replyAddress(threadId, adultId, TOKENS.MAIL_REPLY_DOMAIN)}>`, `Message-ID: <${uuid()}@family.example>`, "Subject: Re", "", "She is ill."].join("\r\n"),
    }),
    forged: forgedToken,
  },
  "POST /api/stop/[key]": {
    call: ({ adultId }) => ({ params: { key: stopKey(adultId, "newsletters") }, type: "application/x-www-form-urlencoded", body: "List-Unsubscribe=One-Click" }),
    forged: (call) => [
      { ...call, params: { key: "no-such-key-no-such-key-no-such-key" } }, { ...call, params: { key: `${call.params?.key?.slice(0, -2)}AA` } }, { ...call, body: "" },
    ],
    ofKept: "own_wish",
  },
};

/** An adult's text message that left before anything ended, and a conversation of theirs. */
export async function sentTo(world: World, adultId: string, nth: number): Promise<Sender> {
  const [db, schoolId, messageId, deliveryId, now] = [dbFor(world.school.id), world.school.id, uuid(), uuid(), systemNow()];
  const { pupilId, reportId } = world.own.ids;
  const phone = `07700 9001${String(nth).padStart(2, "0")}`;
  const email = `sender-${nth}@family.example`;
  await db.adult.update({ where: { id: adultId }, data: { phone, email } });
  await db.message.create({ data: { id: messageId, schoolId, adultId, pupilId, kind: "report_published", subjectId: reportId, language: "en", args: {}, idempotencyKey: messageId, createdAt: now } });
  await db.delivery.create({ data: { id: deliveryId, schoolId, messageId, channel: "text", state: "handed_over", handedOverAt: now } });
  const thread = await db.thread.upsert({
    where: { schoolId_pupilId_adultId_team: { schoolId, pupilId, adultId, team: "office" } }, update: {}, create: { id: uuid(), schoolId, pupilId, adultId, team: "office", lastAt: now, createdAt: now },
  });
  return { adultId, phone, email, deliveryId, messageId, threadId: thread.id };
}
