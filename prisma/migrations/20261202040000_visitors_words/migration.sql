-- What visitors write is text of languages, so that staff can read it in English: what they do not eat, what else they say, and how it was.
ALTER TABLE "event_booking" ADD COLUMN "food_words_id" UUID, ADD COLUMN "words_id" UUID, ADD COLUMN "feedback_id" UUID;

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
  SELECT b.id AS booking_id, b.school_id, b.created_at, g.language, w.part, btrim(w.body, E' \t\r\n') AS body, gen_random_uuid() AS text_id
  FROM "event_booking" b JOIN "guest" g ON g.id = b.guest_id
  CROSS JOIN LATERAL (VALUES ('food', b.food_words), ('words', b.words), ('feedback', b.feedback)) AS w (part, body)
  WHERE btrim(w.body, E' \t\r\n') <> '';
INSERT INTO "content_text" (id, school_id, language, kind, created_at) SELECT text_id, school_id, language, 'events.said', created_at FROM said;
INSERT INTO "segment" (id, school_id, text_id, position, body, hash)
  SELECT gen_random_uuid(), school_id, text_id, 0, body, encode(sha256(convert_to(body, 'UTF8')), 'hex') FROM said;
UPDATE "event_booking" b SET
  food_words_id = (SELECT text_id FROM said WHERE booking_id = b.id AND part = 'food'),
  words_id = (SELECT text_id FROM said WHERE booking_id = b.id AND part = 'words'),
  feedback_id = (SELECT text_id FROM said WHERE booking_id = b.id AND part = 'feedback')
WHERE b.id IN (SELECT booking_id FROM said);
ALTER TABLE "event_booking" DROP COLUMN "food_words", DROP COLUMN "words", DROP COLUMN "feedback";

-- Whoever deletes a booking deletes what its family wrote, with every translation of it: no command can forget that.
CREATE FUNCTION event_booking_takes_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM content_text WHERE id IN (OLD.food_words_id, OLD.words_id, OLD.feedback_id);
  RETURN NULL;
END $$;
CREATE TRIGGER event_booking_takes_its_words AFTER DELETE ON "event_booking" FOR EACH ROW EXECUTE FUNCTION event_booking_takes_its_words();
