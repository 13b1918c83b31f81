import { createHash, randomBytes, randomUUID } from "node:crypto";

import { seal } from "../../server/lib/auth/tokens";
import { query } from "../access/doors";

/** A key as the school's links have it, with what is kept of it. */
function makeKey(): { key: string; hash: string } {
  const key = randomBytes(32).toString("base64url");
  return { key, hash: createHash("sha256").update(key).digest("hex") };
}

const school = async () => (await query<{ id: string }>("SELECT s.id FROM school s JOIN adult a ON a.school_id = s.id WHERE a.external_id = 'demo-person-office'"))[0]?.id;

/** Somebody whom no list of the school shows. */
async function makeUnseen(what: "adult" | "pupil", schoolId: string | undefined, language: string): Promise<string> {
  const id = randomUUID();
  if (what === "adult") await query("INSERT INTO adult (id, school_id, given_name, family_name, reading_language, reading_need, removed_at) VALUES ($1, $2, 'Sam', 'Unseen', $3, 'reads', now())", [id, schoolId, language]);
  else await query("INSERT INTO pupil (id, school_id, given_name, family_name, year_group, removed_at) VALUES ($1, $2, 'Kit', 'Unseen', 4, now())", [id, schoolId]);
  return id;
}

/** A board, of a round that families do not see, with two rooms, a meeting that goes on, one that waits too long and one to come; its families read this language, which stands beside English on it. */
async function makeBoard(schoolId: string | undefined, language: string): Promise<string> {
  const { key, hash } = makeKey();
  const roundId = randomUUID();
  const byrne = "(SELECT id FROM adult WHERE external_id = 'demo-person-office')";
  await query(`INSERT INTO meeting_round (id, school_id, kind, state, minutes, gap_minutes, year_groups, priority_from, opens_at, closes_at, created_by_id, created_at) VALUES ($1, $2, 'rolling', 'draft', 10, 5, '{}', now() - interval '3 days', now() - interval '2 days', now() - interval '1 day', ${byrne}, now())`, [roundId, schoolId]);
  await query(`INSERT INTO meeting_board (id, school_id, round_id, key_hash, created_by_id, created_at) VALUES ($1, $2, $3, $4, ${byrne}, now())`, [randomUUID(), schoolId, roundId, hash]);
  for (const room of [`Room ${roundId.slice(0, 4)}`, `Hall ${roundId.slice(0, 4)}`]) {
    const [roomId, sessionId, teacherId] = [randomUUID(), randomUUID(), await makeUnseen("adult", schoolId, "en")];
    await query("INSERT INTO meeting_room (id, school_id, name) VALUES ($1, $2, $3)", [roomId, schoolId, room]);
    await query("INSERT INTO meeting_session (id, school_id, round_id, teacher_id, room_id, starts_at, ends_at, modes) VALUES ($1, $2, $3, $4, $5, now() - interval '15 minutes', now() + interval '30 minutes', '{in_person}')", [sessionId, schoolId, roundId, teacherId, roomId]);
    // Begun too late and going on: whoever is next waits. Minutes away from now, so that all of it is today but around midnight.
    for (const [from, started] of [[-14, true], [-4, false], [6, false]] as const) {
      await query(`INSERT INTO meeting (id, school_id, round_id, session_id, pupil_id, adult_id, teacher_id, room_id, mode, language, needs_interpreter, starts_at, ends_at, started_at, gap_minutes, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'in_person', 'en', false, now() + $9 * interval '1 minute', now() + ($9 + 10) * interval '1 minute', CASE WHEN $10 THEN now() - interval '1 minute' END, 0, now(), now())`,
      [randomUUID(), schoolId, roundId, sessionId, await makeUnseen("pupil", schoolId, "en"), await makeUnseen("adult", schoolId, language), teacherId, roomId, from, started]);
    }
  }
  return `/meetings/board/${key}`;
}

/** A guest's place at an event. */
async function makePlace(schoolId: string | undefined, eventId: string, language: string): Promise<string> {
  const { key, hash } = makeKey();
  const guestId = randomUUID();
  await query("INSERT INTO guest (id, school_id, name, phone, channel, language, created_at) VALUES ($1, $2, 'Sam Visitor', '07700900123', 'call', $3, now())", [guestId, schoolId, language]);
  await query(`INSERT INTO event_booking (id, school_id, session_id, guest_id, state, people, child_ages, needs, speaks, code_hash, link_hash, created_at, updated_at)
    SELECT $1::uuid, $2, s.id, $3, 'booked', 2, '{}', '{}', $4, $1::text, $5, now(), now() FROM event_session s WHERE s.event_id = $6 LIMIT 1`, [randomUUID(), schoolId, guestId, language, hash, eventId]);
  return `/events/place/${key}`;
}

/** What a translator outside the school is sent. */
async function makeInvitation(schoolId: string | undefined): Promise<string> {
  const { key, hash } = makeKey();
  await query("INSERT INTO translator_invite (id, school_id, name, language, kinds, token_hash, created_at, expires_at) VALUES ($1, $2, 'Sam Linguist', 'ur', '{contacts.facts,newsletters.words,reports.ownWords}', $3, now(), now() + interval '9 days')", [randomUUID(), schoolId, hash]);
  return `/translate/${key}`;
}

/**
 * The pages that stand behind a link which is a secret, with addresses that open them: by their pattern. What is kept of a key is its hash, so that a key of
 * one's own serves as well; the one that stops e-mails is sealed as the school seals it.
 */
export async function secretLinks(language: string, eventId: string): Promise<Record<string, string>> {
  const schoolId = await school();
  const reader = await makeUnseen("adult", schoolId, language);
  await query("UPDATE adult SET removed_at = NULL, family_name = 'Reader' WHERE id = $1", [reader]);
  const place = await makePlace(schoolId, eventId, language);
  const stop = `/stop/${seal(JSON.stringify({ stop: "newsletters", adultId: reader }))}`;
  return {
    "/meetings/board/[key]": await makeBoard(schoolId, language),
    "/events/place/[key]": place,
    "/events/place/[key]/listen": `${place}/listen`,
    "/translate/[key]": await makeInvitation(schoolId),
    "/stop/[key]": stop,
    "/stop/[key]/listen": `${stop}/listen`,
  };
}
