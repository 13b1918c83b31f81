-- What changed lately, so that a finished page in memory can be known to be still true (decision 010).
CREATE TABLE school_change (
    school_id UUID NOT NULL,
    adult_id UUID NOT NULL,
    xid BIGINT NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    CONSTRAINT school_change_pkey PRIMARY KEY (school_id, adult_id, xid)
);
CREATE INDEX school_change_school_id_at_idx ON school_change (school_id, at);
ALTER TABLE school_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_school ON school_change FOR SELECT USING (school_id IN (current_school(), '00000000-0000-0000-0000-000000000000'));
GRANT SELECT ON school_change TO kingsgate_app;

-- One row a transaction, whatever it writes: rows are only ever added, so writers never wait for each other.
-- A connection without a school (setting up, moving house) counts for every school.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_setting('app.change_noted', true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
  INSERT INTO school_change (school_id, adult_id, xid)
    VALUES (coalesce(current_school(), '00000000-0000-0000-0000-000000000000'), '00000000-0000-0000-0000-000000000000', pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
  PERFORM set_config('app.change_noted', pg_current_xact_id()::text, true);
  RETURN NULL;
END $$;

-- A change that one adult alone can see: their own receipt.
CREATE FUNCTION note_change_of_adult() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO school_change (school_id, adult_id, xid) VALUES (NEW.school_id, NEW.adult_id, pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Later migrations call this for each table whose rows a page may show.
CREATE FUNCTION watch_table(t text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION note_change()', t);
END $$;
REVOKE ALL ON FUNCTION watch_table(text) FROM PUBLIC;

DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT table_name FROM information_schema.columns
           WHERE table_schema = 'public' AND column_name = 'school_id' AND table_name NOT IN (
             'school_change', 'audit_entry', 'audit_head', 'session', 'sign_in_token', 'rate_limit', 'second_factor', 'recovery_code',
             'message', 'delivery', 'task', 'sink_mail', 'report_receipt', 'import_row', 'import_chunk', 'import_problem', 'translation_call')
  LOOP
    PERFORM watch_table(t);
  END LOOP;
END $$;
SELECT watch_table('school');

-- The first look is no news to whoever looked; an answer is.
CREATE TRIGGER note_answer AFTER INSERT ON report_receipt FOR EACH ROW
  WHEN (NEW.acknowledged_at IS NOT NULL OR NEW.talk_requested_at IS NOT NULL) EXECUTE FUNCTION note_change_of_adult();
CREATE TRIGGER note_answer_again AFTER UPDATE ON report_receipt FOR EACH ROW
  WHEN ((OLD.acknowledged_at, OLD.talk_requested_at, OLD.talk_note_id) IS DISTINCT FROM (NEW.acknowledged_at, NEW.talk_requested_at, NEW.talk_note_id))
  EXECUTE FUNCTION note_change_of_adult();

-- How things stand for one adult: another value after every commit that could show on a page of theirs.
-- Rows that leave are older than every row that comes, so the sum never returns to what it was.
CREATE FUNCTION change_stamp(school uuid, adult uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT count(*) || '.' || coalesce(sum(xid), 0) FROM school_change
  WHERE school_id IN (school, '00000000-0000-0000-0000-000000000000') AND adult_id IN (adult, '00000000-0000-0000-0000-000000000000')
$$;

-- Forgets what is older than an hour: no page is kept so long.
CREATE FUNCTION forget_changes() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM school_change WHERE school_id IN (current_school(), '00000000-0000-0000-0000-000000000000') AND at < now() - interval '1 hour'
$$;
GRANT EXECUTE ON FUNCTION change_stamp(uuid, uuid), forget_changes() TO kingsgate_app;
