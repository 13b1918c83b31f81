CREATE TYPE "speech_engine" AS ENUM ('recorded', 'service', 'espeak');

CREATE TABLE "speech_audio" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "subject_id" UUID,
    "sentence" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "engine" "speech_engine" NOT NULL,
    "voice" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "speed" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "audio" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT,
    "recorded_by_id" UUID,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "speech_audio_pkey" PRIMARY KEY ("id")
);
-- A sentence without a subject is kept once: to PostgreSQL two NULLs are otherwise two different things.
CREATE UNIQUE INDEX "speech_audio_school_id_key_subject_id_key" ON "speech_audio"("school_id", "key", "subject_id") NULLS NOT DISTINCT;
CREATE INDEX "speech_audio_school_id_sentence_idx" ON "speech_audio"("school_id", "sentence");
CREATE INDEX "speech_audio_subject_id_idx" ON "speech_audio"("subject_id");
-- MP3 does not get smaller: kept beside the row as it is.
ALTER TABLE "speech_audio" ALTER COLUMN "audio" SET STORAGE EXTERNAL;
-- A recorded voice is heard when somebody has let it through; a computer's needs nobody.
ALTER TABLE "speech_audio" ADD CONSTRAINT "speech_audio_recorded" CHECK (("engine" = 'recorded') = ("recorded_by_id" IS NOT NULL AND "text" IS NOT NULL));
SELECT guard_table('speech_audio');

CREATE TABLE "voice_note" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "audio" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "transcript_id" UUID,

    CONSTRAINT "voice_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "voice_note_school_id_subject_id_idx" ON "voice_note"("school_id", "subject_id");
CREATE INDEX "voice_note_pupil_id_idx" ON "voice_note"("pupil_id");
CREATE INDEX "voice_note_adult_id_idx" ON "voice_note"("adult_id");
ALTER TABLE "voice_note" ALTER COLUMN "audio" SET STORAGE EXTERNAL;
SELECT guard_table('voice_note');

-- What was spoken goes with the words: audio names its report by id only, because languages know nothing of reports.
CREATE FUNCTION report_takes_its_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM speech_audio WHERE subject_id = OLD.id;
  DELETE FROM voice_note WHERE subject_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER report_takes_its_voices AFTER DELETE ON report FOR EACH ROW EXECUTE FUNCTION report_takes_its_voices();

-- The same for an adult: the voice of their own page, what they said, and the sentences that they lent their voice to.
CREATE FUNCTION adult_takes_their_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM speech_audio WHERE subject_id = OLD.id OR recorded_by_id = OLD.id;
  DELETE FROM voice_note WHERE adult_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER adult_takes_their_voices AFTER DELETE ON adult FOR EACH ROW EXECUTE FUNCTION adult_takes_their_voices();
