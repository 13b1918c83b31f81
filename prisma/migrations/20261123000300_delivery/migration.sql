-- What the sender asks for next: the most urgent first, then the one that has waited longest. A row under way moves its next
-- try to the end of its lease, so one condition finds new, waiting and abandoned rows alike.
CREATE INDEX delivery_due ON delivery (school_id, urgency, next_try_at) WHERE channel = 'email' AND state IN ('queued', 'sending');

-- A restriction that takes reports away stops, in its own transaction, what this adult was about to be told of this child.
-- It stands in the database because people, who write restrictions, know nothing of delivery.
CREATE FUNCTION restriction_stops_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE adult uuid; child uuid;
BEGIN
  IF NEW.lifted_at IS NOT NULL OR NOT 'reports' = ANY(NEW.scopes) THEN RETURN NEW; END IF;
  SELECT l.adult_id, l.pupil_id INTO adult, child FROM guardian_link l WHERE l.id = NEW.link_id;
  WITH stopped AS (
    UPDATE message m SET cancelled_at = NEW.created_at
    WHERE m.school_id = NEW.school_id AND m.adult_id = adult AND m.pupil_id = child AND m.cancelled_at IS NULL
      AND EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.state IN ('queued', 'sending'))
    RETURNING m.id
  )
  UPDATE delivery d SET state = 'cancelled', lease_until = NULL FROM stopped
  WHERE d.message_id = stopped.id AND d.state IN ('queued', 'sending');
  UPDATE task SET done_at = NEW.created_at, outcome = 'cancelled'
  WHERE school_id = NEW.school_id AND adult_id = adult AND pupil_id = child AND done_at IS NULL AND kind IN ('call', 'talk_request');
  RETURN NEW;
END $$;
CREATE TRIGGER restriction_stops_delivery AFTER INSERT ON restriction FOR EACH ROW EXECUTE FUNCTION restriction_stops_delivery();
