import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";

import { type APIRequestContext, type APIResponse, request as requests } from "@playwright/test";
import pg from "pg";

import { origin } from "../fixtures";

/** What server/testing/matrix/access prints of a door: a page or a method of a route handler, with its access rules. */
export interface Door {
  kind: "page" | "route";
  path: string;
  method: string;
  params: string[];
  access: { who: "public" | "signed_in" | "family" | "staff"; roles?: string[] }[];
}

/** Every door of the tree that asks a procedure, and with `silent` those that ask none; found by walking: no list to forget one in. */
export function allDoors(silent = false): Door[] {
  // The walk takes seconds: the process that lists the tests does it once, and those that run them get its answer with their environment.
  const printed = process.env.KINGSGATE_DOORS ??= execFileSync(process.execPath, ["--import", "tsx", "server/testing/matrix/access.ts", "--print"], { encoding: "utf8", maxBuffer: 1 << 24, env: { ...process.env, NODE_OPTIONS: "" } });
  return (JSON.parse(printed) as Door[]).filter((door) => silent || door.access.length > 0);
}

/** Whether a member of staff in this role may ask everything, or anything, that a door asks. */
export const mayAll = (door: Door, role: string) => door.access.every((rule) => rule.who === "public" || rule.who === "signed_in" || (rule.who === "staff" && rule.roles?.includes(role)));
export const mayAny = (door: Door, role: string) => door.access.some((rule) => rule.who === "staff" && rule.roles?.includes(role));

export type Ids = Record<string, string>;

/** The rows of a query, as the owner of the tables: what the attacks aim at, and what they must leave as it is. */
export async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

export interface Family {
  /** The parent's id in the demo. */
  id: string;
  adultId: string;
  /** The child's whole name: what nobody else may be shown. */
  canary: string;
  ids: Ids;
}

interface FamilyRow {
  year_group: number;
  external_id: string; adult_id: string; canary: string; pupil_id: string; link_id: string; report_id: string; round_id: string; class_group_id: string; school_id: string;
}

const FAMILIES = `
SELECT DISTINCT ON (p.id) a.external_id, a.id AS adult_id, p.given_name || ' ' || p.family_name AS canary, p.id AS pupil_id, l.id AS link_id, r.id AS report_id,
  r.round_id, e.class_group_id, p.school_id, p.year_group
FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL AND l.parental_responsibility = 'yes'
JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL JOIN report r ON r.pupil_id = p.id AND r.state = 'published'
JOIN enrolment e ON e.pupil_id = p.id AND e.ended_at IS NULL
WHERE a.removed_at IS NULL AND a.reading_need = 'reads'`;

/** With a record of each kind that an address can name. What somebody said themselves stays theirs to hear, so the note is another adult's unless it is `own`. */
async function toFamily(row: FamilyRow, prefix: string, own = false): Promise<Family> {
  const [mailId, runId, noteId, recordingId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [textId, segmentId, taskId, printId, messageId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await query("INSERT INTO message (id, school_id, adult_id, pupil_id, kind, subject_id, language, args, idempotency_key) VALUES ($1::uuid, $2, $3, $4, 'report_published', $5, 'en', $6, $1::text)",
    [messageId, row.school_id, row.adult_id, row.pupil_id, row.report_id, { child: row.canary, round: "autumn" }]);
  await query("INSERT INTO print_run (id, school_id, printed_by_id, letters, created_at) VALUES ($1, $2, $3, 1, now())", [printId, row.school_id, row.adult_id]);
  await query("INSERT INTO delivery (id, school_id, message_id, channel, state, print_run_id, handed_over_at) VALUES ($1, $2, $3, 'letter', 'handed_over', $4, now())", [randomUUID(), row.school_id, messageId, printId]);
  await query("INSERT INTO content_text (id, school_id, language, kind, pupil_id) VALUES ($1, $2, 'en', 'reports.ownWords', $3)", [textId, row.school_id, row.pupil_id]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, $4, $1::text)", [segmentId, row.school_id, textId, `${row.canary} reads well.`]);
  const [other] = await query<{ id: string }>("SELECT id FROM adult WHERE school_id = $1 AND id <> $2 ORDER BY id LIMIT 1", [row.school_id, row.adult_id]);
  await query("INSERT INTO voice_note (id, school_id, adult_id, pupil_id, subject_id, language, type, audio, created_at) VALUES ($1, $2, $3, $4, $5, 'so', 'audio/webm', '\\x00', now())", [noteId, row.school_id, own ? row.adult_id : other?.id, row.pupil_id, row.report_id]);
  await query("INSERT INTO speech_audio (id, school_id, sentence, key, language, engine, voice, version, speed, type, audio, text, recorded_by_id, created_at) VALUES ($1, $2, $3, $3, 'so', 'recorded', $3, '1', 0, 'audio/mpeg', '\\x00', $3, $4, now())", [recordingId, row.school_id, randomUUID(), row.adult_id]);
  await query("INSERT INTO sink_mail (id, school_id, message_id, recipient, subject, text, html) VALUES ($1, $2, $3, 'a@family.example', $4, $4, $4)", [mailId, row.school_id, randomUUID(), row.canary]);
  await query("INSERT INTO import_run (id, school_id, file_name, file_hash, state) VALUES ($1::uuid, $2, $3, $1::text, 'applied')", [runId, row.school_id, `${row.canary}.zip`]);
  await query("INSERT INTO task (id, school_id, kind, adult_id, pupil_id, due_at, created_at, unique_key) VALUES ($1::uuid, $2, 'call', $3, $4, now(), now(), $1::text)", [taskId, row.school_id, row.adult_id, row.pupil_id]);
  const [threadId, postId, fileId] = [randomUUID(), randomUUID(), randomUUID()];
  await query("INSERT INTO thread (id, school_id, pupil_id, adult_id, team, last_at, waiting_since, created_at) VALUES ($1, $2, $3, $4, 'office', now(), now(), now()) ON CONFLICT DO NOTHING", [threadId, row.school_id, row.pupil_id, row.adult_id]);
  const [thread] = await query<{ id: string }>("SELECT id FROM thread WHERE pupil_id = $1 AND adult_id = $2 AND team = 'office'", [row.pupil_id, row.adult_id]);
  await query("INSERT INTO post (id, school_id, thread_id, author_id, side, text_id, at, idempotency_key) VALUES ($1::uuid, $2, $3, $4, 'family', $5, now(), $1::text)", [postId, row.school_id, thread?.id, row.adult_id, textId]);
  await query("INSERT INTO post_file (id, school_id, post_id, type, bytes) VALUES ($1, $2, $3, 'application/pdf', '\\x255044462d')", [fileId, row.school_id, postId]);
  const [newsletterId, draftId, blockId, newsTextId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  // News for the families of the child's year; and a draft, which is for those who write newsletters alone. Their words name nobody.
  await query("INSERT INTO content_text (id, school_id, language, kind) VALUES ($1, $2, 'en', 'newsletters.words')", [newsTextId, row.school_id]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, 'News of the week', $1::text)", [randomUUID(), row.school_id, newsTextId]);
  await query("INSERT INTO newsletter (id, school_id, title_id, state, year_groups, send_at, sent_at, created_at, updated_at) VALUES ($1, $2, $3, 'sent', $4, now(), now(), now(), now())", [newsletterId, row.school_id, newsTextId, [row.year_group]]);
  await query("INSERT INTO newsletter (id, school_id, title_id, year_groups, created_at, updated_at) VALUES ($1, $2, $3, '{}', now(), now())", [draftId, row.school_id, newsTextId]);
  await query("INSERT INTO newsletter_block (id, school_id, newsletter_id, position, kind, text_id) VALUES ($1, $2, $3, 0, 'picture', $4)", [blockId, row.school_id, draftId, newsTextId]);
  await query("INSERT INTO newsletter_picture (block_id, school_id, bytes, width, height, hash) VALUES ($1, $2, '\\xffd8ff', 4, 3, 'v1')", [blockId, row.school_id]);
  // An open evening is for everybody; who comes to it is for staff.
  const [eventId, sessionId, eventTextId] = [randomUUID(), randomUUID(), randomUUID()];
  await query("INSERT INTO content_text (id, school_id, language, kind) VALUES ($1, $2, 'en', 'events.words')", [eventTextId, row.school_id]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, 'Come and see us', $1::text)", [randomUUID(), row.school_id, eventTextId]);
  await query("INSERT INTO event (id, school_id, kind, state, title_id, what_id, meet_id, place_id, route_id, after_id, created_at, updated_at, published_at) VALUES ($1, $2, 'workshop', 'published', $3, $3, $3, $3, $3, $3, now(), now(), now())", [eventId, row.school_id, eventTextId]);
  await query("INSERT INTO event_session (id, school_id, event_id, starts_at, ends_at, capacity) VALUES ($1, $2, $3, now() + interval '40 days', now() + interval '40 days 2 hours', 30)", [sessionId, row.school_id, eventId]);
  const [bookingId, voiceId, guestId] = [randomUUID(), randomUUID(), randomUUID()];
  await query("INSERT INTO guest (id, school_id, name, channel, language, created_at) VALUES ($1, $2, 'Visitor', 'none', 'so', now())", [guestId, row.school_id]);
  await query("INSERT INTO event_booking (id, school_id, session_id, guest_id, state, people, child_ages, needs, speaks, code_hash, link_hash, created_at, updated_at) VALUES ($1::uuid, $2, $3, $4, 'booked', 1, '{}', '{}', 'so', $1::text, $1::text, now(), now())", [bookingId, row.school_id, sessionId, guestId]);
  await query("INSERT INTO event_voice (id, school_id, booking_id, part, language, type, audio, created_at) VALUES ($1, $2, $3, 'words', 'so', 'audio/webm', '\\x1a45', now())", [voiceId, row.school_id, bookingId]);
  const [visitId, planner] = [randomUUID(), (await query<{ id: string }>("SELECT adult_id AS id FROM staff_post WHERE school_id = $1 AND role = 'family_support' LIMIT 1", [row.school_id]))[0]?.id ?? row.adult_id];
  await query("INSERT INTO visit (id, school_id, pupil_id, adult_id, purpose, words_id, language, minutes, planner_id, lead_id, state, authorised_at, created_at) VALUES ($1, $2, $3, $4, 'support', $5, 'en', 30, $6, $6, 'offered', now(), now())", [visitId, row.school_id, row.pupil_id, row.adult_id, textId, planner]);
  const [meetingRoundId, meetingSessionId, meetingId, teacher] = [randomUUID(), randomUUID(), randomUUID(), (await query<{ id: string }>("SELECT adult_id AS id FROM teaching_post WHERE class_group_id = $1 AND ended_at IS NULL AND adult_id <> $2 LIMIT 1", [row.class_group_id, row.adult_id]))[0]?.id ?? ""];
  // A round for the child's year, far ahead at an hour of its own, so that no teacher is in two; workers that run beside each other have years of their own.
  const [{ at = "" } = {}] = await query<{ at: string }>("SELECT (now() + interval '60 days' + $1 * interval '400 days' + coalesce((SELECT count(*) FROM meeting_session), 0) * interval '3 hours')::text AS at", [Number(process.env.TEST_PARALLEL_INDEX ?? 0)]);
  await query("INSERT INTO meeting_round (id, school_id, kind, state, minutes, gap_minutes, year_groups, priority_from, opens_at, closes_at, created_by_id, created_at) VALUES ($1, $2, 'evening', 'open', 10, 5, $3, now() - interval '1 day', now() - interval '1 day', now() + interval '59 days', $4, now())", [meetingRoundId, row.school_id, [row.year_group], teacher]);
  await query("INSERT INTO meeting_session (id, school_id, round_id, teacher_id, starts_at, ends_at, modes) VALUES ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz + interval '2 hours', '{in_person,phone}')", [meetingSessionId, row.school_id, meetingRoundId, teacher, at]);
  await query("INSERT INTO meeting (id, school_id, round_id, session_id, pupil_id, adult_id, teacher_id, mode, language, needs_interpreter, starts_at, ends_at, gap_minutes, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'phone', 'en', false, $8::timestamptz, $8::timestamptz + interval '10 minutes', 0, now(), now())", [meetingId, row.school_id, meetingRoundId, meetingSessionId, row.pupil_id, row.adult_id, teacher, at]);
  // Good news with a photo of this child alone, to which this parent said yes.
  const [successId, photoId] = [randomUUID(), randomUUID()];
  await query("INSERT INTO photo_consent (school_id, pupil_id, adult_id, use, given, at) SELECT $1, $2, $3, u::photo_use, true, now() FROM unnest(ARRAY['family', 'school', 'film', 'public']) AS u ON CONFLICT DO NOTHING", [row.school_id, row.pupil_id, row.adult_id]);
  await query("INSERT INTO reward_photo (id, school_id, bytes, width, height, hash, created_at) VALUES ($1, $2, '\\xffd8ff', 4, 3, 'v1', now())", [photoId, row.school_id]);
  await query("INSERT INTO reward_photo_child (school_id, photo_id, pupil_id) VALUES ($1, $2, $3)", [row.school_id, photoId, row.pupil_id]);
  await query("INSERT INTO success (id, school_id, pupil_id, note_key, category, statement, words_id, photo_id, state, noted_at, decided_at) VALUES ($1::uuid, $2, $3, $1::uuid, 'kindness', 'kindness.helped', $4, $5, 'shown', now(), now())", [successId, row.school_id, row.pupil_id, textId, photoId]);
  // The child was celebrated, and there is a film with this child alone.
  const celebrationId = randomUUID();
  await query("INSERT INTO celebration (id, school_id, kind, starts_at, ends_at, place, state, invited_at, created_at) VALUES ($1, $2, 'assembly', now() + interval '3 days', now() + interval '3 days 1 hour', 'Hall', 'invited', now(), now())", [celebrationId, row.school_id]);
  await query("INSERT INTO celebration_pupil (school_id, celebration_id, pupil_id) VALUES ($1, $2, $3)", [row.school_id, celebrationId, row.pupil_id]);
  await query("INSERT INTO celebration_clip (celebration_id, school_id, type, bytes, size, seconds, width, height, words_id, poster, hash, keep_until, created_at, approved_at) VALUES ($1, $2, 'video/webm', '\\x1a45', 2, 1, 4, 3, $3, '\\xffd8ff', 'v1', now() + interval '90 days', now(), now())", [celebrationId, row.school_id, newsTextId]);
  await query("INSERT INTO celebration_clip_child (school_id, celebration_id, pupil_id) VALUES ($1, $2, $3)", [row.school_id, celebrationId, row.pupil_id]);
  return {
    id: row.external_id.slice(prefix.length), adultId: row.adult_id, canary: row.canary,
    ids: { pupilId: row.pupil_id, linkId: row.link_id, reportId: row.report_id, roundId: row.round_id, classGroupId: row.class_group_id, adultId: row.adult_id, segmentId, taskId, mailId, runId, noteId, recordingId, printId, messageId, threadId: thread?.id ?? "", fileId, postId, newsletterId, draftId, blockId, visitId, meetingRoundId, meetingId, teacherId: teacher, successId, celebrationId, eventId, sessionId, voiceId, key: randomUUID() },
  };
}

/** Two families of the demo, of different years, that no other journey uses and that Ms Patel does not teach. */
export async function twoFamilies(): Promise<[Family, Family]> {
  const rows = await query<FamilyRow>(`${FAMILIES} AND a.external_id LIKE 'demo-adult-%' AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM teaching_post t JOIN adult s ON s.id = t.adult_id WHERE t.class_group_id = e.class_group_id AND s.external_id = 'demo-person-patel') ORDER BY p.id, a.id`);
  const [first, ...others] = rows;
  const second = others.find((row) => row.adult_id !== first?.adult_id && row.year_group !== first?.year_group && row.canary.split(" ").at(-1) !== first?.canary.split(" ").at(-1));
  if (!first || !second) throw new Error("the demo has no two such families");
  return [await toFamily(first, "", true), await toFamily(second, "", true)];
}

/** The family of the other school whose parent the demo signs in. */
export async function harbourFamily(): Promise<Family> {
  const [row] = await query<FamilyRow>(`${FAMILIES} AND a.external_id = 'demo-person-harbour-parent'`);
  if (!row) throw new Error("the other school has no such family");
  return toFamily(row, "demo-person-");
}

/** An adult whom an order keeps from the reports of a child, with that child's ids. */
export async function restrictedParent(): Promise<Family> {
  const [row] = await query<FamilyRow>(`
    SELECT a.external_id, a.id AS adult_id, p.given_name || ' ' || p.family_name AS canary, p.id AS pupil_id, l.id AS link_id, r.id AS report_id, r.round_id, e.class_group_id, p.school_id, p.year_group
    FROM restriction x JOIN guardian_link l ON l.id = x.link_id JOIN adult a ON a.id = l.adult_id JOIN pupil p ON p.id = l.pupil_id
    JOIN report r ON r.pupil_id = p.id AND r.state = 'published' JOIN enrolment e ON e.pupil_id = p.id AND e.ended_at IS NULL
    WHERE x.lifted_at IS NULL AND 'reports' = ANY(x.scopes) AND x.starts_on <= now() AND a.external_id LIKE 'demo-person-%' LIMIT 1`);
  if (!row) throw new Error("no order in the demo keeps a parent from reports");
  return toFamily(row, "demo-person-");
}

/** The same with the draft in the place of the newsletter: what staff who write newsletters open. */
export const withDraft = (family: Family): Family => ({ ...family, ids: { ...family.ids, newsletterId: family.ids.draftId ?? "" } });

/** Ids that never were, for the same places. */
export const invented = (ids: Ids): Ids => Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()]));

/** A visitor's requests, or those of one of the demo's people; `host` leads to another school. */
export async function callerAs(id: string | null, host?: string): Promise<APIRequestContext> {
  const context = await requests.newContext({ baseURL: origin, extraHTTPHeaders: host ? { host } : {} });
  if (id) {
    const answer = await context.post("/api/demo/sign-in", { form: { id }, headers: host ? {} : { origin }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`${id} cannot sign in: ${answer.status()}`);
  }
  return context;
}

/** What a door must also be asked for: a sentence and a file of the workbench are of a language. */
export const questions: Record<string, string> = {
  "/staff/translation/[segmentId]": "?language=ur", "/api/translation/export": "?language=ur&format=xliff",
  "/family/messages/new": "?child=[pupilId]&team=class_teacher", "/family/messages/new/listen": "?child=[pupilId]&team=office", "/staff/messages/new": "?child=[pupilId]", "/family/meetings/[meetingRoundId]/pick": "?child=[pupilId]&teacher=[teacherId]", "/family/meetings/[meetingRoundId]/pick/listen": "?child=[pupilId]&teacher=[teacherId]", "/staff/visits/new": "?child=[pupilId]&adult=[adultId]", "/api/newsletters/pictures/[blockId]": "?v=v1", "/api/rewards/photos/[successId]": "?v=v1",
  "/api/rewards/clips/[celebrationId]": "?v=v1", "/api/rewards/clips/[celebrationId]/poster": "?v=v1",
};

/** Parts of addresses that are no id, with one that there is. */
const placeNames: Record<string, string> = { month: "2026-11", child: "all", part: "0", team: "class_teacher" };

/** The address of a door with these ids in it, and in what it must be asked for. */
export const addressOf = (door: Door, ids: Ids, asked = true): string =>
  `${door.path === "/" ? "" : door.path}${asked ? (questions[door.path] ?? "") : ""}`.replace(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? placeNames[name] ?? "");

/** Goes to a door with these ids in its address, and in its form where it takes one. */
export async function knock(caller: APIRequestContext, door: Door, ids: Ids): Promise<APIResponse> {
  const address = `${door.path.startsWith("/api/") ? "" : "/en"}${addressOf(door, ids, door.method === "GET")}`;
  if (door.method === "GET") return caller.get(address, { maxRedirects: 0 });
  return caller.post(address, { maxRedirects: 0, headers: { origin }, multipart: { pupilId: ids.pupilId ?? "", classId: ids.classGroupId ?? "" } });
}

/** What an answer shows, as sorted lines, with everything that differs between two askings of the same thing taken out. */
export async function seen(answer: APIResponse, ids: Ids): Promise<string> {
  const headers = answer.headers();
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "no nonce";
  let text = `${answer.status()} ${headers.location ?? ""}\n${(await answer.body()).toString("latin1")}`.replaceAll(nonce, "NONCE");
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, name);
  // A staff page arrives in pieces, in the order in which they were ready: the pieces count, not their order.
  return text.replace(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, "").split(/\\n|\n/).sort().join("\n");
}
