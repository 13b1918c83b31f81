/** The writes of an import, in their order: constant statements over the tables that diff/queries prepared, in one transaction. */

const NOW = "current_setting('import.now')::timestamptz";
const NEW = "('added')";
const OLD = "('changed', 'revived')";

const classes = [
  `INSERT INTO class_group (id, school_id, external_id, name, import_hash) SELECT id, current_school(), ext, name, mark FROM im_class WHERE change IN ${NEW}`,
  `UPDATE class_group c SET name = i.name, import_hash = i.mark, removed_at = NULL FROM im_class i WHERE i.id = c.id AND i.change IN ${OLD}`,
  `UPDATE class_group c SET removed_at = ${NOW}, import_hash = 'gone' FROM im_class_gone g WHERE g.id = c.id`,
];

const pupils = [
  `INSERT INTO pupil (id, school_id, external_id, given_name, family_name, wording_form, year_group, date_of_birth, import_hash, created_at, updated_at)
   SELECT id, current_school(), ext, given, family, form, year, born, mark, ${NOW}, ${NOW} FROM im_pupil WHERE change IN ${NEW}`,
  `UPDATE pupil p SET given_name = i.given, family_name = i.family, wording_form = i.form, year_group = i.year, date_of_birth = i.born, import_hash = i.mark,
     removed_at = NULL, updated_at = ${NOW} FROM im_pupil i WHERE i.id = p.id AND i.change IN ${OLD}`,
  `UPDATE pupil p SET removed_at = ${NOW}, import_hash = 'gone', updated_at = ${NOW} FROM im_gone g WHERE g.id = p.id AND g.person = 'pupil'`,
];

/** Who leaves is signed out in the same breath, and her address is free for somebody else. */
const leavers = [
  `DELETE FROM session s USING im_gone g WHERE s.adult_id = g.id AND g.person = 'adult'`,
  `DELETE FROM sign_in_token t USING im_gone g WHERE t.adult_id = g.id AND g.person = 'adult'`,
  `UPDATE staff_post s SET ended_at = ${NOW} FROM im_gone g JOIN adult a ON a.id = g.id WHERE s.adult_id = g.id AND g.person = 'adult' AND s.ended_at IS NULL
     AND s.role::text = ANY (string_to_array(split_part(coalesce(a.import_hash, ''), '.', 5), '+'))`,
  `UPDATE adult a SET removed_at = ${NOW}, import_hash = 'gone', email = NULL, updated_at = ${NOW} FROM im_gone g WHERE g.id = a.id AND g.person = 'adult'`,
];

const adults = [
  // Two adults may swap addresses in one file: each lets go of the old one first.
  `UPDATE adult a SET email = NULL FROM im_adult i WHERE i.id = a.id AND i.change IN ${OLD} AND i.email_moves AND a.email IS NOT NULL`,
  `UPDATE adult a SET given_name = i.given, family_name = i.family, email = i.email, phone = i.phone, spoken_languages = i.spoken, reading_language = i.reading,
     reading_need = i.need, address_lines = i.address, safe_address = i.safe, import_hash = i.mark, removed_at = NULL, updated_at = ${NOW}
   FROM im_adult i WHERE i.id = a.id AND i.change IN ${OLD}`,
  `INSERT INTO adult (id, school_id, external_id, given_name, family_name, email, phone, spoken_languages, reading_language, reading_need, address_lines, safe_address,
     import_hash, created_at, updated_at)
   SELECT id, current_school(), ext, given, family, email, phone, spoken, reading, need, address, safe, mark, ${NOW}, ${NOW} FROM im_adult WHERE change IN ${NEW}`,
];

/** What the file says of how adults understand, kept with the history whenever it is another answer than the file's last one. */
const answers = [
  `INSERT INTO profile_answer (id, school_id, adult_id, question, value, source, at)
   SELECT uuid_v7(${NOW}), current_school(), i.id, q.question, q.value, 'import', ${NOW}
   FROM im_adult i JOIN im_care c ON c.ext = i.ext CROSS JOIN LATERAL (VALUES
     ('speaks'::profile_question, string_to_array(c.spoken, E'\\x1f')), ('reading', ARRAY[c.need]), ('reading_language', ARRAY[c.reading])
   ) AS q (question, value)
   WHERE i.change IN ('added', 'changed', 'revived') AND q.value[1] IS NOT NULL AND q.value IS DISTINCT FROM (
     SELECT p.value FROM profile_answer p WHERE p.adult_id = i.id AND p.question = q.question AND p.source = 'import' ORDER BY p.at DESC, p.id DESC LIMIT 1)`,
];

/** A post follows the file only when the file's role has changed: what the school decided since then stays. */
const posts = [
  `UPDATE staff_post s SET ended_at = ${NOW} FROM im_adult i WHERE s.adult_id = i.id AND s.ended_at IS NULL AND i.change IN ${OLD} AND i.posts <> i.old_posts
     AND s.role::text = ANY (string_to_array(i.old_posts, '+')) AND NOT s.role::text = ANY (string_to_array(i.posts, '+'))`,
  `INSERT INTO staff_post (id, school_id, adult_id, role)
   SELECT uuid_v7(${NOW}), current_school(), i.id, p::staff_role FROM im_adult i CROSS JOIN LATERAL unnest(string_to_array(nullif(i.posts, ''), '+')) AS p
   WHERE i.change IN ('added', 'changed', 'revived') AND i.posts <> i.old_posts AND NOT p = ANY (string_to_array(i.old_posts, '+'))
   ON CONFLICT (adult_id, role) DO UPDATE SET ended_at = NULL WHERE staff_post.ended_at IS NOT NULL`,
];

const places = (name: string, table: string, person: string) => [
  `UPDATE ${table} e SET ended_at = ${NOW}, import_hash = 'gone', external_id = NULL FROM ${name} i WHERE i.id = e.id AND i.change = 'removed'`,
  // Ids may have moved between places: whoever has an id that is another's now lets go of it first.
  `UPDATE ${table} e SET external_id = NULL FROM ${name} i WHERE e.external_id = i.ext AND e.id <> i.id AND i.change IN ('added', 'mark', 'revived')`,
  `UPDATE ${table} e SET external_id = i.ext, import_hash = 'in', ended_at = NULL FROM ${name} i WHERE i.id = e.id AND i.change IN ('mark', 'revived')`,
  `INSERT INTO ${table} (id, school_id, external_id, class_group_id, ${person}, import_hash)
   SELECT id, current_school(), ext, class_id, person_id, 'in' FROM ${name} WHERE change = 'added'`,
];

const links = [
  `INSERT INTO guardian_link (id, school_id, adult_id, pupil_id, relation, parental_responsibility, evidence, has_care, lives_with, contact_order, import_hash, created_at)
   SELECT id, current_school(), adult_id, pupil_id, coalesce(relation, CASE WHEN relative THEN 'relative' ELSE 'other' END)::relation,
     coalesce(pr, 'unknown')::parental_responsibility, evidence, coalesce(care, false), coalesce(lives, false), contact_order, mark, ${NOW}
   FROM im_link WHERE change = 'added'`,
  `UPDATE guardian_link l SET removed_at = ${NOW}, import_hash = 'gone' FROM im_link i WHERE i.id = l.id AND i.change = 'removed'`,
  `UPDATE guardian_link l SET import_hash = i.mark FROM im_link i WHERE i.id = l.id AND i.change = 'mark'`,
  // A confirmed link that would open with the new facts and was shut with the old ones waits for the school again (people/policy decides the same).
  `UPDATE guardian_link l SET relation = n.relation, parental_responsibility = n.pr, evidence = coalesce(n.evidence, l.evidence), has_care = n.care,
     lives_with = coalesce(n.lives, l.lives_with), contact_order = coalesce(n.contact_order, l.contact_order), import_hash = n.mark, removed_at = NULL,
     confirmed_at = CASE WHEN n.keeps THEN l.confirmed_at END, confirmed_by_id = CASE WHEN n.keeps THEN l.confirmed_by_id END
   FROM (
     SELECT v.*, v.change = 'changed' AND (v.old_opens OR NOT (v.pr = 'yes' OR v.care OR (v.pr = 'no' AND v.relation IN ('mother', 'father')))) AS keeps
     FROM (
       SELECT i.id, i.mark, i.change, i.evidence, i.lives, i.contact_order, coalesce(i.relation::relation, o.relation) AS relation,
         coalesce(i.pr::parental_responsibility, o.parental_responsibility) AS pr, coalesce(i.care, o.has_care) AS care,
         o.parental_responsibility = 'yes' OR o.has_care OR (o.parental_responsibility = 'no' AND o.relation IN ('mother', 'father')) AS old_opens
       FROM im_link i JOIN guardian_link o ON o.id = i.id WHERE i.change IN ${OLD}
     ) v
   ) n WHERE n.id = l.id`,
  // Whoever comes back is known again, but trusted only when the school says so, for links made by hand too.
  `UPDATE guardian_link l SET confirmed_at = NULL, confirmed_by_id = NULL WHERE l.confirmed_at IS NOT NULL
     AND (l.adult_id IN (SELECT id FROM im_adult WHERE change = 'revived') OR l.pupil_id IN (SELECT id FROM im_pupil WHERE change = 'revived'))`,
];

/** Steps, with the kind whose staged rows each disposes of: progress is counted in rows. */
export const applySteps: readonly { kinds: readonly string[]; statements: readonly string[] }[] = [
  { kinds: ["class"], statements: classes },
  { kinds: ["demographic"], statements: pupils },
  { kinds: ["user", "role"], statements: [...leavers, ...adults, ...answers, ...posts] },
  { kinds: ["enrolment"], statements: [...places("im_enrolment", "enrolment", "pupil_id"), ...places("im_teaching", "teaching_post", "adult_id")] },
  { kinds: ["link"], statements: links },
];
