import { type Actor, FAMILY_SESSION_DAYS, type Person, visitor } from "@/server/lib/auth/actor";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { type Db, openDb } from "@/server/lib/db/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

const schoolFields = {
  id: true, slug: true, name: true, zone: true, nation: true, schoolType: true, phone: true, email: true, addressLines: true,
} as const;

const SCHOOLS_FRESH_MS = 10_000;
let schools: { rows: (SchoolFacts & { hosts: string[]; isDefault: boolean })[]; at: number } | undefined;

/** The school that a host name leads to, or the default one; null in an installation without a school. Held for ten seconds. */
export async function findSchool(host: string): Promise<SchoolFacts | null> {
  if (!schools || Date.now() - schools.at > SCHOOLS_FRESH_MS || schools.rows.length === 0) {
    const rows = await openDb().school.findMany({ select: { ...schoolFields, hosts: true, isDefault: true }, orderBy: { createdAt: "asc" } });
    schools = { rows, at: Date.now() };
  }
  const name = host.toLowerCase().replace(/:\d+$/, "");
  const found = schools.rows.find((school) => school.hosts.includes(name))
    ?? schools.rows.find((school) => school.isDefault) ?? schools.rows[0];
  if (!found) return null;
  const { hosts: _hosts, isDefault: _isDefault, ...facts } = found;
  return facts;
}

/** The school with this slug, for commands; null when there is none. */
export async function findSchoolBySlug(slug: string): Promise<SchoolFacts | null> {
  return openDb().school.findUnique({ where: { slug }, select: schoolFields });
}

/** The school with this id, for jobs; null when there is none. */
export async function findSchoolById(id: string): Promise<SchoolFacts | null> {
  return openDb().school.findUnique({ where: { id }, select: schoolFields });
}

interface ActorRow {
  session_id: string;
  adult_id: string;
  title: string | null;
  given_name: string;
  family_name: string;
  reading_language: string | null;
  easy_read: boolean;
  large_print: boolean;
  second_factor: boolean;
  posts: StaffRole[] | null;
  class_ids: string[] | null;
  pupil_ids: string[] | null;
}

/**
 * Who holds the session with this token hash, in one statement; a visitor when it is unknown, over, or its adult is gone.
 * The same statement moves the end of a family's session, at most once a day; a staff session keeps its end.
 */
export async function loadActor(db: Db, tokenHash: string, now: Date): Promise<Actor> {
  const rows = await db.$queryRaw<ActorRow[]>`
    WITH kept AS (
      UPDATE session k SET expires_at = ${addDays(now, FAMILY_SESSION_DAYS)}
      WHERE k.token_hash = ${tokenHash} AND k.expires_at > ${now} AND k.expires_at < ${addDays(now, FAMILY_SESSION_DAYS - 1)}
        AND NOT EXISTS (SELECT 1 FROM staff_post p WHERE p.adult_id = k.adult_id AND p.ended_at IS NULL)
    )
    SELECT s.id AS session_id, a.id AS adult_id, a.title, a.given_name, a.family_name, a.reading_language,
      coalesce(a.easy_read, a.reading_need IN ('reads_with_help', 'does_not_read')) AS easy_read, 'large_print' = ANY(a.prefers) AS large_print,
      s.second_factor_at IS NOT NULL AS second_factor,
      (SELECT array_agg(p.role::text ORDER BY p.role) FROM staff_post p WHERE p.adult_id = a.id AND p.ended_at IS NULL) AS posts,
      (SELECT array_agg(t.class_group_id::text) FROM teaching_post t WHERE t.adult_id = a.id AND t.ended_at IS NULL) AS class_ids,
      (SELECT array_agg(l.pupil_id::text) FROM guardian_link l WHERE l.adult_id = a.id AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL) AS pupil_ids
    FROM session s JOIN adult a ON a.id = s.adult_id
    WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now} AND a.removed_at IS NULL`;
  const row = rows[0];
  if (!row) return visitor;
  const posts = row.posts ?? [];
  return {
    kind: "person",
    adultId: row.adult_id,
    sessionId: row.session_id,
    language: row.reading_language,
    displayName: row.title ? `${row.title} ${row.family_name}` : `${row.given_name} ${row.family_name}`,
    easyRead: row.easy_read,
    largePrint: row.large_print,
    posts,
    roles: row.second_factor ? posts : [],
    classIds: row.class_ids ?? [],
    linkedPupilIds: row.pupil_ids ?? [],
  };
}

/**
 * An adult as parent or carer and nothing more, for a secret link that opens what a family reads; null when the adult is gone. No session
 * and no role: whatever a link may open, it opens nothing of staff.
 */
export async function loadFamilyActor(db: Db, adultId: string): Promise<Person | null> {
  const adult = await db.adult.findFirst({
    where: { id: adultId, removedAt: null },
    select: { title: true, givenName: true, familyName: true, readingLanguage: true, links: { where: { confirmedAt: { not: null }, removedAt: null }, select: { pupilId: true } } },
  });
  if (!adult) return null;
  const { title, givenName, familyName, readingLanguage, links } = adult;
  return {
    kind: "person", adultId, sessionId: "", language: readingLanguage, displayName: title ? `${title} ${familyName}` : `${givenName} ${familyName}`, easyRead: false, largePrint: false, posts: [], roles: [], classIds: [],
    linkedPupilIds: links.map(({ pupilId }) => pupilId),
  };
}
