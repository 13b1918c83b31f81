/**
 * SQL that compares the staged people with those that are there, into tables of this transaction alone. Which run, moment and
 * bulk files it is about stand in the transaction's settings (see diff/queries), so every statement here is constant text.
 */

/** The people of users.csv with the roles of roles.csv; in a delta a role that is not named stays what it was. */
const users = `
CREATE TEMP TABLE im_user ON COMMIT DROP AS
WITH role AS (
  SELECT body->>'user' AS ext, bool_or(body->>'person' = 'pupil') AS pupil, bool_or(body->>'person' = 'adult') AS adult,
    string_agg(DISTINCT nullif(body->>'posts', ''), '+' ORDER BY nullif(body->>'posts', '')) AS posts,
    bool_and((body->>'relative')::boolean) AS relative
  FROM import_row WHERE run_id = current_setting('import.run')::uuid AND kind = 'role' AND NOT remove GROUP BY 1
)
SELECT s.id, s.external_id AS ext, s.line, s.remove,
  coalesce(s.body->>'person', CASE WHEN r.pupil THEN 'pupil' WHEN r.adult THEN 'adult' END,
    CASE WHEN import_is_bulk('user') THEN NULL WHEN p.id IS NOT NULL THEN 'pupil' WHEN a.id IS NOT NULL THEN 'adult' END) AS person,
  coalesce(r.pupil AND r.adult, false) AS mixed,
  CASE WHEN r.ext IS NOT NULL THEN coalesce(r.posts, '') ELSE s.body->>'posts' END AS posts,
  coalesce(r.relative, (s.body->>'relative')::boolean, false) AS relative,
  s.body->>'given' AS given, s.body->>'family' AS family, s.body->>'email' AS email, s.body->>'phone' AS phone,
  (s.body->>'year')::int AS year, s.body->>'agents' AS agents, coalesce((s.body->>'bad')::boolean, false) AS bad,
  import_mark(ROW(s.body->>'given', s.body->>'family', s.body->>'year')::text) AS pupil_mark,
  import_mark(ROW(s.body->>'given', s.body->>'family')::text) AS adult_mark,
  coalesce(import_mark(s.body->>'email'), '') AS email_mark,
  coalesce(import_mark(s.body->>'phone'), '') AS phone_mark
FROM import_row s
LEFT JOIN role r ON r.ext = s.external_id
LEFT JOIN pupil p ON NOT import_is_bulk('user') AND p.external_id = s.external_id
LEFT JOIN adult a ON NOT import_is_bulk('user') AND a.external_id = s.external_id
WHERE s.run_id = current_setting('import.run')::uuid AND s.kind = 'user'`;

const demographics = `
CREATE TEMP TABLE im_demographic ON COMMIT DROP AS
SELECT external_id AS ext, (body->>'born')::date AS born, body->>'form' AS form,
  import_mark(ROW(body->>'born', body->>'form')::text) AS mark
FROM import_row WHERE run_id = current_setting('import.run')::uuid AND kind = 'demographic' AND NOT remove`;

/** What links.csv says of an adult, whichever of her lines says it. */
const care = `
CREATE TEMP TABLE im_care ON COMMIT DROP AS
SELECT body->>'adult' AS ext, max(body->>'spoken') AS spoken, max(body->>'reading') AS reading, max(body->>'need') AS need,
  max(body->>'address') AS address, bool_or((body->>'safe')::boolean) AS safe,
  import_mark(ROW(max(body->>'spoken'), max(body->>'reading'), max(body->>'need'), max(body->>'address'), bool_or((body->>'safe')::boolean))::text) AS mark
FROM import_row WHERE run_id = current_setting('import.run')::uuid AND kind = 'link'
  AND (body->>'spoken' IS NOT NULL OR body->>'reading' IS NOT NULL OR body->>'need' IS NOT NULL OR body->>'address' IS NOT NULL OR body->>'safe' IS NOT NULL)
GROUP BY 1`;

/** What a row's mark says about it. A row taken away by an import is marked "gone"; one that a person took away stays away. */
const change = (row: string, mark: string, ended = "removed_at") => `
  CASE WHEN ${row}.id IS NULL THEN 'added'
    WHEN ${row}.${ended} IS NOT NULL AND ${row}.import_hash = 'gone' THEN 'revived'
    WHEN ${row}.${ended} IS NOT NULL THEN 'same'
    WHEN ${row}.import_hash IS DISTINCT FROM ${mark} THEN 'changed' ELSE 'same' END AS change`;

/** A value comes from the file only when the file's own value has changed: what staff have mended by hand since then stays. */
const pupils = `
CREATE TEMP TABLE im_pupil ON COMMIT DROP AS
WITH base AS (
  SELECT u.id AS new_id, coalesce(u.ext, d.ext) AS ext, u.line, u.given, u.family, u.year, u.pupil_mark AS u, d.born, d.form, d.mark AS d
  FROM (SELECT * FROM im_user WHERE person = 'pupil' AND NOT remove) u
  FULL JOIN (SELECT d.* FROM im_demographic d WHERE EXISTS (SELECT FROM im_user u WHERE u.ext = d.ext AND u.person = 'pupil' AND NOT u.remove)
    OR EXISTS (SELECT FROM pupil p WHERE p.external_id = d.ext AND p.removed_at IS NULL AND NOT import_is_bulk('user')
      AND NOT EXISTS (SELECT FROM im_user u WHERE u.ext = d.ext))) d ON d.ext = u.ext
), marked AS (
  SELECT b.*, split_part(coalesce(p.import_hash, ''), '.', 1) AS old_u, split_part(coalesce(p.import_hash, ''), '.', 2) AS old_d,
    coalesce(b.u, split_part(p.import_hash, '.', 1), '') || '.' || coalesce(b.d, split_part(p.import_hash, '.', 2), '') AS mark, p.id AS old_id
  FROM base b LEFT JOIN pupil p ON p.external_id = b.ext
)
SELECT coalesce(p.id, m.new_id) AS id, m.ext, m.line, m.mark,
  CASE WHEN m.u <> m.old_u OR p.id IS NULL THEN m.given ELSE p.given_name END AS given,
  CASE WHEN m.u <> m.old_u OR p.id IS NULL THEN m.family ELSE p.family_name END AS family,
  CASE WHEN m.u <> m.old_u OR p.id IS NULL THEN m.year ELSE p.year_group END AS year,
  CASE WHEN m.d <> m.old_d THEN coalesce(m.born, p.date_of_birth) ELSE p.date_of_birth END AS born,
  CASE WHEN m.d <> m.old_d THEN coalesce(m.form::wording_form, p.wording_form, 'they') ELSE coalesce(p.wording_form, 'they') END AS form,
  ${change("p", "m.mark")}
FROM marked m LEFT JOIN pupil p ON p.id = m.old_id`;

/** What people said of how they understand stands above any file (people/profile/rules): the file's word goes into the history alone. */
const adults = `
CREATE TEMP TABLE im_adult ON COMMIT DROP AS
WITH base AS (
  SELECT u.id AS new_id, coalesce(u.ext, c.ext) AS ext, u.line, u.given, u.family, u.email, u.phone, u.posts,
    u.adult_mark AS u, u.email_mark AS e, u.phone_mark AS t, c.spoken, c.reading, c.need, c.address, c.safe, c.mark AS c
  FROM (SELECT * FROM im_user WHERE person = 'adult' AND NOT remove) u
  FULL JOIN (SELECT c.* FROM im_care c WHERE EXISTS (SELECT FROM im_user u WHERE u.ext = c.ext AND u.person = 'adult' AND NOT u.remove)
    OR EXISTS (SELECT FROM adult a WHERE a.external_id = c.ext AND a.removed_at IS NULL AND NOT import_is_bulk('user')
      AND NOT EXISTS (SELECT FROM im_user u WHERE u.ext = c.ext))) c ON c.ext = u.ext
), marked AS (
  SELECT b.*, a.id AS old_id, split_part(coalesce(a.import_hash, ''), '.', 1) AS old_u, split_part(coalesce(a.import_hash, ''), '.', 2) AS old_e,
    split_part(coalesce(a.import_hash, ''), '.', 3) AS old_t, split_part(coalesce(a.import_hash, ''), '.', 4) AS old_c,
    split_part(coalesce(a.import_hash, ''), '.', 5) AS old_posts
  FROM base b LEFT JOIN adult a ON a.external_id = b.ext
), whole AS (
  SELECT m.*, coalesce(posts, old_posts) AS new_posts, coalesce(said.questions, '{}') AS said,
    concat_ws('.', coalesce(u, old_u), coalesce(e, old_e), coalesce(t, old_t), coalesce(c, old_c), coalesce(posts, old_posts)) AS mark
  FROM marked m LEFT JOIN (
    SELECT adult_id, array_agg(DISTINCT question::text) AS questions FROM profile_answer WHERE source <> 'import' GROUP BY adult_id
  ) said ON said.adult_id = m.old_id
)
SELECT coalesce(a.id, m.new_id) AS id, m.ext, m.line, m.mark, m.new_posts AS posts, m.old_posts,
  CASE WHEN m.u <> m.old_u OR a.id IS NULL THEN m.given ELSE a.given_name END AS given,
  CASE WHEN m.u <> m.old_u OR a.id IS NULL THEN m.family ELSE a.family_name END AS family,
  CASE WHEN m.e <> m.old_e THEN m.email ELSE a.email END AS email, m.e <> m.old_e AND m.email IS DISTINCT FROM a.email AS email_moves,
  CASE WHEN m.t <> m.old_t THEN m.phone ELSE a.phone END AS phone,
  CASE WHEN m.c <> m.old_c AND m.spoken IS NOT NULL AND NOT 'speaks' = ANY (m.said) THEN string_to_array(m.spoken, E'\\x1f') ELSE coalesce(a.spoken_languages, '{}') END AS spoken,
  CASE WHEN m.c <> m.old_c AND NOT 'reading_language' = ANY (m.said) THEN coalesce(m.reading, a.reading_language) ELSE a.reading_language END AS reading,
  CASE WHEN m.c <> m.old_c AND NOT 'reading' = ANY (m.said) THEN coalesce(m.need::reading_need, a.reading_need, 'unknown') ELSE coalesce(a.reading_need, 'unknown') END AS need,
  CASE WHEN m.c <> m.old_c AND m.address IS NOT NULL THEN string_to_array(m.address, E'\\x1f') ELSE coalesce(a.address_lines, '{}') END AS address,
  CASE WHEN m.c <> m.old_c THEN coalesce(m.safe, a.safe_address, false) ELSE coalesce(a.safe_address, false) END AS safe,
  ${change("a", "m.mark")}
FROM whole m LEFT JOIN adult a ON a.id = m.old_id`;

/** Posts that the school itself gave: an adult who holds one (the head, or who runs this import) is never taken away by a file. */
const ownPost = `
  AND NOT EXISTS (SELECT FROM staff_post s WHERE s.adult_id = p.id AND s.ended_at IS NULL
    AND NOT s.role::text = ANY (string_to_array(split_part(coalesce(p.import_hash, ''), '.', 5), '+')))`;

/** Those whom the file takes away: named as such, missing from a file that holds everybody, or now of the other kind. */
const gone = (table: "pupil" | "adult", other: "pupil" | "adult", except = "") => `
SELECT p.id, p.external_id AS ext, '${table}' AS person FROM ${table} p LEFT JOIN im_user u ON u.ext = p.external_id
WHERE p.external_id IS NOT NULL AND p.removed_at IS NULL
  AND (u.remove OR u.person = '${other}' OR (u.ext IS NULL AND import_is_bulk('user')))${except}`;

const allGone = `CREATE TEMP TABLE im_gone ON COMMIT DROP AS ${gone("pupil", "adult")} UNION ALL ${gone("adult", "pupil", ownPost)}`;

/** Everybody with an id in the pupil system, as it will be after this import. */
const persons = `
CREATE TEMP TABLE im_person ON COMMIT DROP AS
SELECT ext, id, 'pupil' AS person, line IS NOT NULL AS named FROM im_pupil
UNION ALL SELECT ext, id, 'adult', line IS NOT NULL FROM im_adult
UNION ALL SELECT p.external_id, p.id, 'pupil', false FROM pupil p WHERE NOT import_is_bulk('user') AND p.external_id IS NOT NULL AND p.removed_at IS NULL
  AND NOT EXISTS (SELECT FROM im_pupil i WHERE i.id = p.id) AND NOT EXISTS (SELECT FROM im_gone g WHERE g.id = p.id)
UNION ALL SELECT a.external_id, a.id, 'adult', false FROM adult a WHERE NOT import_is_bulk('user') AND a.external_id IS NOT NULL AND a.removed_at IS NULL
  AND NOT EXISTS (SELECT FROM im_adult i WHERE i.id = a.id) AND NOT EXISTS (SELECT FROM im_gone g WHERE g.id = a.id)`;

export const peopleDiff = [
  users, "ANALYZE im_user", demographics, "ANALYZE im_demographic", care, "ANALYZE im_care",
  pupils, adults, "ANALYZE im_pupil", "ANALYZE im_adult", allGone, "ANALYZE im_gone", persons, "ANALYZE im_person",
];
