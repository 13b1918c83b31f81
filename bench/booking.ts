/** A thousand families want six hundred times in one instant: by the real path, and the same statements on raw pg in the same run. */
import pg from "pg";
import { v7 as uuid } from "uuid";

import { loadActor } from "@/server/features/people/queries";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { toAppError } from "@/server/lib/trpc/base";
import { createCaller } from "@/server/root";
import { contextOf, TEST_NOW } from "@/server/testing/context";
import { EVENING } from "@/server/testing/factories/meetings";
import { withOwner } from "@/server/testing/factories/owner";
import { makeSchool } from "@/server/testing/factories/people";
import { insertRows } from "@/server/testing/factories/rows";

const [FAMILIES, SLOTS, TEACHERS] = [1_000, 600, 25];
const A_TEACHER = SLOTS / TEACHERS;
const CONNECTIONS = 8;

interface Want {
  adultId: string;
  pupilId: string;
  teacherId: string;
  sessionId: string;
  token: string;
  startsAt: Date;
}

/** A school with an evening of six hundred times and a thousand families, each signed in and with a time in mind. */
async function prepare(): Promise<{ school: SchoolFacts; roundId: string; wants: Want[] }> {
  const school = await makeSchool();
  const schoolId = school.id;
  const roundId = uuid();
  const teachers = Array.from({ length: TEACHERS }, () => ({ id: uuid(), session: uuid(), group: uuid() }));
  const wants: Want[] = Array.from({ length: FAMILIES }, (_, nth) => {
    const slot = nth % SLOTS;
    const teacher = teachers[slot % TEACHERS] as (typeof teachers)[number];
    return { adultId: uuid(), pupilId: uuid(), teacherId: teacher.id, sessionId: teacher.session, token: uuid(), startsAt: addMinutes(EVENING, Math.floor(slot / TEACHERS) * 10) };
  });
  const groupOf = new Map(teachers.map(({ id, group }) => [id, group]));
  await withOwner(async (client) => {
    const write = (table: string, rows: object[]) => insertRows(client, table, rows);
    const person = (id: string, n: number, what: string) => ({ id, schoolId, givenName: "Sam", familyName: `${what} ${n}`, email: `${what}-${n}@family.example`, readingLanguage: "en", readingNeed: "reads", updatedAt: TEST_NOW });
    await write("adult", [...teachers.map(({ id }, n) => person(id, n, "teacher")), ...wants.map(({ adultId }, n) => person(adultId, n, "family"))]);
    await write("class_group", teachers.map(({ group }, n) => ({ id: group, schoolId, name: `Class ${n}` })));
    await write("teaching_post", teachers.map(({ id, group }) => ({ id: uuid(), schoolId, classGroupId: group, adultId: id })));
    await write("pupil", wants.map(({ pupilId }, n) => ({ id: pupilId, schoolId, givenName: "Kit", familyName: `Pupil ${n}`, yearGroup: 4, updatedAt: TEST_NOW })));
    await write("enrolment", wants.map(({ pupilId, teacherId }) => ({ id: uuid(), schoolId, pupilId, classGroupId: groupOf.get(teacherId) })));
    await write("guardian_link", wants.map(({ adultId, pupilId }) => ({ id: uuid(), schoolId, adultId, pupilId, relation: "mother", parentalResponsibility: "yes", confirmedAt: addDays(TEST_NOW, -50) })));
    await write("session", wants.map(({ adultId, token }) => ({ id: uuid(), schoolId, adultId, tokenHash: hashToken(token), expiresAt: new Date("2100-01-01") })));
    await write("meeting_round", [{ id: roundId, schoolId, kind: "evening", state: "open", minutes: 10, gapMinutes: 5, yearGroups: [], priorityFrom: addDays(TEST_NOW, -1), opensAt: addDays(TEST_NOW, -1), closesAt: addDays(TEST_NOW, 9), createdById: teachers[0]?.id, createdAt: TEST_NOW }]);
    await write("meeting_session", teachers.map(({ id, session }) => ({ id: session, schoolId, roundId, teacherId: id, startsAt: EVENING, endsAt: addMinutes(EVENING, A_TEACHER * 10), modes: ["phone"] })));
    await client.query("ANALYZE");
  });
  return { school, roundId, wants };
}

/** Meetings of one teacher or adult that share a moment: must be none. */
const doubles = () => withOwner(async (client) => Number((await client.query<{ n: string }>(
  "SELECT count(*) AS n FROM meeting a JOIN meeting b ON a.id < b.id AND a.state = 'booked' AND b.state = 'booked' AND (a.teacher_id = b.teacher_id OR a.adult_id = b.adult_id) AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)")).rows[0]?.n));
const booked = () => withOwner(async (client) => Number((await client.query<{ n: string }>("SELECT count(*) AS n FROM meeting WHERE state = 'booked'")).rows[0]?.n));
const clear = () => withOwner((client) => client.query("DELETE FROM meeting; DELETE FROM message; DELETE FROM task"));

/** Everybody at once through the procedures: session, validation, access rule, booking, audit and outbox. */
async function burst(school: SchoolFacts, roundId: string, wants: Want[]): Promise<{ seconds: number; won: number; lost: number; other: number }> {
  const began = performance.now();
  const answers = await Promise.all(wants.map(async ({ token, pupilId, teacherId, startsAt }) => {
    const actor = await loadActor(dbFor(school.id), hashToken(token), TEST_NOW);
    try {
      await createCaller(contextOf(school, actor)).meetings.own.book({ key: uuid(), roundId, pupilId, teacherId, startsAt: startsAt.toISOString(), mode: "phone" });
      return "won";
    } catch (error) {
      return toAppError(error).fields.startsAt === "taken" ? "lost" : "other";
    }
  }));
  const count = (what: string) => answers.filter((each) => each === what).length;
  return { seconds: (performance.now() - began) / 1_000, won: count("won"), lost: count("lost"), other: count("other") };
}

/** The partner: what a booking must write at least, by hand, on as many connections: the checks in one statement, the meeting, two messages with their ways, the record. */
async function raw(school: SchoolFacts, roundId: string, wants: Want[]): Promise<{ seconds: number; won: number }> {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: CONNECTIONS, options: `-c role=kingsgate_app -c app.school_id=${school.id}` });
  const began = performance.now();
  const answers = await Promise.all(wants.map(async ({ token, adultId, pupilId, teacherId, sessionId, startsAt }) => {
    const client = await pool.connect();
    try {
      await client.query("SELECT a.id FROM session s JOIN adult a ON a.id = s.adult_id WHERE s.token_hash = $1 AND s.expires_at > now()", [hashToken(token)]);
      await client.query("BEGIN");
      await client.query(
        `SELECT 1 FROM guardian_link l JOIN meeting_session s ON s.id = $3 JOIN meeting_round r ON r.id = s.round_id
         WHERE l.adult_id = $1 AND l.pupil_id = $2 AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id AND x.lifted_at IS NULL AND 'meetings' = ANY(x.scopes)) FOR SHARE OF l, s, r`, [adultId, pupilId, sessionId]);
      const id = uuid();
      await client.query(
        `INSERT INTO meeting (id, school_id, round_id, session_id, pupil_id, adult_id, teacher_id, mode, language, needs_interpreter, starts_at, ends_at, gap_minutes, pinned, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'phone', 'en', false, $8::timestamptz, $8::timestamptz + interval '10 minutes', 0, true, now(), now())`, [id, school.id, roundId, sessionId, pupilId, adultId, teacherId, startsAt]);
      for (const kind of ["meeting_booked", "meeting_reminder"]) {
        const messageId = uuid();
        await client.query("INSERT INTO message (id, school_id, adult_id, pupil_id, kind, subject_id, language, args, idempotency_key) VALUES ($1, $2, $3, $4, $5, $6, 'en', '{}', $7)", [messageId, school.id, adultId, pupilId, kind, id, `${id}:${kind}`]);
        await client.query("INSERT INTO delivery (id, school_id, message_id, channel, state, next_try_at) VALUES ($1, $3, $4, 'in_app', 'delivered', now()), ($2, $3, $4, 'email', 'queued', now())", [uuid(), uuid(), school.id, messageId]);
      }
      await client.query("SELECT enqueue_job('delivery.drain', '{}'::jsonb, NULL, 'delivery.drain.all', 'delivery.drain.all')");
      await client.query("INSERT INTO audit_entry (id, school_id, at, actor_id, action, subject_type, subject_id, pupil_id, detail) VALUES (gen_random_uuid(), $1, now(), $2, 'meetings.book', 'meeting', $3, $4, '{}')", [school.id, adultId, id, pupilId]);
      await client.query("COMMIT");
      return true;
    } catch {
      await client.query("ROLLBACK");
      return false;
    } finally {
      client.release();
    }
  }));
  const seconds = (performance.now() - began) / 1_000;
  await pool.end();
  return { seconds, won: answers.filter(Boolean).length };
}

export default async function bench(): Promise<string[]> {
  process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";
  process.env.PUBLIC_URL ??= "http://kingsgate.example";
  const { school, roundId, wants } = await prepare();
  const partner = await raw(school, roundId, wants);
  if (partner.won !== SLOTS || (await doubles()) !== 0) throw new Error(`raw: ${partner.won} of ${SLOTS}`);
  await clear();
  const own = await burst(school, roundId, wants);
  const [there, twice] = [await booked(), await doubles()];
  if (own.won !== SLOTS || own.lost !== FAMILIES - SLOTS || own.other !== 0 || there !== SLOTS || twice !== 0) throw new Error(`won ${own.won}, lost ${own.lost}, other ${own.other}, there ${there}, double ${twice}`);
  // The control: without the constraint the count of double bookings sees them, when those who want the same time come in the same moment.
  await clear();
  await withOwner((client) => client.query("ALTER TABLE meeting_hour DROP CONSTRAINT meeting_hour_once"));
  await burst(school, roundId, [...wants].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.teacherId.localeCompare(b.teacherId)));
  const without = await doubles();
  if (without === 0) throw new Error("the control saw no double booking");
  await closeDatabases();
  return [
    `booking.last_answer ${own.seconds.toFixed(2)} s`, `booking.raw_pg ${partner.seconds.toFixed(2)} s`, `booking.ratio ${(partner.seconds / own.seconds).toFixed(2)} of-raw`,
    `booking.won ${own.won} of ${SLOTS}`, `booking.refused ${own.lost} families`, `booking.double ${twice} meetings`, `booking.double_without_constraint ${without} meetings`,
  ];
}
