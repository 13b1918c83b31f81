-- What the school promised in a meeting is a task of the teacher. Whoever ends that task, on the list of the day or with a note of what was said, has kept the
-- promise, in the same transaction and with its own line in the record. A task that only fell away (not needed, a wrong number) leaves the promise open: both still see it.
CREATE FUNCTION keep_promise_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH kept AS (
    UPDATE meeting_promise SET kept_at = NEW.done_at, kept_by_id = NEW.done_by_id WHERE id = NEW.subject_id AND kept_at IS NULL RETURNING id, school_id, pupil_id
  )
  INSERT INTO audit_entry (id, school_id, at, actor_id, action, subject_type, subject_id, pupil_id, detail)
  SELECT gen_random_uuid(), school_id, NEW.done_at, NEW.done_by_id, 'meetings.keepPromise', 'meeting_promise', id, pupil_id, '{"by": "task"}' FROM kept;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_promise_of_task AFTER UPDATE OF done_at ON "task" FOR EACH ROW
  WHEN (OLD.done_at IS NULL AND NEW.done_at IS NOT NULL AND NEW.unique_key LIKE 'meeting-promise:%' AND NEW.outcome IN ('reached', 'reached_and_understood', 'time_agreed'))
  EXECUTE FUNCTION keep_promise_of_task();
GRANT EXECUTE ON FUNCTION keep_promise_of_task() TO kingsgate_app;
