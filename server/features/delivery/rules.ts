import { createHash } from "node:crypto";

import type { ReachPlan } from "@/server/features/people/profile/rules";
import { canSendTexts } from "@/server/lib/notify/client";
import type { AccessScope, Channel } from "@/server/lib/db/generated/enums";

import { isSafety } from "./schema";

export type MessageKind = "report_published" | "report_corrected" | "report_withdrawn" | "sign_in_link" | "school_wrote" | "family_wrote" | "newsletter_sent" | "newsletter_test"
  | "visit_offered" | "visit_booked" | "visit_reminder" | "visit_cancelled" | "visit_alarm" | "visit_called_off" | "digest"
  | "meetings_open" | "meetings_planned" | "meeting_booked" | "meeting_changed" | "meeting_reminder" | "meeting_cancelled" | "meeting_longer" | "good_news"
  | "calendar_reminder" | "school_closed"
  | "celebration_invited" | "celebration_moved" | "celebration_cancelled" | "celebration_clip"
  | EventMessageKind;

/** What guests of an event are told. */
export const eventKinds = ["event_booked", "event_waiting", "event_offered", "event_lapsed", "event_changed", "event_full", "event_cancelled", "event_reminder", "event_thanks", "event_missed"] as const;
export type EventMessageKind = (typeof eventKinds)[number];

/** Kinds that are no news in an adult's own list: links to sign in, word to staff, and the digest that names what is listed anyway. */
export const unlisted: readonly string[] = ["sign_in_link", "family_wrote", "visit_alarm", "visit_called_off", "newsletter_test", "digest"];

const aboutMessages: ReadonlySet<string> = new Set(["school_wrote", "newsletter_sent", "visit_offered", "visit_booked", "visit_reminder", "visit_cancelled", "good_news", "calendar_reminder", "school_closed"]);

/** What an adult must be allowed to know of the child to get a message about it, by its kind. */
export function scopeOf(kind: string): AccessScope {
  if (kind.startsWith("meeting")) return "meetings";
  if (kind === "celebration_clip") return "media";
  if (kind.startsWith("celebration_")) return "events";
  return aboutMessages.has(kind) ? "messages" : "reports";
}

const aboutAnyChild: ReadonlySet<string> = new Set(["meetings_open", "meetings_planned", "calendar_reminder", "school_closed"]);

/** Whether such a message is about all of an adult's children: it may leave while the adult may know what it tells of one of them. */
export function isAboutAnyChild(kind: string): boolean {
  return aboutAnyChild.has(kind);
}

/** Whether the e-mails of such messages are made once for everybody who reads a language. */
export function madeForAll(kind: string): boolean {
  return kind === "newsletter_sent" || kind === "newsletter_test";
}

/** Messages with this urgency or less overtake all others. */
export const URGENT = 4;

/** The urgency of a message that names none: what is about safety overtakes all but a sign-in link, which somebody waits for at a screen. */
export function urgencyOf(message: { kind: string; args?: Readonly<Record<string, unknown>>; urgency?: number }): number {
  return message.urgency ?? (message.kind === "sign_in_link" ? 0 : isSafety(message) ? SAFETY : ORDINARY);
}

const SAFETY = 1;
const ORDINARY = 10;

/** Word to staff about a visit: it leads to the visit's page and names nobody. */
export function isForVisitors(kind: string): boolean {
  return kind === "visit_alarm" || kind === "visit_called_off";
}

/**
 * The ways in which an adult is told: those of the plan that people makes for everybody (people/profile/rules), the dearest
 * first. A sign-in link is the answer to the adult's own request at that address: it goes there, and an adult who reads
 * nothing is rung as well, because the link alone would help nobody. Word to staff goes to their desk and their mailbox: nobody rings them.
 */
export function chooseChannels(kind: MessageKind, plan: ReachPlan, contact: { hasEmail: boolean; hasPhone?: boolean }): Channel[] {
  if (kind === "sign_in_link") return !contact.hasEmail ? [] : plan.reasons.includes("reads_nothing") ? ["email", "call"] : ["email"];
  // Somebody is missed, or would stand before a door where the school must not be: by everything that rings, whatever they prefer.
  if (isForVisitors(kind)) return ["in_app", ...(contact.hasEmail ? ["email" as const] : []), ...(contact.hasPhone && canSendTexts() ? ["text" as const] : [])];
  if (kind === "newsletter_test") return contact.hasEmail ? ["email"] : [];
  if (kind === "family_wrote") return contact.hasEmail ? ["in_app", "email"] : ["in_app"];
  return [...plan.channels];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_GAP = MINUTE;
const LONGEST_GAP = 12 * HOUR;

/** How long a message is worth trying: news for 72 hours, a sign-in link no longer than it works (15 minutes). */
export function tryingTime(kind: string): number {
  return kind === "sign_in_link" ? 15 * MINUTE : 72 * HOUR;
}

/** A number from 0 to 1 that is always the same for the same seed. */
function share(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * When to try again after a failed try: gaps double from one minute up to twelve hours, each made up to a fifth longer by
 * the delivery's own id, so that a thousand failures do not come back in the same second. Null when the trying time is over.
 * @param attempts tries made so far, at least 1
 */
export function nextTry(input: { kind: string; deliveryId: string; attempts: number; createdAt: Date; now: Date }): Date | null {
  const { kind, deliveryId, attempts, createdAt, now } = input;
  const gap = kind === "sign_in_link" ? 20_000 * attempts : Math.min(FIRST_GAP * 2 ** (attempts - 1), LONGEST_GAP);
  const end = createdAt.getTime() + tryingTime(kind);
  const next = now.getTime() + Math.round(gap * (1 + share(`${deliveryId}:${attempts}`) / 5));
  if (now.getTime() >= end) return null;
  // The last try is made at the end itself, so that the whole time is used.
  return new Date(Math.min(next, end));
}

export type Verdict = { final: boolean; code: string };

/** What a mail server's refusal means: 5xx is final (RFC 5321 4.2.1); all else may pass and is tried again. */
export function judgeFailure(error: { responseCode?: number; code?: string; response?: string }): Verdict {
  const { responseCode, code, response } = error;
  if (responseCode !== undefined && responseCode >= 500 && responseCode <= 599) return { final: true, code: `smtp_${responseCode}` };
  if (responseCode !== undefined && responseCode >= 400) return { final: false, code: `smtp_${responseCode}` };
  // The envelope itself could not be made: no server will ever take it. One that answered without a code has only lost its way.
  if (code === "EENVELOPE" && responseCode === undefined && response === undefined) return { final: true, code: "address_refused" };
  return { final: false, code: (code ?? "no_answer").toLowerCase() };
}

/** How a domain has answered lately in this process. */
export interface DomainHealth {
  /** Sends under way. */
  busy: number;
  /** A moving average of the time to an answer; null before the first. */
  averageMs: number | null;
  /** When the oldest send under way began; null when none is. */
  oldestSince: number | null;
}

const SLOW_MS = 1_000;
const UNKNOWN_AT_ONCE = 3;

/** Whether a domain has taken long to answer lately. */
export function isSlow(health: DomainHealth | undefined): boolean {
  return (health?.averageMs ?? 0) > SLOW_MS;
}

/** Whether another send to this domain may start: one that is slow gets one connection, an unknown one three, a good one all. */
export function mayStart(health: DomainHealth | undefined, at: number): boolean {
  if (!health || health.busy === 0) return true;
  const stuck = health.oldestSince !== null && at - health.oldestSince > SLOW_MS;
  if (stuck || isSlow(health)) return false;
  return health.averageMs !== null || health.busy < UNKNOWN_AT_ONCE;
}

/** The domain of an address, lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** The Message-ID of a message's e-mail: the same at every try, so that a mailbox shows a second copy once (RFC 5322 3.6.4). */
export function emailMessageId(messageId: string, publicUrl: string): string {
  return `<${messageId}.email@${new URL(publicUrl).hostname}>`;
}

/** When a call that a message asks for is due: a day later. */
export function callDue(now: Date): Date {
  return new Date(now.getTime() + 24 * HOUR);
}

/** What ties a call to the message that asks for it. */
export function callKey(messageId: string): string {
  return `call:${messageId}`;
}

/** What ties a task to the text that kept messages back, from one adult or from several: one a day. */
export function textStoppedKey(textId: string, now: Date, adultId = "several"): string {
  return `text-stopped:${textId}:${adultId}:${now.toISOString().slice(0, 10)}`;
}

/** What ties the call that helps an adult who cannot read a sign-in link to its cause: one a day, however often it is asked for. */
export function signInHelpKey(adultId: string, now: Date): string {
  return `call-sign-in-help:${adultId}:${now.toISOString().slice(0, 10)}`;
}

/** What ties the call that tells an adult of a printed letter to its cause: one a day. */
export function letterCallKey(adultId: string, now: Date): string {
  return `call-letter:${adultId}:${now.toISOString().slice(0, 10)}`;
}

/** What the call that a family asks for in a conversation begins its key with. */
export const MESSAGE_CALL = "call-message:";

/** What the office has to arrange for an adult, so that nobody is forgotten: the right number, what removes a barrier, another way than e-mails that are unwelcome. */
export const followUps = ["wrong-number", "barrier-language", "barrier-reading", "barrier-phone", "barrier-shift", "barrier-trust", "barrier-other", "mail-complaint"] as const;
export type FollowUp = (typeof followUps)[number];

/** The cause of such a task, by its key; undefined for any other. */
export function followUpOf(uniqueKey: string): FollowUp | undefined {
  return followUps.find((cause) => uniqueKey.startsWith(`${cause}:`));
}
