/**
 * SQL that finds what only all rows together show: the same id twice, references to nobody, shared e-mail addresses. Each
 * statement answers (kind, line, col, code, fatal, args); the words are in messages/<tag>/import.json under problems.
 */

const RUN = "run_id = current_setting('import.run')::uuid";

/** The same id on two lines of a file: the later ones are named, with the first. */
const idTwice = `
SELECT kind, line, CASE kind WHEN 'link' THEN 'pupil' ELSE 'sourcedId' END AS col, CASE kind WHEN 'link' THEN 'link_twice' ELSE 'id_twice' END AS code,
  true AS fatal, jsonb_build_object('first', first) AS args
FROM (SELECT kind, line, min(line) OVER same AS first, row_number() OVER (PARTITION BY kind, external_id ORDER BY line) AS nth
  FROM import_row WHERE ${RUN} WINDOW same AS (PARTITION BY kind, external_id)) r WHERE nth > 1`;

const roles = `
SELECT 'user', line, 'role', CASE WHEN mixed THEN 'role_mixed' ELSE 'role_missing' END, true, '{}'::jsonb
FROM im_user WHERE NOT remove AND NOT bad AND (mixed OR person IS NULL)`;

const grades = `
SELECT 'user', line, 'grades', 'grade_missing', true, '{}'::jsonb FROM im_user WHERE NOT remove AND NOT bad AND person = 'pupil' AND year IS NULL`;

const unknown = (kind: string, key: string, col: string, known: string) => `
SELECT '${kind}', r.line, '${col}', 'reference_unknown', true, jsonb_build_object('value', left(${key}, 60))
FROM import_row r WHERE r.${RUN} AND r.kind = '${kind}' AND NOT r.remove AND NOT EXISTS (SELECT FROM ${known} k WHERE k.ext = ${key})`;

const roleUsers = `
SELECT 'role', r.line, 'userSourcedId', 'role_without_user', false, jsonb_build_object('value', left(r.body->>'user', 60))
FROM import_row r WHERE r.${RUN} AND r.kind = 'role' AND NOT r.remove AND NOT import_is_bulk('role') AND NOT EXISTS (SELECT FROM im_user u WHERE u.ext = r.body->>'user')
  AND EXISTS (SELECT FROM im_person p WHERE p.ext = r.body->>'user')`;

const placeKinds = `
SELECT 'enrolment', r.line, 'userSourcedId', CASE r.body->>'place' WHEN 'pupil' THEN 'enrolment_not_pupil' ELSE 'enrolment_not_adult' END, true,
  jsonb_build_object('value', left(r.body->>'user', 60))
FROM import_row r JOIN im_person p ON p.ext = r.body->>'user'
WHERE r.${RUN} AND r.kind = 'enrolment' AND NOT r.remove AND (p.person = 'pupil') <> (r.body->>'place' = 'pupil')`;

const placeTwice = `
SELECT 'enrolment', line, 'userSourcedId', 'enrolment_twice', false, jsonb_build_object('first', first)
FROM (SELECT line, min(line) OVER same AS first, row_number() OVER (PARTITION BY body->>'class', body->>'user', body->>'place' ORDER BY line) AS nth
  FROM import_row WHERE ${RUN} AND kind = 'enrolment' AND NOT remove WINDOW same AS (PARTITION BY body->>'class', body->>'user', body->>'place')) r WHERE nth > 1`;

/** Links to nobody stop the import; links between two of a kind are left out and said. */
const agents = `
SELECT 'user', s.line, 'agentSourcedIds',
  CASE WHEN o.ext IS NULL THEN 'reference_unknown' WHEN s.side = 'p' THEN 'agent_not_adult' ELSE 'agent_not_pupil' END, o.ext IS NULL,
  jsonb_build_object('value', left(CASE s.side WHEN 'p' THEN s.adult_ext ELSE s.pupil_ext END, 60))
FROM im_stated s LEFT JOIN im_person o ON o.ext = CASE s.side WHEN 'p' THEN s.adult_ext ELSE s.pupil_ext END
WHERE o.person <> CASE s.side WHEN 'p' THEN 'adult' ELSE 'pupil' END
  OR (o.ext IS NULL AND NOT EXISTS (SELECT FROM im_user u WHERE u.bad AND u.ext = CASE s.side WHEN 'p' THEN s.adult_ext ELSE s.pupil_ext END))`;

const oneSided = `
SELECT 'user', p.line, 'agentSourcedIds', 'link_one_sided', false,
  jsonb_build_object('side', CASE WHEN p.p THEN 'pupil' ELSE 'adult' END, 'adult', left(a.ext, 60), 'pupil', left(c.ext, 60))
FROM im_pair p JOIN im_person a ON a.id = p.adult_id JOIN im_person c ON c.id = p.pupil_id WHERE p.both_named AND p.p <> p.a`;

const linkKinds = (col: "adult" | "pupil") => `
SELECT 'link', r.line, '${col}', 'link_not_${col}', true, jsonb_build_object('value', left(r.body->>'${col}', 60))
FROM import_row r WHERE r.${RUN} AND r.kind = 'link' AND EXISTS (SELECT FROM im_person p WHERE p.ext = r.body->>'${col}' AND p.person <> '${col}')
  AND NOT EXISTS (SELECT FROM im_person p WHERE p.ext = r.body->>'${col}' AND p.person = '${col}')`;

/** One adult, two lines, two answers. */
const adultDiffers = (key: string, col: string) => `
SELECT 'link', line, '${col}', 'adult_differs', true, jsonb_build_object('first', first_line)
FROM (SELECT line, value, first_value(value) OVER adult AS first_value, first_value(line) OVER adult AS first_line
  FROM (SELECT line, body->>'adult' AS ext, body->>'${key}' AS value FROM import_row WHERE ${RUN} AND kind = 'link' AND body->>'${key}' IS NOT NULL) r
  WINDOW adult AS (PARTITION BY ext ORDER BY line)) w WHERE value <> first_value`;

/** An address that two adults share would let one read what is meant for the other. */
const emailTwice = `
SELECT 'user', u.line, 'email', 'email_twice', true, jsonb_build_object('lines', d.lines, 'value', left(u.email, 60))
FROM im_user u JOIN (SELECT email, string_agg(line::text, ', ' ORDER BY line) AS lines FROM (
    SELECT email, line, row_number() OVER (PARTITION BY email ORDER BY line) AS nth FROM im_user WHERE person = 'adult' AND NOT remove AND email IS NOT NULL) e
  WHERE nth <= 20 GROUP BY email HAVING count(*) > 1) d ON d.email = u.email
WHERE u.person = 'adult' AND NOT u.remove`;

/** An address that somebody else in the school has and keeps. */
const emailTaken = `
SELECT 'user', i.line, 'email', CASE WHEN a.external_id IS NULL THEN 'email_by_hand' ELSE 'email_taken' END, true, jsonb_build_object('value', left(i.email, 60))
FROM im_adult i JOIN adult a ON a.email = i.email AND a.id <> i.id
WHERE i.change <> 'same' AND i.email_moves AND NOT EXISTS (SELECT FROM im_gone g WHERE g.id = a.id)
  AND NOT EXISTS (SELECT FROM im_adult o WHERE o.id = a.id AND o.email_moves AND o.change <> 'same')`;

/** A user whose own line is bad is known all the same: one mistake, one problem. */
const knownUsers = "(SELECT ext FROM im_person UNION ALL SELECT ext FROM im_user WHERE bad OR person IS NULL)";

/** Checks that each file stands for by itself. They make sense even when lines of another file could not be read. */
export const ownChecks = [
  idTwice, emailTwice,
  adultDiffers("spoken", "spoken_language"), adultDiffers("reading", "reading_language"), adultDiffers("need", "reading_need"),
  adultDiffers("address", "postal_address"), adultDiffers("safe", "safe_address"),
];

/** Checks of all rows together. */
export const crossChecks = [
  roles, grades, roleUsers,
  unknown("role", "r.body->>'user'", "userSourcedId", knownUsers),
  unknown("demographic", "r.external_id", "sourcedId", knownUsers),
  unknown("enrolment", "r.body->>'class'", "classSourcedId", "im_class_id"),
  unknown("enrolment", "r.body->>'user'", "userSourcedId", knownUsers),
  unknown("link", "r.body->>'adult'", "adult", knownUsers),
  unknown("link", "r.body->>'pupil'", "pupil", knownUsers),
  linkKinds("adult"), linkKinds("pupil"), placeKinds, placeTwice, agents, oneSided, emailTaken,
];

/** What may have changed in the school between the preview and the moment of applying. */
export const lastChecks = [
  emailTaken,
  unknown("enrolment", "r.body->>'class'", "classSourcedId", "im_class_id"),
  unknown("enrolment", "r.body->>'user'", "userSourcedId", knownUsers),
  unknown("link", "r.body->>'adult'", "adult", knownUsers),
  unknown("link", "r.body->>'pupil'", "pupil", knownUsers),
];

/** Keeps what a check finds, up to a number of each kind; the rest are counted in one line. Takes: fatal kept, warnings kept. */
export const keepProblems = (check: string) => `
WITH found (kind, line, col, code, fatal, args) AS (${check}), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY code ORDER BY line) AS nth, count(*) OVER (PARTITION BY code) AS many FROM (SELECT DISTINCT * FROM found) d)
INSERT INTO import_problem (id, school_id, run_id, file, line, "column", code, fatal, args)
SELECT uuid_v7(current_setting('import.now')::timestamptz), current_school(), current_setting('import.run')::uuid,
  CASE kind WHEN 'user' THEN 'users.csv' WHEN 'role' THEN 'roles.csv' WHEN 'demographic' THEN 'demographics.csv' WHEN 'class' THEN 'classes.csv'
    WHEN 'enrolment' THEN 'enrollments.csv' ELSE current_setting('import.links_file') END,
  line, CASE WHEN nth <= most THEN col END, CASE WHEN nth <= most THEN code ELSE 'more_like_this' END, fatal,
  CASE WHEN nth <= most THEN args ELSE jsonb_build_object('count', many - most) END
FROM ranked, LATERAL (SELECT CASE WHEN fatal THEN $1::int ELSE $2::int END AS most) m WHERE nth <= most + 1`;
