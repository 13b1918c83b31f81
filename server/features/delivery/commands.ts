import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

import { v7 as uuid } from "uuid";

import { findHeldBack, type Going, refuseHeldBack } from "@/server/features/languages/sending/queries";
import { findReachPlans } from "@/server/features/people/profile/queries";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { TaskKind } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { Columns } from "@/server/lib/db/columns";
import { enqueueJob } from "@/server/lib/jobs/enqueue";
import { canSendTexts } from "@/server/lib/notify/client";

import { visibleTasks } from "./policy";
import { followUp } from "./following/commands";
import { findGuestPlans } from "./guests/queries";
import { keepGatheredIn, settleGathered } from "./gathered/commands";
import { gatheredDue, gatheredKey, isGathered, mayGather, tellByOf } from "./gathered/rules";
import { ladderStart } from "./ladder/rules";
import { countWritten, readPaceFor } from "./pace/queries";
import { afterQuiet, mayWait, nextDigest, type Pace, type Quiet, usualPace } from "./pace/rules";
import { callDue, callKey, chooseChannels, type MessageKind, signInHelpKey, textStoppedKey, URGENT, urgencyOf } from "./rules";
import { findShown } from "./push/queries";
import { findStopped } from "./topics/queries";
import { topicOf } from "./topics/rules";
import { type CallOutcome, type CompleteTask, isSafety, type TaskOutcome } from "./schema";

export interface NewMessage {
  /** An adult, or a guest without an account. */
  adultId: string;
  pupilId?: string;
  kind: MessageKind;
  /** The record that it is about: a report, a sign-in token. */
  subjectId: string;
  /** For its words; `safety`, 1: it is about a child's safety or health; `tellBy`, a moment: a call that gathers it is made no later. */
  args?: Record<string, string | number>;
  /** A second message with this key is not written. */
  idempotencyKey: string;
  /** The texts that the reader will find behind it: none of them may go out unchecked where a wrong word could hurt. */
  textIds?: string[];
  /** The language of what is written; the adult's own unless said. */
  language?: string;
  /** 0 leaves first; a sign-in link has 0, what is about safety 1 and news 10 unless said. */
  urgency?: number;
  /** Nothing leaves before this moment. */
  notBefore?: Date;
}

/** Makes many ids (UUID v7) from one draw of random bytes: one draw an id costs a second and a half for twenty thousand messages. */
function idMaker(count: number, now: Date): () => string {
  const random = randomBytes(count * 16);
  let seq = 0;
  return () => uuid({ random: random.subarray(seq * 16, seq * 16 + 16), msecs: now.getTime(), seq: seq++ });
}

/**
 * Writes messages to the outbox in the caller's transaction, with their deliveries, their calls and the job that sends them:
 * few statements for one message or twenty thousand: those that write take five thousand each. Adults who have been removed get none.
 * Errors: conflict when one of the texts named must not go out unchecked (languages/sending).
 * @param input `leaveOut`: nobody of the staff is there to be refused: messages with such a text are left out, and the office has a task (decision 027)
 * @returns how many were new
 */
export async function queueMessages(tx: Tx, input: { schoolId: string; now: Date; messages: NewMessage[]; leaveOut?: boolean }): Promise<{ queued: number }> {
  const { schoolId, now } = input;
  if (input.messages.length === 0) return { queued: 0 };
  const adultIds = [...new Set(input.messages.map((message) => message.adultId))];
  const readers = await findReachPlans(tx, adultIds);
  for (const [id, guest] of await findGuestPlans(tx, adultIds.filter((adultId) => !readers.has(adultId)))) readers.set(id, guest);
  const messages = await checkTexts(tx, input, readers);
  if (messages.length === 0) return { queued: 0 };

  const stopped = await findStoppedMail(tx, messages);
  const pacing = await findPacing(tx, schoolId, messages, now);
  const shown = await findShown(tx, adultIds);
  const nextId = idMaker(messages.length * 6, now);
  const senders = new Set<Sender>();
  const digests = new Set<number>();
  const written: Promise<PromiseSettledResult<number>[]>[] = [];
  let rows = messageColumns();
  for (let at = 0; at < messages.length; at += PIECE) {
    if (at > 0) {
      written.push(Promise.allSettled([writeRows(tx, schoolId, now, rows)]));
      await nextTurn(); // it leaves for the database before the next piece is made
      rows = messageColumns();
    }
    for (const message of messages.slice(at, at + PIECE)) {
      const reader = readers.get(message.adultId);
      if (!reader) continue;
      const urgency = urgencyOf(message);
      const id = nextId();
      const channels = chooseChannels(message.kind, reader.plan, reader).filter((channel) => channel !== "email" || !stopped.has(`${topicOf(message.kind)}:${message.adultId}`));
      if (shown.has(message.adultId) && message.kind !== "sign_in_link" && message.kind !== "newsletter_test" && message.kind !== "digest") channels.push("push");
      const isSignIn = message.kind === "sign_in_link";
      const { held, from } = pacing.of(message, urgency);
      const writtenAt = held ?? now;
      const gathers = mayGather(message.kind) && pacing.pace.newsCalls === "gathered" && channels.includes("call");
      // Whoever reads nothing can press a link and listen; the call follows for whoever does not. Not beyond the measure of the week: it would have to be read to wait.
      if (gathers && reader.plan.reasons.includes("reads_nothing") && reader.hasPhone && canSendTexts() && !held) channels.push("text");
      rows.messages.add(
        id, message.adultId, message.pupilId ?? null, message.kind, message.subjectId, message.language ?? reader.plan.writeIn, JSON.stringify(message.args ?? {}),
        message.idempotencyKey, urgency, ladderStart(message.kind, channels, writtenAt, pacing.pace.ladders)?.toISOString() ?? null,
      );
      // The call that helps with a sign-in link is a task for the office and no way of the link itself.
      for (const channel of channels) if (channel !== "call" || !isSignIn) {
        const waits = held !== null && (channel === "email" || channel === "text");
        if (waits) digests.add(held.getTime());
        rows.ways.add(nextId(), id, channel, waits ? "held" : null, (waits ? held : from)?.toISOString() ?? null);
      }
      if (channels.includes("email") && !held) senders.add(urgency <= URGENT ? "urgent" : "all");
      if (channels.includes("text") && !held) senders.add("texts");
      if (channels.includes("push")) senders.add("pushes");
      if (urgency <= URGENT && (channels.includes("text") || channels.includes("push"))) senders.add("urgent");
      if (channels.includes("call")) {
        rows.tasks.add(
          nextId(), id, message.adultId, message.pupilId ?? null, message.subjectId,
          isSignIn ? signInHelpKey(message.adultId, now) : gathers ? gatheredKey(message.adultId) : callKey(id), (isSignIn ? now : gathers ? gatheredDue(now, tellByOf(message.args)) : (message.notBefore ?? (isSafety(message) ? now : callDue(now)))).toISOString(),
        );
      }
    }
  }
  // Two keys: a transaction that writes much news holds its job's row, and a sign-in link must not wait for it.
  const jobs = jobColumns();
  for (const kind of senders) jobs.add(taskOf(kind), JSON.stringify(senderJob(kind)), null, drainOf(kind), `${schoolId}:${drainOf(kind)}`);
  for (const at of digests) jobs.add("delivery.digest", "{}", new Date(at).toISOString(), `delivery.digest:${at}`, null);
  // The jobs' rows are held from here until the transaction ends: they are written last, in the same statement.
  const before = await sumOf(written);
  return { queued: before + (await writeRows(tx, schoolId, now, rows, { jobs, anyway: before > 0 })) };
}

/** So many messages are made while the database writes the ones before. */
const PIECE = 5_000;

const messageColumns = () => ({
  messages: new Columns("id", "adultId", "pupilId", "kind", "subjectId", "language", "args", "key", "urgency", "ladderAt"),
  /** State and moment are given only where they are not the usual ones: fifty thousand ways are written for twenty thousand messages. */
  ways: new Columns("id", "messageId", "channel", "state", "from"),
  tasks: new Columns("id", "messageId", "adultId", "pupilId", "subjectId", "key", "dueAt"),
});
const jobColumns = () => new Columns("task", "payload", "at", "key", "queue");

/** Waits for every statement, whatever becomes of the others: the transaction is not left while one of it runs. */
async function sumOf(written: readonly Promise<PromiseSettledResult<number>[]>[]): Promise<number> {
  let sum = 0;
  for (const piece of (await Promise.all(written)).flat()) {
    if (piece.status === "rejected") throw piece.reason;
    sum += piece.value;
  }
  return sum;
}

interface Jobs {
  jobs: ReturnType<typeof jobColumns>;
  /** Also where none of these messages is new: some before them were. */
  anyway: boolean;
}

/** Writes messages, their ways, their calls and jobs in one statement, without those that were written before. @returns how many were new */
async function writeRows(tx: Tx, schoolId: string, now: Date, { messages, ways, tasks }: ReturnType<typeof messageColumns>, { jobs, anyway }: Jobs = { jobs: jobColumns(), anyway: false }): Promise<number> {
  const [made] = await tx.$queryRaw<{ queued: number }[]>`
    WITH made AS (
      INSERT INTO message (id, school_id, adult_id, pupil_id, kind, subject_id, language, args, idempotency_key, urgency, ladder_at, created_at)
      SELECT x.id, ${schoolId}::uuid, x.adult_id, x.pupil_id, x.kind, x.subject_id, x.language, x.args, x.key, x.urgency, x.ladder_at, ${now}::timestamptz
      FROM unnest(${messages.of("id")}::uuid[], ${messages.of("adultId")}::uuid[], ${messages.of("pupilId")}::uuid[], ${messages.of("kind")}::text[], ${messages.of("subjectId")}::uuid[],
        ${messages.of("language")}::text[], ${messages.of("args")}::jsonb[], ${messages.of("key")}::text[], ${messages.of("urgency")}::int[], ${messages.of("ladderAt")}::timestamptz[])
        AS x (id, adult_id, pupil_id, kind, subject_id, language, args, key, urgency, ladder_at)
      ON CONFLICT (school_id, idempotency_key) DO NOTHING
      RETURNING id, message.urgency
    ), deliveries AS (
      INSERT INTO delivery (id, school_id, message_id, channel, state, urgency, next_try_at, delivered_at)
      SELECT x.id, ${schoolId}::uuid, x.message_id, x.channel, coalesce(x.state, CASE WHEN x.channel = 'in_app' THEN 'delivered'::delivery_state ELSE 'queued' END), made.urgency,
        coalesce(x.next_try_at, ${now}::timestamptz), CASE WHEN x.channel = 'in_app' THEN ${now}::timestamptz END
      FROM unnest(${ways.of("id")}::uuid[], ${ways.of("messageId")}::uuid[], ${ways.of("channel")}::channel[], ${ways.of("state")}::delivery_state[], ${ways.of("from")}::timestamptz[])
        AS x (id, message_id, channel, state, next_try_at)
      JOIN made ON made.id = x.message_id
    ), calls AS (
      INSERT INTO task (id, school_id, kind, adult_id, pupil_id, subject_id, due_at, created_at, unique_key)
      SELECT DISTINCT ON (x.key) x.id, ${schoolId}::uuid, 'call'::task_kind, x.adult_id, x.pupil_id, x.subject_id, x.due_at, ${now}::timestamptz, x.key
      FROM unnest(${tasks.of("id")}::uuid[], ${tasks.of("messageId")}::uuid[], ${tasks.of("adultId")}::uuid[], ${tasks.of("pupilId")}::uuid[], ${tasks.of("subjectId")}::uuid[],
        ${tasks.of("key")}::text[], ${tasks.of("dueAt")}::timestamptz[]) AS x (id, message_id, adult_id, pupil_id, subject_id, key, due_at)
      JOIN made ON made.id = x.message_id
      ORDER BY x.key, x.due_at
      -- A call that is open already is made earlier where something joins it that has to be told before.
      ON CONFLICT (school_id, unique_key) DO UPDATE SET due_at = excluded.due_at WHERE task.due_at > excluded.due_at AND task.done_at IS NULL AND task.unique_key LIKE 'call-news:%'
    )
    SELECT count(*)::int AS queued, (
      SELECT count(*)::int FROM unnest(${jobs.of("task")}::text[], ${jobs.of("payload")}::jsonb[], ${jobs.of("at")}::timestamptz[], ${jobs.of("key")}::text[], ${jobs.of("queue")}::text[]) AS x (task, payload, at, key, queue)
      CROSS JOIN LATERAL enqueue_job(x.task, x.payload, x.at, x.key, x.queue) WHERE ${anyway} OR EXISTS (SELECT 1 FROM made)
    ) AS jobs FROM made`;
  return made?.queued ?? 0;
}

/** The zone of a school that names none. */
const SCHOOL_ZONE = "Europe/London";

interface Pacing {
  pace: Pace;
  /** When a message's digest leaves, if it waits for one; and when it may leave at all, by the adult's own hours. */
  of: (message: NewMessage, urgency: number) => { held: Date | null; from: Date | undefined };
}

/**
 * How fast these messages may go: nothing is asked of one that cannot wait. What can, waits for the digest when its adult has had as much in
 * writing as the school means to send in a week; the rest leaves outside the adult's own quiet hours. One to three statements, or none.
 */
async function findPacing(tx: Tx, schoolId: string, messages: NewMessage[], now: Date): Promise<Pacing> {
  const easy = messages.filter((message) => urgencyOf(message) > URGENT && message.kind !== "sign_in_link" && message.kind !== "family_wrote");
  if (easy.length === 0) return { pace: usualPace, of: ({ notBefore }) => ({ held: null, from: notBefore }) };
  const adultIds = [...new Set(easy.map(({ adultId }) => adultId))];
  const waiting = [...new Set(easy.filter(({ kind }) => mayWait(kind)).map(({ adultId }) => adultId))];
  const { pace, hours } = await readPaceFor(tx, adultIds);
  const written = waiting.length > 0 ? await countWritten(tx, waiting, now) : new Map<string, number>();
  const zone = hours.size > 0 || written.size > 0 ? ((await tx.school.findFirst({ where: { id: schoolId }, select: { zone: true } }))?.zone ?? SCHOOL_ZONE) : SCHOOL_ZONE;
  // Reckoned only for whoever waits: a clock is asked often, and a thousand families book in one instant.
  let digestAt: Date | undefined;
  return {
    pace,
    of: ({ adultId, kind, notBefore }, urgency) => {
      if (urgency <= URGENT || kind === "sign_in_link" || kind === "family_wrote") return { held: null, from: notBefore };
      if (mayWait(kind) && (written.get(adultId) ?? 0) >= pace.weeklyMost) return { held: (digestAt ??= nextDigest(now, zone)), from: notBefore };
      const own: Quiet | undefined = hours.get(adultId);
      return { held: null, from: own ? afterQuiet(notBefore ?? now, zone, own) : notBefore };
    },
  };
}

/** Who wants no e-mail about what these messages are about, as "topic:adult". One statement a topic, none for what cannot be stopped. */
async function findStoppedMail(tx: Tx, messages: NewMessage[]): Promise<Set<string>> {
  const stopped = new Set<string>();
  for (const topic of new Set(messages.flatMap(({ kind }) => topicOf(kind) ?? []))) {
    const adultIds = messages.filter(({ kind }) => topicOf(kind) === topic).map(({ adultId }) => adultId);
    for (const adultId of await findStopped(tx, adultIds, topic)) stopped.add(`${topic}:${adultId}`);
  }
  return stopped;
}

/**
 * What may go out: all of it, or the whole batch is refused when a text of high stakes has no approved translation for one of its readers. Where nobody
 * is there to be refused, only the messages with such a text are left out, and the office has a task about it, one a day. One statement, and one for each such task.
 */
async function checkTexts(tx: Tx, input: { schoolId: string; now: Date; messages: NewMessage[]; leaveOut?: boolean }, readers: Awaited<ReturnType<typeof findReachPlans>>): Promise<NewMessage[]> {
  const { schoolId, now, messages, leaveOut = false } = input;
  const languageOf = ({ adultId, language }: NewMessage) => language ?? readers.get(adultId)?.plan.writeIn ?? SOURCE_LANGUAGE;
  const going = new Map<string, Going>();
  // Twenty thousand messages of a newsletter share one list of texts and a dozen languages.
  const seen = new Map<readonly string[], Set<string>>();
  for (const message of messages) {
    const { textIds = [] } = message;
    const language = languageOf(message);
    if (textIds.length === 0 || seen.get(textIds)?.has(language)) continue;
    seen.set(textIds, (seen.get(textIds) ?? new Set()).add(language));
    for (const textId of textIds) going.set(`${textId}:${language}`, { textId, language });
  }
  const held = await findHeldBack(tx, [...going.values()]);
  if (!leaveOut) refuseHeldBack(held);
  if (held.length === 0) return messages;
  const stopped = new Set(held.map(({ textId, language }) => `${textId}:${language}`));
  const isStopped = (message: NewMessage) => (message.textIds ?? []).some((textId) => stopped.has(`${textId}:${languageOf(message)}`));
  const [first, ...others] = new Map(messages.filter(isStopped).map((message) => [message.adultId, message])).values();
  // Where it is one family's, the task names it: it can be rung.
  const one = first && others.length === 0 ? { adultId: first.adultId, pupilId: first.pupilId } : {};
  for (const textId of new Set(held.map((each) => each.textId))) await createTask(tx, { schoolId, kind: "follow_up", subjectId: textId, ...one, dueAt: now, uniqueKey: textStoppedKey(textId, now, one.adultId) });
  return messages.filter((message) => !isStopped(message));
}

/** Whom a job that sends sends for. */
export type Sender = "urgent" | "all" | "texts" | "pushes" | "letters";

/**
 * Adds the job that sends. There are five: for what is urgent in all ways, for all e-mails, for text messages, for what phones show and for letters to be posted. Jobs of a kind run one after
 * another, so that a slow mail server keeps one or two of a process's hands busy and not all.
 */
export async function wakeSender(tx: Tx, schoolId: string, kind: Sender, runAt?: Date): Promise<void> {
  const name = drainOf(kind);
  // A job for later has its own key: it must never push back one that waits for now.
  await enqueueJob(tx, taskOf(kind), senderJob(kind), { key: runAt ? `${name}.later` : name, queue: `${schoolId}:${name}`, runAt });
}

/** What is urgent has a task of its own, for which the worker keeps places. */
const taskOf = (kind: Sender) => (kind === "urgent" ? "delivery.drainUrgent" : "delivery.drain");
const drainOf = (kind: Sender) => `delivery.drain.${kind}`;
const senderJob = (kind: Sender) => ({ urgent: kind === "urgent", texts: kind === "texts", pushes: kind === "pushes", letters: kind === "letters" });

export interface NewTask {
  schoolId: string;
  kind: TaskKind;
  adultId?: string;
  pupilId?: string;
  subjectId?: string;
  /** Null or left out: the office's. */
  assigneeId?: string | null;
  dueAt: Date;
  /** The same cause makes one task. */
  uniqueKey: string;
}

/** Writes a task for staff in the caller's transaction; `created` is false when its cause already made one. */
export async function createTask(tx: Tx, input: NewTask): Promise<{ created: boolean }> {
  const { count } = await tx.task.createMany({ data: [input], skipDuplicates: true });
  return { created: count > 0 };
}

/**
 * Ends a task with what came of it. A call without an answer stays open and comes back the next day; a call that reached
 * the adult marks the message's call as delivered. Errors: not_found for a task that is not this person's; invalid_input for
 * a call to a family about a child, which ends with a note in the record of contact alone. A wrong number is asked for.
 */
export async function completeTask(ctx: StaffCtx, input: CompleteTask): Promise<{ done: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const { kind, adultId, pupilId, done } = await completeTaskIn(tx, ctx, input);
    if (kind === "call" && adultId && pupilId) throw new AppError("invalid_input", { outcome: "note_needed" });
    if (input.outcome === "wrong_number" && adultId) await followUp(tx, { schoolId: ctx.school.id, now: ctx.now, cause: "wrong-number", adultId, pupilId, subjectId: input.taskId });
    return { done };
  });
}

/** The task that was ended or put off. */
export interface CompletedTask {
  kind: TaskKind;
  adultId: string | null;
  pupilId: string | null;
  subjectId: string | null;
  done: boolean;
}

/**
 * The same in the caller's transaction, for a feature that keeps what was said beside it.
 * @param input `nextTryAt`: when a call without an answer comes back; a day later unless said
 */
export async function completeTaskIn(tx: Tx, ctx: StaffCtx, input: { taskId: string; outcome: TaskOutcome | CallOutcome; nextTryAt?: Date }): Promise<CompletedTask> {
  const task = await tx.task.findFirst({ where: { id: input.taskId, doneAt: null, ...visibleTasks(ctx.actor) } });
  if (!task) throw new AppError("not_found");
  const again = input.outcome === "no_answer";
  const changed = await tx.task.updateMany({
    where: { id: task.id, doneAt: null },
    data: again
      ? { dueAt: input.nextTryAt ?? addDays(ctx.now, 1), outcome: input.outcome }
      : { doneAt: ctx.now, doneById: ctx.actor.adultId, outcome: input.outcome },
  });
  if (changed.count === 0) throw new AppError("conflict");
  const reached = input.outcome === "reached" || input.outcome === "reached_and_understood";
  if (!again && isGathered(task.uniqueKey)) await settleGathered(tx, task, { reached, code: input.outcome, now: ctx.now });
  if (!again && task.uniqueKey.startsWith("call:")) {
    await tx.delivery.updateMany({
      where: { messageId: task.uniqueKey.slice("call:".length), channel: "call", state: "queued" },
      data: reached ? { state: "delivered", deliveredAt: ctx.now } : { state: "failed", failedAt: ctx.now, lastErrorCode: input.outcome },
    });
  }
  await recordAudit(tx, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "delivery.completeTask",
    subjectType: "task", subjectId: task.id, pupilId: task.pupilId, detail: { kind: task.kind, outcome: input.outcome },
  });
  const { kind, adultId, pupilId, subjectId } = task;
  return { kind, adultId, pupilId, subjectId, done: !again };
}

/**
 * Stops messages about these records that have not left: their e-mails and calls are cancelled and the calls' tasks closed.
 * What has left stays as it was. For a report that is withdrawn before everyone was told.
 * @param input `again`: the same cause may write them anew, as for a day that moves and moves back
 * @returns how many messages were stopped
 */
export async function cancelMessages(
  tx: Tx,
  input: { schoolId: string; now: Date; subjectIds: string[]; kinds?: MessageKind[]; again?: boolean },
): Promise<{ cancelled: number }> {
  const { schoolId, now, subjectIds, kinds = ["report_published", "report_corrected", "report_withdrawn", "sign_in_link"], again = false } = input;
  if (subjectIds.length === 0) return { cancelled: 0 };
  const [stopped] = await tx.$queryRaw<{ cancelled: number }[]>`
    WITH stopped AS (
      UPDATE message SET cancelled_at = ${now}::timestamptz, idempotency_key = idempotency_key || CASE WHEN ${again} THEN ':stopped:' || id ELSE '' END
      WHERE school_id = ${schoolId}::uuid AND subject_id = ANY(${subjectIds}::uuid[]) AND kind = ANY(${kinds}::text[]) AND cancelled_at IS NULL
      RETURNING id
    ), ways AS (
      UPDATE delivery SET state = 'cancelled', lease_until = NULL
      WHERE message_id IN (SELECT id FROM stopped) AND state IN ('queued', 'sending')
    ), calls AS (
      UPDATE task SET done_at = ${now}::timestamptz, outcome = 'cancelled'
      WHERE school_id = ${schoolId}::uuid AND done_at IS NULL AND unique_key IN (SELECT 'call:' || id FROM stopped)
    )
    SELECT count(*)::int AS cancelled FROM stopped`;
  if (kinds.some(mayGather)) await keepGatheredIn(tx, schoolId, now);
  return { cancelled: stopped?.cancelled ?? 0 };
}
