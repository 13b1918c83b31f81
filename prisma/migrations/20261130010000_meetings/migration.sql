-- Meetings of teachers and families: a round, who can when, who would like to meet whom, and the meetings. Nobody and nothing is in two places at once.
CREATE TYPE "meeting_round_kind" AS ENUM ('evening', 'rolling');
CREATE TYPE "meeting_round_state" AS ENUM ('draft', 'open', 'closed');
CREATE TYPE "meeting_planning" AS ENUM ('none', 'waiting', 'done', 'failed');
CREATE TYPE "meeting_mode" AS ENUM ('in_person', 'phone', 'video', 'home');
CREATE TYPE "meeting_state" AS ENUM ('booked', 'held', 'absent', 'cancelled');

CREATE TABLE "meeting_round" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "kind" "meeting_round_kind" NOT NULL,
    "state" "meeting_round_state" NOT NULL DEFAULT 'draft',
    "minutes" INTEGER NOT NULL,
    "gap_minutes" INTEGER NOT NULL,
    "year_groups" INTEGER[],
    "video_link" TEXT,
    "priority_from" TIMESTAMPTZ(3) NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "planning" "meeting_planning" NOT NULL DEFAULT 'none',
    "planned_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "meeting_round_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_round_in_order" CHECK ("priority_from" <= "opens_at" AND "opens_at" < "closes_at"),
    CONSTRAINT "meeting_round_lengths" CHECK ("minutes" BETWEEN 5 AND 60 AND "gap_minutes" BETWEEN 0 AND 30)
);
CREATE INDEX "meeting_round_school_id_state_opens_at_idx" ON "meeting_round"("school_id", "state", "opens_at");
SELECT guard_table('meeting_round');

CREATE TABLE "meeting_room" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "meeting_room_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "meeting_room_school_id_name_key" ON "meeting_room"("school_id", "name");
SELECT guard_table('meeting_room');

CREATE TABLE "meeting_session" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "room_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "modes" "meeting_mode"[],
    CONSTRAINT "meeting_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_session_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "meeting_round"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_session_teacher_id_fkey" FOREIGN KEY ("teacher_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_session_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "meeting_room"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "meeting_session_length" CHECK ("ends_at" > "starts_at" AND "ends_at" <= "starts_at" + interval '12 hours'),
    CONSTRAINT "meeting_session_teacher_once" EXCLUDE USING gist ("teacher_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&),
    CONSTRAINT "meeting_session_room_once" EXCLUDE USING gist ("room_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&)
);
CREATE INDEX "meeting_session_round_id_teacher_id_starts_at_idx" ON "meeting_session"("round_id", "teacher_id", "starts_at");
CREATE INDEX "meeting_session_teacher_id_idx" ON "meeting_session"("teacher_id");
CREATE INDEX "meeting_session_room_id_idx" ON "meeting_session"("room_id");
SELECT guard_table('meeting_session');

CREATE TABLE "meeting_interpreter" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "languages" TEXT[],
    CONSTRAINT "meeting_interpreter_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "meeting_interpreter_school_id_name_key" ON "meeting_interpreter"("school_id", "name");
SELECT guard_table('meeting_interpreter');

CREATE TABLE "meeting_interpreter_hour" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "interpreter_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "absent_at" TIMESTAMPTZ(3),
    CONSTRAINT "meeting_interpreter_hour_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_interpreter_hour_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "meeting_round"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_interpreter_hour_interpreter_id_fkey" FOREIGN KEY ("interpreter_id") REFERENCES "meeting_interpreter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_interpreter_hour_length" CHECK ("ends_at" > "starts_at" AND "ends_at" <= "starts_at" + interval '12 hours'),
    CONSTRAINT "meeting_interpreter_hour_once" EXCLUDE USING gist ("interpreter_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&)
);
CREATE INDEX "meeting_interpreter_hour_round_id_idx" ON "meeting_interpreter_hour"("round_id");
CREATE INDEX "meeting_interpreter_hour_interpreter_id_idx" ON "meeting_interpreter_hour"("interpreter_id");
SELECT guard_table('meeting_interpreter_hour');

CREATE TABLE "meeting_ask" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "suits" TEXT[],
    "keeps" TEXT[],
    "mode" "meeting_mode" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "meeting_ask_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_ask_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "meeting_round"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_ask_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "meeting_ask_round_id_adult_id_key" ON "meeting_ask"("round_id", "adult_id");
CREATE INDEX "meeting_ask_adult_id_idx" ON "meeting_ask"("adult_id");
SELECT guard_table('meeting_ask');

CREATE TABLE "meeting_wish" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "ask_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "reason" TEXT,
    "offers" TIMESTAMPTZ(3)[],
    CONSTRAINT "meeting_wish_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_wish_ask_id_fkey" FOREIGN KEY ("ask_id") REFERENCES "meeting_ask"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_wish_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_wish_teacher_id_fkey" FOREIGN KEY ("teacher_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "meeting_wish_ask_id_pupil_id_teacher_id_key" ON "meeting_wish"("ask_id", "pupil_id", "teacher_id");
CREATE INDEX "meeting_wish_pupil_id_idx" ON "meeting_wish"("pupil_id");
CREATE INDEX "meeting_wish_teacher_id_idx" ON "meeting_wish"("teacher_id");
SELECT guard_table('meeting_wish');

-- A meeting with half a quarter of an hour on either side. Seconds are as long in every zone, so this is immutable though adding an interval is not said to be.
CREATE FUNCTION meeting_near(starts_at timestamptz, ends_at timestamptz) RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT tstzrange(starts_at - interval '450 seconds', ends_at + interval '450 seconds')
$$;
GRANT EXECUTE ON FUNCTION meeting_near(timestamptz, timestamptz) TO kingsgate_app;

CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "room_id" UUID,
    "mode" "meeting_mode" NOT NULL,
    "language" TEXT NOT NULL,
    "needs_interpreter" BOOLEAN NOT NULL,
    "interpreter_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "gap_minutes" INTEGER NOT NULL,
    "state" "meeting_state" NOT NULL DEFAULT 'booked',
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "video_link" TEXT,
    "question_id" UUID,
    "note_id" UUID,
    "promise_id" UUID,
    "longer_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "meeting_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "meeting_round"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "meeting_session"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_teacher_id_fkey" FOREIGN KEY ("teacher_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "meeting_room"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "meeting_interpreter_id_fkey" FOREIGN KEY ("interpreter_id") REFERENCES "meeting_interpreter"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "meeting_length" CHECK ("ends_at" > "starts_at"),
    CONSTRAINT "meeting_own_child" CHECK ("adult_id" <> "teacher_id"),
    -- Parents who live apart do not meet in the corridor: two adults about one child are a quarter of an hour apart (each side adds half of it).
    CONSTRAINT "meeting_apart" EXCLUDE USING gist ("pupil_id" WITH =, "adult_id" WITH <>, meeting_near("starts_at", "ends_at") WITH &&) WHERE ("state" = 'booked')
);
-- The same adult meets the same teacher about the same child once a round.
CREATE UNIQUE INDEX "meeting_once" ON "meeting"("round_id", "adult_id", "pupil_id", "teacher_id") WHERE "state" = 'booked';
CREATE INDEX "meeting_round_id_starts_at_idx" ON "meeting"("round_id", "starts_at");
CREATE INDEX "meeting_session_id_idx" ON "meeting"("session_id");
CREATE INDEX "meeting_pupil_id_idx" ON "meeting"("pupil_id");
CREATE INDEX "meeting_adult_id_state_idx" ON "meeting"("adult_id", "state");
CREATE INDEX "meeting_teacher_id_starts_at_idx" ON "meeting"("teacher_id", "starts_at");
CREATE INDEX "meeting_room_id_idx" ON "meeting"("room_id");
CREATE INDEX "meeting_interpreter_id_idx" ON "meeting"("interpreter_id");
SELECT guard_table('meeting');

CREATE TABLE "meeting_hour" (
    "school_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "who_id" UUID NOT NULL,
    "during" TSTZRANGE NOT NULL,
    CONSTRAINT "meeting_hour_pkey" PRIMARY KEY ("meeting_id", "who_id"),
    CONSTRAINT "meeting_hour_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "meeting_hour_once" EXCLUDE USING gist ("who_id" WITH =, "during" WITH &&)
);
SELECT guard_table('meeting_hour');

-- Keeps the hours of whoever a meeting takes. In the order of their ids, so that two bookings wait for each other and never in a circle.
CREATE FUNCTION keep_meeting_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted int; held int;
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM meeting_hour WHERE meeting_id = NEW.id; END IF;
  IF NEW.state <> 'booked' THEN RETURN NULL; END IF;
  SELECT count(DISTINCT who) INTO wanted FROM unnest(ARRAY[NEW.teacher_id, NEW.adult_id, NEW.interpreter_id, NEW.room_id]) AS who WHERE who IS NOT NULL;
  INSERT INTO meeting_hour (school_id, meeting_id, who_id, during)
    SELECT NEW.school_id, NEW.id, x.who, tstzrange(NEW.starts_at, NEW.ends_at + max(x.gap) * interval '1 minute')
    FROM (VALUES (NEW.teacher_id, 0), (NEW.room_id, 0), (NEW.adult_id, NEW.gap_minutes), (NEW.interpreter_id, NEW.gap_minutes)) AS x (who, gap)
    WHERE x.who IS NOT NULL GROUP BY x.who ORDER BY x.who
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS held = ROW_COUNT;
  IF held <> wanted THEN RAISE EXCEPTION 'somebody is taken' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'meeting_hour_once'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_hours AFTER INSERT OR UPDATE OF starts_at, ends_at, gap_minutes, state, teacher_id, adult_id, interpreter_id, room_id ON "meeting"
  FOR EACH ROW EXECUTE FUNCTION keep_meeting_hours();

-- An order of a court, and a link that ends, end the meetings of that adult about that child in the same transaction. The link is locked: a booking that
-- is under way is seen, and one that comes later sees the order.
CREATE FUNCTION end_meetings(link uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE l guardian_link;
BEGIN
  SELECT * INTO l FROM guardian_link WHERE id = link FOR UPDATE;
  UPDATE meeting SET state = 'cancelled', changed_at = at WHERE adult_id = l.adult_id AND pupil_id = l.pupil_id AND state = 'booked' AND starts_at > at;
  DELETE FROM meeting_wish w USING meeting_ask k WHERE k.id = w.ask_id AND k.adult_id = l.adult_id AND w.pupil_id = l.pupil_id;
END $$;
CREATE FUNCTION end_restricted_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.lifted_at IS NULL AND 'meetings' = ANY(NEW.scopes) AND NEW.starts_on <= now() THEN PERFORM end_meetings(NEW.link_id, now()); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER end_restricted_meetings AFTER INSERT OR UPDATE ON "restriction" FOR EACH ROW EXECUTE FUNCTION end_restricted_meetings();
CREATE FUNCTION end_unlinked_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM end_meetings(NEW.id, now());
  RETURN NULL;
END $$;
CREATE TRIGGER end_unlinked_meetings AFTER UPDATE OF removed_at ON "guardian_link" FOR EACH ROW
  WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL) EXECUTE FUNCTION end_unlinked_meetings();
GRANT EXECUTE ON FUNCTION keep_meeting_hours(), end_meetings(uuid, timestamptz), end_restricted_meetings(), end_unlinked_meetings() TO kingsgate_app;
