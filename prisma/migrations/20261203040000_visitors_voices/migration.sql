-- What visitors say instead of writing it: one recording a box of a booking, which goes with the booking.
CREATE TYPE "event_voice_part" AS ENUM ('words', 'feedback');
CREATE TABLE "event_voice" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "part" "event_voice_part" NOT NULL,
    "language" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "audio" BYTEA NOT NULL CHECK (octet_length("audio") BETWEEN 1 AND 4000000),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "transcript_id" UUID,

    CONSTRAINT "event_voice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_voice_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "event_booking"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "event_voice_booking_id_part_key" ON "event_voice"("booking_id", "part");
ALTER TABLE "event_voice" ALTER COLUMN "audio" SET STORAGE EXTERNAL;
SELECT guard_table('event_voice');

-- Whoever deletes a recording deletes what was written down of it, with every translation: no command can forget that.
CREATE FUNCTION event_voice_takes_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM content_text WHERE id = OLD.transcript_id;
  RETURN NULL;
END $$;
CREATE TRIGGER event_voice_takes_its_words AFTER DELETE ON "event_voice" FOR EACH ROW EXECUTE FUNCTION event_voice_takes_its_words();
