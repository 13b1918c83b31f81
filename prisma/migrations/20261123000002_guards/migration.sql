-- The second wall: the app's role owns no table, and row-level security keeps each school to itself.
DO $$ BEGIN
  CREATE ROLE kingsgate_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT kingsgate_app TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO kingsgate_app;

-- The school of this connection, given once when it is opened (see server/lib/db).
CREATE FUNCTION current_school() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.school_id', true), '')::uuid $$;

-- Every table with a school_id goes behind the wall. Later migrations call this for each table that they add.
CREATE FUNCTION guard_table(t text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY own_school ON %I USING (school_id = current_school()) WITH CHECK (school_id = current_school())', t);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO kingsgate_app', t);
END $$;
REVOKE ALL ON FUNCTION guard_table(text) FROM PUBLIC;

DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT table_name FROM information_schema.columns
           WHERE table_schema = 'public' AND column_name = 'school_id' AND table_name NOT IN ('audit_entry', 'audit_head')
  LOOP
    PERFORM guard_table(t);
  END LOOP;
END $$;

GRANT SELECT ON school, statutory_requirement TO kingsgate_app;

-- The record: append-only, numbered and chained per school.
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_school ON audit_entry USING (school_id = current_school()) WITH CHECK (school_id = current_school());
GRANT SELECT, INSERT ON audit_entry TO kingsgate_app;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_school ON audit_head FOR SELECT USING (school_id = current_school());
GRANT SELECT ON audit_head TO kingsgate_app;

CREATE FUNCTION audit_hash(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    e.prev_hash || E'\x1f' || e.id || E'\x1f' || e.school_id || E'\x1f' || e.seq || E'\x1f'
    || to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || E'\x1f'
    || coalesce(e.actor_id::text, '') || E'\x1f' || e.action || E'\x1f' || e.subject_type || E'\x1f'
    || coalesce(e.subject_id::text, '') || E'\x1f' || coalesce(e.pupil_id::text, '') || E'\x1f'
    || coalesce(e.rule, '') || E'\x1f' || e.detail::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE head audit_head;
BEGIN
  INSERT INTO audit_head (school_id, seq, hash) VALUES (NEW.school_id, 0, '') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE school_id = NEW.school_id FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.prev_hash := head.hash;
  NEW.hash := audit_hash(NEW);
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE school_id = NEW.school_id;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- The first row that does not fit the chain (a change, a gap, a cut-off end), or NULL when all is well.
CREATE FUNCTION audit_first_fault(school uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH rows AS (
    SELECT e, lag(e.hash, 1, '') OVER w AS before, row_number() OVER w AS nth
    FROM audit_entry e WHERE e.school_id = school WINDOW w AS (ORDER BY e.seq)
  ), bad AS (
    SELECT (e).seq AS seq FROM rows
    WHERE (e).hash <> audit_hash(e) OR (e).prev_hash <> before OR (e).seq <> nth
  ), tail AS (
    SELECT h.seq AS seq FROM audit_head h
    WHERE h.school_id = school AND NOT EXISTS (
      SELECT 1 FROM audit_entry e WHERE e.school_id = school AND e.seq = h.seq AND e.hash = h.hash)
      AND h.seq > 0
  )
  SELECT min(seq) FROM (SELECT seq FROM bad UNION ALL SELECT seq FROM tail) faults
$$;

-- A job is added in the transaction that needs it; its payload always carries the school of the connection.
CREATE FUNCTION enqueue_job(task text, payload jsonb, run_at timestamptz DEFAULT NULL, job_key text DEFAULT NULL, queue text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_school() IS NULL THEN RAISE EXCEPTION 'no school'; END IF;
  PERFORM graphile_worker.add_job(
    task, payload := (payload || jsonb_build_object('schoolId', current_school()))::json,
    queue_name := queue, run_at := run_at, max_attempts := 25,
    job_key := CASE WHEN job_key IS NULL THEN NULL ELSE current_school() || ':' || job_key END);
END $$;
GRANT EXECUTE ON FUNCTION current_school(), enqueue_job(text, jsonb, timestamptz, text, text), audit_first_fault(uuid), audit_hash(audit_entry) TO kingsgate_app;

-- What the law asks of a report to parents (England): SI 2005/1437 reg. 6 and Schedule 1, as amended; academies by funding agreement.
INSERT INTO statutory_requirement (id, nation, school_type, code, from_year, to_year, annual_only, source)
SELECT gen_random_uuid(), 'england'::nation, 'maintained'::school_type, code, f, t, annual, source FROM (VALUES
  ('achievements', 0, 13, true, 'SI 2005/1437 Sch. 1 para 1(a)'),
  ('progress', 0, 13, true, 'SI 2005/1437 Sch. 1 para 1(b)'),
  ('discussion', 0, 13, true, 'SI 2005/1437 Sch. 1 para 1(c)'),
  ('attendance', 1, 11, true, 'SI 2005/1437 Sch. 1 para 1(d)'),
  ('public_examinations', 10, 13, true, 'SI 2005/1437 Sch. 1 para 1(e)'),
  ('vocational_qualifications', 10, 13, true, 'SI 2005/1437 Sch. 1 para 1(f)'),
  ('national_tests', 6, 6, true, 'SI 2005/1437 Sch. 1 para 1(g)'),
  ('key_stage_commentary', 6, 6, true, 'SI 2005/1437 Sch. 1 para 2(1)(a)'),
  ('teacher_assessment', 6, 6, true, 'SI 2005/1437 Sch. 1 para 2(1)(b)'),
  ('comparison_school', 6, 6, true, 'SI 2005/1437 Sch. 1 para 2(1)(d)'),
  ('comparison_nation', 6, 6, true, 'SI 2005/1437 Sch. 1 para 2(1)(e)')
) AS r (code, f, t, annual, source)
UNION ALL
SELECT gen_random_uuid(), 'england'::nation, type::school_type, code, 0, 13, true, 'Funding agreement or Independent School Standards: annual written report on progress and attainment in the main subjects'
FROM (VALUES ('academy'), ('independent')) AS types (type), (VALUES ('achievements'), ('progress')) AS codes (code);
