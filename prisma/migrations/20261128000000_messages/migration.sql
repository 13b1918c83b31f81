-- Messages: conversations between one adult and one team about one child, and who answers when somebody is away.
CREATE TYPE "thread_team" AS ENUM ('class_teacher', 'office', 'family_support');
CREATE TYPE "post_side" AS ENUM ('family', 'school');
CREATE TYPE "post_sign" AS ENUM ('thanks', 'yes', 'no', 'phone_me', 'not_clear');
CREATE TYPE "post_via" AS ENUM ('page', 'email', 'text');

CREATE TABLE "thread" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "team" "thread_team" NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "school_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "assignee_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "thread_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "thread_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "thread_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "thread_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "thread_school_id_pupil_id_adult_id_team_key" ON "thread"("school_id", "pupil_id", "adult_id", "team");
CREATE INDEX "thread_school_id_waiting_since_idx" ON "thread"("school_id", "waiting_since");
CREATE INDEX "thread_school_id_last_at_idx" ON "thread"("school_id", "last_at");
CREATE INDEX "thread_pupil_id_idx" ON "thread"("pupil_id");
CREATE INDEX "thread_adult_id_idx" ON "thread"("adult_id");
CREATE INDEX "thread_assignee_id_idx" ON "thread"("assignee_id");
SELECT guard_table('thread');

CREATE TABLE "post" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "side" "post_side" NOT NULL,
    "text_id" UUID,
    "sign" "post_sign",
    "via" "post_via" NOT NULL DEFAULT 'page',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    CONSTRAINT "post_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "post_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "post_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "post_school_id_idempotency_key_key" ON "post"("school_id", "idempotency_key");
CREATE INDEX "post_thread_id_at_idx" ON "post"("thread_id", "at");
CREATE INDEX "post_author_id_idx" ON "post"("author_id");
SELECT guard_table('post');

CREATE TABLE "post_file" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    CONSTRAINT "post_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "post_file_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "post_file_type" CHECK ("type" IN ('image/jpeg', 'application/pdf'))
);
CREATE INDEX "post_file_post_id_idx" ON "post_file"("post_id");
SELECT guard_table('post_file');

CREATE TABLE "thread_look" (
    "school_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "thread_look_pkey" PRIMARY KEY ("thread_id", "adult_id"),
    CONSTRAINT "thread_look_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "thread_look_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "thread_look_adult_id_idx" ON "thread_look"("adult_id");
SELECT guard_table('thread_look');

CREATE TABLE "staff_away" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "cover_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "staff_away_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_away_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "staff_away_cover_id_fkey" FOREIGN KEY ("cover_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "staff_away_days" CHECK ("from_on" <= "until_on" AND "cover_id" IS DISTINCT FROM "staff_id")
);
CREATE INDEX "staff_away_staff_id_until_on_idx" ON "staff_away"("staff_id", "until_on");
CREATE INDEX "staff_away_cover_id_until_on_idx" ON "staff_away"("cover_id", "until_on");
SELECT guard_table('staff_away');

-- What was said goes with the message that it belongs to.
CREATE FUNCTION post_takes_its_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM voice_note WHERE subject_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER post_takes_its_voices AFTER DELETE ON post FOR EACH ROW EXECUTE FUNCTION post_takes_its_voices();
