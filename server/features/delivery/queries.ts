import { may, staffVisible } from "@/server/features/people/policy";
import { planFor, type ReachPlan } from "@/server/features/people/profile/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { Channel, DeliveryState, ReadingNeed, Relation, TaskKind } from "@/server/lib/db/generated/enums";
import { isDemo } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";

import { findListedGuests } from "./guests/queries";
import { isGathered } from "./gathered/rules";
import { visibleTasks } from "./policy";
import { callKey, followUpOf, MESSAGE_CALL } from "./rules";
import { mayKnow } from "./sending/commands";
import { type ListOutbox, type ListTasks, MAILS_A_PAGE, type OpenMail } from "./schema";

/** How far one adult's newest message about one record has come. */
export interface Reached {
  messageId: string;
  kind: string;
  at: Date;
  cancelled: boolean;
  channels: { channel: Channel; state: DeliveryState; at: Date | null; errorCode: string | null }[];
}

/**
 * The state of the newest message about each of these records to each adult, in one statement.
 * @returns record id → adult id → state; records and adults without a message are left out
 */
export async function deliveryStatesFor(db: Tx, subjectIds: string[]): Promise<Map<string, Map<string, Reached>>> {
  const found = new Map<string, Map<string, Reached>>();
  if (subjectIds.length === 0) return found;
  const rows = await db.$queryRaw<{
    subject_id: string; adult_id: string; id: string; kind: string; created_at: Date; cancelled: boolean;
    channel: Channel | null; state: DeliveryState | null; at: Date | null; last_error_code: string | null;
  }[]>`
    SELECT m.subject_id, m.adult_id, m.id, m.kind, m.created_at, m.cancelled_at IS NOT NULL AS cancelled, d.channel::text AS channel, d.state::text AS state,
      coalesce(d.delivered_at, d.handed_over_at, d.failed_at) AS at, d.last_error_code
    FROM (
      SELECT DISTINCT ON (subject_id, adult_id) * FROM message WHERE subject_id = ANY(${subjectIds}::uuid[])
      ORDER BY subject_id, adult_id, created_at DESC, id DESC
    ) m LEFT JOIN delivery d ON d.message_id = m.id
    ORDER BY m.subject_id, m.adult_id, d.channel`;
  for (const row of rows) {
    const adults = found.get(row.subject_id) ?? new Map<string, Reached>();
    found.set(row.subject_id, adults);
    const reached = adults.get(row.adult_id) ?? { messageId: row.id, kind: row.kind, at: row.created_at, cancelled: row.cancelled, channels: [] };
    adults.set(row.adult_id, reached);
    if (row.channel && row.state) reached.channels.push({ channel: row.channel, state: row.state, at: row.at, errorCode: row.last_error_code });
  }
  return found;
}

/** A task with what one needs to do it. */
export interface TaskRow {
  id: string;
  kind: TaskKind;
  /** A code for why: the message's kind, email_failed, text_failed or letter_failed, or the task's kind. */
  reason: string;
  /** The record that caused it: a report. */
  subjectId: string | null;
  dueAt: Date;
  /** Whether it is this person's own or the office's. */
  mine: boolean;
  adult: {
    id: string; name: string; phone: string | null; languages: string[]; readingNeed: ReadingNeed; needsInterpreter: boolean;
    /** How people says to reach this adult: in which language to speak, with an interpreter or not, and why. */
    plan: ReachPlan;
    /** Whether this member of staff may open the adult's answers and write some down. */
    profileOpen: boolean;
  } | null;
  pupil: { id: string; givenName: string; familyName: string; yearGroup: number; relation: Relation | null } | null;
}

export interface TaskList {
  /** Those that were asked for. */
  tasks: TaskRow[];
  all: TaskRow[];
  /** Languages of all their adults, for the filter. */
  languages: string[];
}

const TASKS_READ = 2_000;

/** Ways in writing on which a message did not arrive. One that was never tried, because its adult reads nothing, is none. */
const lost: Prisma.DeliveryWhereInput = { channel: { in: ["email", "text", "letter"] }, state: { in: ["failed", "bounced"] }, OR: [{ lastErrorCode: null }, { lastErrorCode: { not: "reads_nothing" } }] };

/**
 * Open tasks of this member of staff and, by role, of the office; the first due first. Tasks about a child whom the person
 * may not see are left out, and so are calls to an adult who may no longer know of the child.
 */
export async function listTasks(ctx: StaffCtx, input: ListTasks): Promise<TaskList> {
  const tasks = await ctx.db.task.findMany({
    where: { doneAt: null, ...visibleTasks(ctx.actor) },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: TASKS_READ,
  });
  const adultIds = [...new Set(tasks.flatMap((task) => task.adultId ?? []))];
  const pupilIds = [...new Set(tasks.flatMap((task) => task.pupilId ?? []))];
  const calls = tasks.flatMap((task) => (task.uniqueKey.startsWith(callKey("")) ? task.uniqueKey.slice(callKey("").length) : []));
  const [adults, pupils, links, messages] = await Promise.all([
    ctx.db.adult.findMany({ where: { id: { in: adultIds }, removedAt: null } }),
    ctx.db.pupil.findMany({ where: { id: { in: pupilIds }, ...staffVisible(ctx.actor, ctx.now) } }),
    ctx.db.guardianLink.findMany({
      where: { adultId: { in: adultIds }, pupilId: { in: pupilIds } },
      select: { adultId: true, pupilId: true, relation: true },
    }),
    ctx.db.message.findMany({
      where: { id: { in: calls } },
      select: { id: true, kind: true, ladderStep: true, deliveries: { where: lost, select: { channel: true } } },
    }),
  ]);
  const adultById = new Map(adults.map((adult) => [adult.id, adult]));
  const guestById = await findListedGuests(ctx.db, adultIds.filter((id) => !adultById.has(id)));
  const pupilById = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const relations = new Map(links.map((link) => [`${link.adultId}:${link.pupilId}`, link.relation]));
  const messageByKey = new Map(messages.map((message) => [callKey(message.id), message]));
  const kindOf = (task: { uniqueKey: string }) => messageByKey.get(task.uniqueKey)?.kind ?? kindOfKey(task.uniqueKey);
  const allowed = await mayKnow(ctx.db, tasks.flatMap((task) => (task.adultId ? [{ kind: kindOf(task), adultId: task.adultId, pupilId: task.pupilId }] : [])), ctx.now);

  const mayRecord = ctx.actor.roles.some((role) => (may.recordProfiles as readonly string[]).includes(role));
  const rows = tasks.flatMap((task): TaskRow[] => {
    const adult = task.adultId ? adultById.get(task.adultId) : undefined;
    const pupil = task.pupilId ? pupilById.get(task.pupilId) : undefined;
    const guest = task.adultId ? guestById.get(task.adultId) : undefined;
    if ((task.adultId && !adult && !guest) || (task.pupilId && !pupil)) return [];
    const pair = `${task.adultId}:${task.pupilId}`;
    if (adult && !allowed({ kind: kindOf(task), adultId: adult.id, pupilId: task.pupilId })) return [];
    return [{
      id: task.id,
      kind: task.kind,
      reason: reasonOf(task.kind, task.uniqueKey, messageByKey.get(task.uniqueKey)),
      subjectId: task.subjectId,
      dueAt: task.dueAt,
      mine: task.assigneeId === ctx.actor.adultId,
      adult: adult
        ? {
            id: adult.id, name: `${adult.givenName} ${adult.familyName}`, phone: adult.phone, readingNeed: adult.readingNeed,
            languages: [...new Set([...adult.spokenLanguages, ...(adult.readingLanguage ? [adult.readingLanguage] : [])])],
            needsInterpreter: adult.needsInterpreter, plan: planFor(adult), profileOpen: pupil !== undefined && mayRecord,
          }
        : guest ? { ...guest, readingNeed: "unknown" as const, languages: [guest.language], needsInterpreter: false, profileOpen: false } : null,
      pupil: pupil
        ? { id: pupil.id, givenName: pupil.givenName, familyName: pupil.familyName, yearGroup: pupil.yearGroup, relation: relations.get(pair) ?? null }
        : null,
    }];
  });
  const languages = [...new Set(rows.flatMap((row) => row.adult?.languages ?? []))].sort();
  const { kind, language } = input;
  return {
    all: rows,
    languages,
    tasks: rows.filter((row) => (!kind || row.kind === kind) && (!language || row.adult?.languages.includes(language))),
  };
}

/** The kind of message whose rule a task without one goes by: who may hear of it is who may get that. */
function kindOfKey(uniqueKey: string): string {
  if (isGathered(uniqueKey)) return "newsletter_sent";
  if (uniqueKey.startsWith("meeting-")) return "meeting_booked";
  return uniqueKey.startsWith(MESSAGE_CALL) || uniqueKey.startsWith("visit-") || uniqueKey.startsWith("text-stopped:") || followUpOf(uniqueKey) ? "school_wrote" : "";
}

function reasonOf(kind: TaskKind, uniqueKey: string, message: { kind: string; ladderStep: number; deliveries: { channel: Channel }[] } | undefined): string {
  if (uniqueKey.startsWith("publication-stopped:")) return "publication_stopped";
  if (uniqueKey.startsWith("text-stopped:")) return "text_stopped";
  if (uniqueKey.startsWith("newsletter-stopped:")) return "newsletter_stopped";
  if (uniqueKey.startsWith("meeting-longer:")) return "meeting_longer";
  if (uniqueKey.startsWith("meeting-promise:")) return "meeting_promise";
  if (uniqueKey.startsWith("visit-called-off:")) return "visit_called_off";
  if (uniqueKey.startsWith("visit-again:")) return "visit_again";
  const followUp = followUpOf(uniqueKey);
  if (followUp) return followUp.replaceAll("-", "_");
  if (kind !== "call") return kind;
  if (isGathered(uniqueKey)) return "news_gathered";
  if (uniqueKey.startsWith("call-sign-in:")) return "sign_in_link";
  if (uniqueKey.startsWith("call-sign-in-help:")) return "sign_in_help";
  if (uniqueKey.startsWith("call-letter:")) return "letter_printed";
  if (uniqueKey.startsWith("call-letter-answer:")) return "letter_answer";
  if (uniqueKey.startsWith("call-listen:")) return "listen";
  if (uniqueKey.startsWith("meeting-absent:")) return "meeting_absent";
  if (uniqueKey.startsWith(MESSAGE_CALL)) return "message_phone";
  if (!message) return "call";
  const [failed] = message.deliveries;
  if (failed) return `${failed.channel}_failed`;
  return message.ladderStep > 0 ? "not_acknowledged" : message.kind;
}

export interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  language: string | null;
  receivedAt: Date;
}

export interface Outbox {
  isDemo: boolean;
  /** The demo's mails, newest first; empty outside the demo. */
  mails: MailRow[];
  /** Give this as `before` for older mails; null when there are none. */
  older: string | null;
  /** E-mails that wait, leave now, or could not be sent in the last seven days. */
  waiting: { queued: number; sending: number; failed: number };
}

const WEEK_MS = 7 * 86_400_000;

/** The demo's mailbox, a page at a time, and how the e-mails of the school are going. */
export async function listOutbox(ctx: StaffCtx, input: ListOutbox): Promise<Outbox> {
  const [mails, counts] = await Promise.all([
    isDemo()
      ? ctx.db.sinkMail.findMany({
          where: input.before ? { id: { lt: input.before } } : {},
          orderBy: { id: "desc" },
          take: MAILS_A_PAGE + 1,
          select: { id: true, recipient: true, subject: true, language: true, receivedAt: true },
        })
      : [],
    ctx.db.$queryRaw<{ state: DeliveryState; count: number }[]>`
      SELECT state::text AS state, count(*)::int AS count FROM delivery WHERE school_id = current_school() AND channel = 'email' AND state IN ('queued', 'sending') GROUP BY 1
      UNION ALL
      SELECT 'failed', count(*)::int FROM delivery WHERE school_id = current_school() AND channel = 'email' AND state = 'failed' AND failed_at > ${new Date(ctx.now.getTime() - WEEK_MS)}::timestamptz`,
  ]);
  const count = (state: DeliveryState) => counts.find((row) => row.state === state)?.count ?? 0;
  const page = mails.slice(0, MAILS_A_PAGE);
  return {
    isDemo: isDemo(),
    mails: page,
    older: mails.length > MAILS_A_PAGE ? (page.at(-1)?.id ?? null) : null,
    waiting: { queued: count("queued"), sending: count("sending"), failed: count("failed") },
  };
}

export interface OpenedMail extends MailRow {
  text: string;
  html: string;
  /** The link that the reader is asked to open; null when the mail has none. */
  link: string | null;
}

/** One mail of the demo's mailbox. Errors: not_found, always so outside the demo. */
export async function openMail(ctx: StaffCtx, input: OpenMail): Promise<OpenedMail> {
  const mail = isDemo() ? await ctx.db.sinkMail.findFirst({ where: { id: input.id } }) : null;
  if (!mail) throw new AppError("not_found");
  const { id, recipient, subject, language, receivedAt, text, html } = mail;
  return { id, recipient, subject, language, receivedAt, text, html, link: /https?:\/\/[^\s<>"]+/.exec(text)?.[0] ?? null };
}
