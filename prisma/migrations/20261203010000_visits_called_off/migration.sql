-- An order that keeps an adult from messages or meetings about a child, and a link that ends, call off the visits to that adult about that child in the
-- same transaction. People, who write orders, know nothing of visits.
ALTER TABLE "visit" ADD COLUMN "called_off_at" TIMESTAMPTZ(3);

-- The link is locked: a visit that is being planned waits or is seen, and whoever chooses a time at this moment holds the visit's own row. Whoever is inside,
-- or should be by now, is still missed when they do not come out: their clock runs on, and they are told. A job of the same transaction tells them and the office.
CREATE FUNCTION end_visits(link uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE l guardian_link; v visit;
BEGIN
  SELECT * INTO l FROM guardian_link WHERE id = link FOR UPDATE;
  -- Whoever writes as the database's owner acts for no school yet, and a job is always a school's.
  IF current_school() IS NULL THEN PERFORM set_config('app.school_id', l.school_id::text, true); END IF;
  FOR v IN
    UPDATE visit SET called_off_at = at, state = CASE WHEN state = 'under_way' OR (state = 'booked' AND starts_at <= at) THEN state ELSE 'cancelled' END
    WHERE adult_id = l.adult_id AND pupil_id = l.pupil_id AND state IN ('asked', 'offered', 'booked', 'under_way') AND called_off_at IS NULL
    RETURNING *
  LOOP
    IF v.state = 'cancelled' THEN DELETE FROM visit_hour WHERE visit_id = v.id; END IF;
    PERFORM enqueue_job('contacts.visitCalledOff', jsonb_build_object('visitId', v.id));
  END LOOP;
END $$;
-- The moment is the one that the order and the end of the link carry: one clock.
CREATE FUNCTION end_restricted_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.lifted_at IS NULL AND NEW.scopes && '{messages,meetings}' THEN PERFORM end_visits(NEW.link_id, NEW.starts_on); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER end_restricted_visits AFTER INSERT ON "restriction" FOR EACH ROW EXECUTE FUNCTION end_restricted_visits();
CREATE FUNCTION end_unlinked_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM end_visits(NEW.id, NEW.removed_at);
  RETURN NULL;
END $$;
CREATE TRIGGER end_unlinked_visits AFTER UPDATE OF removed_at ON "guardian_link" FOR EACH ROW
  WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL) EXECUTE FUNCTION end_unlinked_visits();
GRANT EXECUTE ON FUNCTION end_visits(uuid, timestamptz), end_restricted_visits(), end_unlinked_visits() TO kingsgate_app;
