/** SQL that compares adult and child as the files link them with the links that are there (see diff/people/queries). */

/** Every link that a row of users.csv states, with the side that states it: the pupil's row (p) or the adult's (a). */
const statements = `
CREATE TEMP TABLE im_stated ON COMMIT DROP AS
SELECT u.ext AS pupil_ext, agent AS adult_ext, 'p' AS side, u.line
FROM im_user u CROSS JOIN LATERAL unnest(string_to_array(u.agents, E'\\x1f')) AS agent WHERE u.person = 'pupil' AND NOT u.remove AND u.agents IS NOT NULL
UNION ALL
SELECT agent, u.ext, 'a', u.line
FROM im_user u CROSS JOIN LATERAL unnest(string_to_array(u.agents, E'\\x1f')) AS agent WHERE u.person = 'adult' AND NOT u.remove AND u.agents IS NOT NULL`;

const pairs = `
CREATE TEMP TABLE im_pair ON COMMIT DROP AS
SELECT a.id AS adult_id, p.id AS pupil_id, bool_or(s.side = 'p') AS p, bool_or(s.side = 'a') AS a, coalesce(bool_or(u.relative), false) AS relative,
  min(s.line) AS line, bool_and(a.named) AND bool_and(p.named) AS both_named
FROM im_stated s JOIN im_person a ON a.ext = s.adult_ext AND a.person = 'adult' JOIN im_person p ON p.ext = s.pupil_ext AND p.person = 'pupil'
LEFT JOIN im_user u ON u.ext = s.adult_ext
GROUP BY 1, 2`;

const ownRows = `
CREATE TEMP TABLE im_own ON COMMIT DROP AS
SELECT DISTINCT ON (a.id, p.id) a.id AS adult_id, p.id AS pupil_id, r.body->>'relation' AS relation, r.body->>'pr' AS pr, r.body->>'evidence' AS evidence,
  (r.body->>'care')::boolean AS care, (r.body->>'lives')::boolean AS lives, (r.body->>'order')::int AS contact_order,
  import_mark(ROW(r.body->>'relation', r.body->>'pr', r.body->>'evidence', r.body->>'care', r.body->>'lives', r.body->>'order')::text) AS mark
FROM import_row r JOIN im_person a ON a.ext = r.body->>'adult' AND a.person = 'adult' JOIN im_person p ON p.ext = r.body->>'pupil' AND p.person = 'pupil'
WHERE r.run_id = current_setting('import.run')::uuid AND r.kind = 'link' ORDER BY a.id, p.id, r.line`;

/**
 * A link's mark is its sides and the mark of its line in links.csv. A side is heard again only when its row is in the upload,
 * so a delta with one parent leaves the other's links alone. A link goes when no side states it any more, or when one of its
 * people goes; links made by hand (no mark) stay. Links from links.csv alone go only with their people.
 */
const links = `
CREATE TEMP TABLE im_link ON COMMIT DROP AS
WITH wanted AS (
  SELECT coalesce(p.adult_id, o.adult_id) AS adult_id, coalesce(p.pupil_id, o.pupil_id) AS pupil_id, coalesce(p.p, false) AS p, coalesce(p.a, false) AS a,
    coalesce(p.relative, false) AS relative, o.relation, o.pr, o.evidence, o.care, o.lives, o.contact_order, o.mark
  FROM im_pair p FULL JOIN im_own o ON o.adult_id = p.adult_id AND o.pupil_id = p.pupil_id
), joined AS (
  SELECT l.id AS old_id, coalesce(w.adult_id, l.adult_id) AS adult_id, coalesce(w.pupil_id, l.pupil_id) AS pupil_id, w.relative,
    w.relation, w.pr, w.evidence, w.care, w.lives, w.contact_order, w.mark, l.import_hash, l.removed_at,
    coalesce(w.p, false) AS p, coalesce(w.a, false) AS a, split_part(coalesce(l.import_hash, ''), '.', 1) AS old_sides, split_part(coalesce(l.import_hash, ''), '.', 2) AS old_mark
  FROM wanted w FULL JOIN (SELECT id, adult_id, pupil_id, import_hash, removed_at FROM guardian_link) l ON l.adult_id = w.adult_id AND l.pupil_id = w.pupil_id
  WHERE l.id IS NULL OR l.import_hash IS NOT NULL
), heard AS (
  SELECT j.*, concat(
      CASE WHEN (CASE WHEN coalesce(pp.named, import_is_bulk('user')) THEN j.p ELSE j.p OR j.old_sides LIKE '%p%' END) THEN 'p' END,
      CASE WHEN (CASE WHEN coalesce(ap.named, import_is_bulk('user')) THEN j.a ELSE j.a OR j.old_sides LIKE '%a%' END) THEN 'a' END) AS sides,
    EXISTS (SELECT FROM im_gone g WHERE g.id = j.adult_id) OR EXISTS (SELECT FROM im_gone g WHERE g.id = j.pupil_id) AS lost
  FROM joined j LEFT JOIN im_person pp ON pp.id = j.pupil_id LEFT JOIN im_person ap ON ap.id = j.adult_id
), decided AS (
  SELECT h.*, sides || '.' || coalesce(mark, old_mark) AS new_hash,
    CASE WHEN lost THEN CASE WHEN old_id IS NOT NULL AND removed_at IS NULL THEN 'removed' END
      WHEN old_id IS NULL THEN 'added'
      WHEN removed_at IS NOT NULL THEN CASE WHEN import_hash = 'gone' AND (p OR a OR mark IS NOT NULL) THEN 'revived' WHEN p OR a OR mark IS NOT NULL THEN 'same' END
      WHEN sides = '' AND old_sides <> '' AND mark IS NULL THEN 'removed'
      WHEN mark IS NOT NULL AND mark <> old_mark THEN 'changed'
      WHEN sides <> old_sides THEN 'mark'
      ELSE 'same' END AS change
  FROM heard h
)
SELECT coalesce(old_id, uuid_v7(current_setting('import.now')::timestamptz)) AS id, adult_id, pupil_id, relative, relation, pr, evidence, care, lives, contact_order,
  new_hash AS mark, change
FROM decided WHERE change IS NOT NULL`;

export const linksDiff = [statements, "ANALYZE im_stated", pairs, "ANALYZE im_pair", ownRows, "ANALYZE im_own", links, "ANALYZE im_link"];
