-- What is said in a conversation or of a visit is opened to staff by that record's own rule, and never by a note's own id.
ALTER TABLE "voice_note" ADD COLUMN "of_record" BOOLEAN NOT NULL DEFAULT false;
UPDATE "voice_note" SET "of_record" = true WHERE "subject_id" IN (SELECT "id" FROM "post");

-- What a family said of where to meet goes with the visit that it belongs to.
CREATE FUNCTION visit_takes_its_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM voice_note WHERE subject_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER visit_takes_its_voices AFTER DELETE ON visit FOR EACH ROW EXECUTE FUNCTION visit_takes_its_voices();

-- Whoever deletes a note deletes what was written down of it, with every translation: no command can forget that.
CREATE FUNCTION voice_note_takes_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM content_text WHERE id = OLD.transcript_id;
  RETURN NULL;
END $$;
CREATE TRIGGER voice_note_takes_its_words AFTER DELETE ON voice_note FOR EACH ROW EXECUTE FUNCTION voice_note_takes_its_words();
