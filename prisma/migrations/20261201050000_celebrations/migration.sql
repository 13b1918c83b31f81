-- Celebrations with their invitations and films; who can be recognised in the pictures of newsletters.
ALTER TYPE "photo_use" ADD VALUE 'film' BEFORE 'public';
CREATE TYPE "celebration_kind" AS ENUM ('assembly', 'prize_evening', 'showing', 'sports');
CREATE TYPE "celebration_state" AS ENUM ('draft', 'invited', 'cancelled');
CREATE TYPE "celebration_says" AS ENUM ('yes', 'no', 'work');

CREATE TABLE "celebration" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "kind" "celebration_kind" NOT NULL,
    "words_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "state" "celebration_state" NOT NULL DEFAULT 'draft',
    "invited_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "celebration_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "celebration_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "celebration_ends_after_start" CHECK ("ends_at" > "starts_at"),
    CONSTRAINT "celebration_invited_once" CHECK ("state" <> 'invited' OR "invited_at" IS NOT NULL)
);
CREATE INDEX "celebration_school_id_state_starts_at_idx" ON "celebration"("school_id", "state", "starts_at");
CREATE INDEX "celebration_created_by_id_idx" ON "celebration"("created_by_id");
SELECT guard_table('celebration');

CREATE TABLE "celebration_pupil" (
    "school_id" UUID NOT NULL,
    "celebration_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "success_id" UUID,
    CONSTRAINT "celebration_pupil_pkey" PRIMARY KEY ("celebration_id", "pupil_id"),
    CONSTRAINT "celebration_pupil_celebration_id_fkey" FOREIGN KEY ("celebration_id") REFERENCES "celebration"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_pupil_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_pupil_success_id_fkey" FOREIGN KEY ("success_id") REFERENCES "success"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "celebration_pupil_pupil_id_idx" ON "celebration_pupil"("pupil_id");
CREATE INDEX "celebration_pupil_success_id_idx" ON "celebration_pupil"("success_id");
SELECT guard_table('celebration_pupil');

CREATE TABLE "celebration_answer" (
    "school_id" UUID NOT NULL,
    "celebration_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "says" "celebration_says" NOT NULL,
    "places" INTEGER NOT NULL,
    "needs" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "celebration_answer_pkey" PRIMARY KEY ("celebration_id", "adult_id"),
    CONSTRAINT "celebration_answer_celebration_id_fkey" FOREIGN KEY ("celebration_id") REFERENCES "celebration"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_answer_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_answer_places" CHECK ("places" BETWEEN 0 AND 10 AND ("says" = 'yes') = ("places" > 0))
);
CREATE INDEX "celebration_answer_adult_id_idx" ON "celebration_answer"("adult_id");
SELECT guard_table('celebration_answer');

CREATE TABLE "celebration_clip" (
    "celebration_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "words_id" UUID NOT NULL,
    "poster" BYTEA,
    "hash" TEXT NOT NULL,
    "keep_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "celebration_clip_pkey" PRIMARY KEY ("celebration_id"),
    CONSTRAINT "celebration_clip_celebration_id_fkey" FOREIGN KEY ("celebration_id") REFERENCES "celebration"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_clip_type" CHECK ("type" IN ('video/mp4', 'video/webm')),
    CONSTRAINT "celebration_clip_size" CHECK ("size" = octet_length("bytes"))
);
CREATE INDEX "celebration_clip_school_id_keep_until_idx" ON "celebration_clip"("school_id", "keep_until");
-- Uncompressed, so that a part of it is read without the rest.
ALTER TABLE "celebration_clip" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
SELECT guard_table('celebration_clip');

CREATE TABLE "celebration_clip_child" (
    "school_id" UUID NOT NULL,
    "celebration_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    CONSTRAINT "celebration_clip_child_pkey" PRIMARY KEY ("celebration_id", "pupil_id"),
    CONSTRAINT "celebration_clip_child_celebration_id_fkey" FOREIGN KEY ("celebration_id") REFERENCES "celebration_clip"("celebration_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "celebration_clip_child_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "celebration_clip_child_pupil_id_idx" ON "celebration_clip_child"("pupil_id");
SELECT guard_table('celebration_clip_child');

-- Pictures that stand in newsletters already were looked at by whoever sent them; those of drafts are asked about.
ALTER TABLE "newsletter_picture" ADD COLUMN "people_said" BOOLEAN NOT NULL DEFAULT false;
UPDATE "newsletter_picture" p SET "people_said" = true FROM "newsletter_block" b JOIN "newsletter" n ON n.id = b.newsletter_id WHERE b.id = p.block_id AND n.state <> 'draft';

CREATE TABLE "newsletter_picture_child" (
    "school_id" UUID NOT NULL,
    "block_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    CONSTRAINT "newsletter_picture_child_pkey" PRIMARY KEY ("block_id", "pupil_id"),
    CONSTRAINT "newsletter_picture_child_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "newsletter_picture"("block_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "newsletter_picture_child_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "newsletter_picture_child_pupil_id_idx" ON "newsletter_picture_child"("pupil_id");
SELECT guard_table('newsletter_picture_child');

-- A film or picture of which one child is no longer known cannot be given out by the others' consents: it goes with the child.
CREATE FUNCTION films_go_with_child() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM celebration_clip WHERE celebration_id IN (SELECT celebration_id FROM celebration_clip_child WHERE pupil_id = OLD.id);
  DELETE FROM newsletter_picture WHERE block_id IN (SELECT block_id FROM newsletter_picture_child WHERE pupil_id = OLD.id);
  RETURN OLD;
END $$;
CREATE TRIGGER films_go_with_child BEFORE DELETE ON pupil FOR EACH ROW EXECUTE FUNCTION films_go_with_child();

-- Whatever can take a consent away drops the public newsletters that every front keeps in memory: the picture is gone from the next page.
CREATE FUNCTION consents_drop_public_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_school() IS NOT NULL THEN
    PERFORM pg_notify('kingsgate_public', current_school()::text || ':newsletters');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER consents_drop_public_news AFTER INSERT OR UPDATE OR DELETE ON photo_consent FOR EACH STATEMENT EXECUTE FUNCTION consents_drop_public_news();
CREATE TRIGGER consents_drop_public_news AFTER UPDATE OR DELETE ON guardian_link FOR EACH STATEMENT EXECUTE FUNCTION consents_drop_public_news();
CREATE TRIGGER consents_drop_public_news AFTER INSERT OR UPDATE ON restriction FOR EACH STATEMENT EXECUTE FUNCTION consents_drop_public_news();
