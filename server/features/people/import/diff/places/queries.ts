/** SQL that compares staged classes, places in classes and teaching posts with those that are there (see diff/people/queries). */

const classes = `
CREATE TEMP TABLE im_class ON COMMIT DROP AS
SELECT coalesce(c.id, s.id) AS id, s.external_id AS ext, s.line, s.body->>'name' AS name, m.mark,
  CASE WHEN c.id IS NULL THEN 'added' WHEN c.removed_at IS NOT NULL AND c.import_hash = 'gone' THEN 'revived'
    WHEN c.removed_at IS NOT NULL THEN 'same' WHEN c.import_hash IS DISTINCT FROM m.mark THEN 'changed' ELSE 'same' END AS change
FROM import_row s CROSS JOIN LATERAL (SELECT import_mark(s.body->>'name') AS mark) m
LEFT JOIN class_group c ON c.external_id = s.external_id
WHERE s.run_id = current_setting('import.run')::uuid AND s.kind = 'class' AND NOT s.remove`;

const classesGone = `
CREATE TEMP TABLE im_class_gone ON COMMIT DROP AS
SELECT c.id, c.external_id AS ext, c.name FROM class_group c
LEFT JOIN import_row s ON s.run_id = current_setting('import.run')::uuid AND s.kind = 'class' AND s.external_id = c.external_id
WHERE c.external_id IS NOT NULL AND c.removed_at IS NULL AND (s.remove OR (s.id IS NULL AND import_is_bulk('class')))`;

const classIds = `
CREATE TEMP TABLE im_class_id ON COMMIT DROP AS
SELECT ext, id, name FROM im_class
UNION ALL SELECT c.external_id, c.id, c.name FROM class_group c WHERE NOT import_is_bulk('class') AND c.external_id IS NOT NULL AND c.removed_at IS NULL
  AND NOT EXISTS (SELECT FROM im_class i WHERE i.id = c.id) AND NOT EXISTS (SELECT FROM im_class_gone g WHERE g.id = c.id)`;

/** Pairs, each once: some systems give the same place once a term. */
const places = `
CREATE TEMP TABLE im_place ON COMMIT DROP AS
SELECT DISTINCT ON (s.body->>'place', c.id, p.id) s.id, s.external_id AS ext, s.line, s.body->>'place' AS place, c.id AS class_id, p.id AS person_id
FROM import_row s JOIN im_class_id c ON c.ext = s.body->>'class'
JOIN im_person p ON p.ext = s.body->>'user' AND p.person = CASE s.body->>'place' WHEN 'pupil' THEN 'pupil' ELSE 'adult' END
WHERE s.run_id = current_setting('import.run')::uuid AND s.kind = 'enrolment' AND NOT s.remove
ORDER BY s.body->>'place', c.id, p.id, s.line`;

/**
 * Places are compared by class and person, not by the id of the line: many systems give new ids with each export. A place
 * made by hand (no id, no mark) stays as it is. "mark" is a new id for the same place: noted, not counted as a change.
 */
const pairs = (name: string, table: string, person: string, place: string) => `
CREATE TEMP TABLE ${name} ON COMMIT DROP AS
SELECT * FROM (
  SELECT coalesce(e.id, p.id) AS id, coalesce(p.class_id, e.class_group_id) AS class_id, coalesce(p.person_id, e.${person}) AS person_id, p.ext, e.external_id AS old_ext,
    CASE WHEN p.id IS NULL THEN
        CASE WHEN e.ended_at IS NULL AND (e.external_id IS NOT NULL OR e.import_hash IS NOT NULL) AND (
            import_is_bulk('enrolment') OR s.id IS NOT NULL
            OR EXISTS (SELECT FROM im_gone g WHERE g.id = e.${person}) OR EXISTS (SELECT FROM im_class_gone g WHERE g.id = e.class_group_id))
          THEN 'removed' END
      WHEN e.id IS NULL THEN 'added'
      WHEN e.external_id IS NULL AND e.import_hash IS NULL THEN 'same'
      WHEN e.ended_at IS NOT NULL AND e.import_hash = 'gone' THEN 'revived'
      WHEN e.ended_at IS NOT NULL THEN 'same'
      WHEN e.external_id IS DISTINCT FROM p.ext OR e.import_hash IS NULL THEN 'mark' ELSE 'same' END AS change
  FROM (SELECT * FROM im_place WHERE place = '${place}') p
  FULL JOIN (SELECT id, class_group_id, ${person}, external_id, import_hash, ended_at FROM ${table}) e ON e.class_group_id = p.class_id AND e.${person} = p.person_id
  LEFT JOIN import_row s ON s.run_id = current_setting('import.run')::uuid AND s.kind = 'enrolment' AND s.external_id = e.external_id
) pair WHERE change IS NOT NULL`;

export const placesDiff = [
  classes, classesGone, classIds, "ANALYZE im_class_id", places, "ANALYZE im_place",
  pairs("im_enrolment", "enrolment", "pupil_id", "pupil"), pairs("im_teaching", "teaching_post", "adult_id", "teacher"),
];
