-- The day of meetings: taps of start and finish, promises, a board for the hall, the school's own video, and adults who live apart kept apart about different children too.
CREATE TYPE "meeting_promiser" AS ENUM ('school', 'family', 'both');
CREATE TYPE "meeting_video" AS ENUM ('link', 'server');
CREATE TYPE "meeting_called" AS ENUM ('number', 'initials');

-- What stands on the board instead of a name. It goes round: nobody has the same number as somebody else on the same day.
CREATE SEQUENCE "meeting_number" MINVALUE 100 MAXVALUE 9999 CYCLE;
GRANT USAGE ON SEQUENCE "meeting_number" TO kingsgate_app;

ALTER TABLE "meeting"
    ADD COLUMN "number" INTEGER NOT NULL DEFAULT nextval('meeting_number'),
    ADD COLUMN "started_at" TIMESTAMPTZ(3),
    ADD COLUMN "finished_at" TIMESTAMPTZ(3),
    DROP COLUMN "note_id",
    DROP COLUMN "promise_id",
    ADD CONSTRAINT "meeting_taps_in_order" CHECK ("finished_at" IS NULL OR "started_at" IS NULL OR "finished_at" >= "started_at");

CREATE TABLE "meeting_promise" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "promiser" "meeting_promiser" NOT NULL,
    "text_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "kept_at" TIMESTAMPTZ(3),
    "kept_by_id" UUID,
    "made_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "meeting_promise_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_promise_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_promise_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_promise_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "meeting_promise_meeting_id_idx" ON "meeting_promise"("meeting_id");
CREATE INDEX "meeting_promise_pupil_id_adult_id_idx" ON "meeting_promise"("pupil_id", "adult_id");
CREATE INDEX "meeting_promise_adult_id_idx" ON "meeting_promise"("adult_id");
SELECT guard_table('meeting_promise');

CREATE TABLE "meeting_setting" (
    "school_id" UUID NOT NULL,
    "video" "meeting_video",
    "video_address" TEXT,
    "called" "meeting_called" NOT NULL DEFAULT 'number',
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "meeting_setting_pkey" PRIMARY KEY ("school_id"),
    CONSTRAINT "meeting_setting_video_whole" CHECK (("video" IS NULL) = ("video_address" IS NULL))
);
SELECT guard_table('meeting_setting');

CREATE TABLE "meeting_board" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "meeting_board_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_board_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "meeting_round"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "meeting_board_key_hash_key" ON "meeting_board"("key_hash");
CREATE INDEX "meeting_board_round_id_idx" ON "meeting_board"("round_id");
SELECT guard_table('meeting_board');

-- Whom an adult must not meet in the corridor: whoever shares a child with them and does not live with that child together with them, and whoever an order stands against.
CREATE FUNCTION adults_apart(adult uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT DISTINCT theirs.adult_id
  FROM guardian_link mine JOIN guardian_link theirs ON theirs.pupil_id = mine.pupil_id AND theirs.adult_id <> mine.adult_id
  WHERE mine.adult_id = adult AND mine.removed_at IS NULL AND theirs.removed_at IS NULL
    AND (NOT (mine.lives_with AND theirs.lives_with)
      OR EXISTS (SELECT 1 FROM restriction r WHERE r.link_id IN (mine.id, theirs.id) AND r.lifted_at IS NULL AND r.starts_on <= now()))
$$;

-- Two adults who are kept apart, and when one of them has a meeting, with half a quarter of an hour on either side. One of a pair keeps the other out.
CREATE TABLE "meeting_kept_apart" (
    "school_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "low_id" UUID NOT NULL,
    "high_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "near" TSTZRANGE NOT NULL,
    CONSTRAINT "meeting_kept_apart_pkey" PRIMARY KEY ("meeting_id", "low_id", "high_id"),
    CONSTRAINT "meeting_kept_apart_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_kept_apart_order" CHECK ("low_id" < "high_id"),
    CONSTRAINT "meeting_kept_apart_never_near" EXCLUDE USING gist ("low_id" WITH =, "high_id" WITH =, "adult_id" WITH <>, "near" WITH &&)
);
SELECT guard_table('meeting_kept_apart');

CREATE FUNCTION keep_meeting_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted int; held int;
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM meeting_kept_apart WHERE meeting_id = NEW.id; END IF;
  IF NEW.state <> 'booked' THEN RETURN NULL; END IF;
  SELECT count(*) INTO wanted FROM adults_apart(NEW.adult_id);
  IF wanted = 0 THEN RETURN NULL; END IF;
  INSERT INTO meeting_kept_apart (school_id, meeting_id, low_id, high_id, adult_id, near)
    SELECT NEW.school_id, NEW.id, least(NEW.adult_id, other), greatest(NEW.adult_id, other), NEW.adult_id, meeting_near(NEW.starts_at, NEW.ends_at)
    FROM adults_apart(NEW.adult_id) AS other ORDER BY 3, 4
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS held = ROW_COUNT;
  IF held <> wanted THEN RAISE EXCEPTION 'two adults would meet' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'meeting_kept_apart_never_near'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_apart AFTER INSERT OR UPDATE OF starts_at, ends_at, state, adult_id ON "meeting"
  FOR EACH ROW EXECUTE FUNCTION keep_meeting_apart();
GRANT EXECUTE ON FUNCTION adults_apart(uuid), keep_meeting_apart() TO kingsgate_app;

-- What is booked already is kept apart from now on; two who stand too near today stay where their families were told.
INSERT INTO meeting_kept_apart (school_id, meeting_id, low_id, high_id, adult_id, near)
  SELECT m.school_id, m.id, least(m.adult_id, other), greatest(m.adult_id, other), m.adult_id, meeting_near(m.starts_at, m.ends_at)
  FROM meeting m CROSS JOIN LATERAL adults_apart(m.adult_id) AS other WHERE m.state = 'booked' ON CONFLICT DO NOTHING;
