-- Good news about a child, photos with the consents recorded, and what families say back.
CREATE TYPE "success_category" AS ENUM ('kindness', 'effort', 'learning', 'teamwork', 'courage', 'creativity', 'responsibility');
CREATE TYPE "success_state" AS ENUM ('waiting', 'shown', 'refused', 'taken_back');
CREATE TYPE "success_answer" AS ENUM ('thanks', 'proud', 'talked', 'celebrated');
CREATE TYPE "photo_use" AS ENUM ('family', 'school', 'public');

CREATE TABLE "reward_photo" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "reward_photo_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reward_photo_school_id_idx" ON "reward_photo"("school_id");
ALTER TABLE "reward_photo" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
SELECT guard_table('reward_photo');

CREATE TABLE "reward_photo_child" (
    "school_id" UUID NOT NULL,
    "photo_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    CONSTRAINT "reward_photo_child_pkey" PRIMARY KEY ("photo_id", "pupil_id"),
    CONSTRAINT "reward_photo_child_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "reward_photo"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reward_photo_child_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "reward_photo_child_pupil_id_idx" ON "reward_photo_child"("pupil_id");
SELECT guard_table('reward_photo_child');

-- A photo of which one child is no longer known cannot be given out by the others' consents: it goes with the child.
CREATE FUNCTION reward_photo_goes_with_child() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM reward_photo WHERE id = OLD.photo_id;
  RETURN OLD;
END $$;
CREATE TRIGGER reward_photo_goes_with_child AFTER DELETE ON reward_photo_child FOR EACH ROW EXECUTE FUNCTION reward_photo_goes_with_child();

CREATE TABLE "success" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "note_key" UUID NOT NULL,
    "category" "success_category" NOT NULL,
    "statement" TEXT,
    "words_id" UUID,
    "photo_id" UUID,
    "state" "success_state" NOT NULL,
    "noted_by_id" UUID,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    CONSTRAINT "success_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "success_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "success_noted_by_id_fkey" FOREIGN KEY ("noted_by_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "success_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "reward_photo"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "success_says_something" CHECK ("statement" IS NOT NULL OR "words_id" IS NOT NULL),
    CONSTRAINT "success_statement_of_category" CHECK ("statement" LIKE "category"::text || '.%'),
    CONSTRAINT "success_decided" CHECK (("state" = 'waiting') = ("decided_at" IS NULL))
);
CREATE UNIQUE INDEX "success_note_key_pupil_id_key" ON "success"("note_key", "pupil_id");
CREATE INDEX "success_pupil_id_state_decided_at_idx" ON "success"("pupil_id", "state", "decided_at");
CREATE INDEX "success_school_id_state_noted_at_idx" ON "success"("school_id", "state", "noted_at");
CREATE INDEX "success_noted_by_id_idx" ON "success"("noted_by_id");
CREATE INDEX "success_photo_id_idx" ON "success"("photo_id");
SELECT guard_table('success');

-- What was spoken of it goes when it is taken back or deleted: languages know nothing of rewards.
CREATE FUNCTION success_takes_its_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM speech_audio WHERE subject_id = OLD.id;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER success_takes_its_voices AFTER DELETE ON success FOR EACH ROW EXECUTE FUNCTION success_takes_its_voices();
CREATE TRIGGER success_hides_its_voices AFTER UPDATE OF state ON success FOR EACH ROW WHEN (NEW.state <> 'shown') EXECUTE FUNCTION success_takes_its_voices();

CREATE TABLE "success_reply" (
    "school_id" UUID NOT NULL,
    "success_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "answer" "success_answer" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "success_reply_pkey" PRIMARY KEY ("success_id", "adult_id"),
    CONSTRAINT "success_reply_success_id_fkey" FOREIGN KEY ("success_id") REFERENCES "success"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "success_reply_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "success_reply_adult_id_idx" ON "success_reply"("adult_id");
SELECT guard_table('success_reply');

CREATE TABLE "photo_consent" (
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "use" "photo_use" NOT NULL,
    "given" BOOLEAN NOT NULL,
    "recorded_by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "photo_consent_pkey" PRIMARY KEY ("pupil_id", "adult_id", "use"),
    CONSTRAINT "photo_consent_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "photo_consent_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "photo_consent_adult_id_idx" ON "photo_consent"("adult_id");
SELECT guard_table('photo_consent');
