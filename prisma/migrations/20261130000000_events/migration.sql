-- Events that anybody may come to: sessions with so many places, bookings without an account, a waiting list in order of arrival.
CREATE TYPE "event_kind" AS ENUM ('open_evening', 'open_afternoon', 'workshop', 'coffee_morning', 'celebration', 'other');
CREATE TYPE "event_state" AS ENUM ('draft', 'published', 'cancelled');
CREATE TYPE "event_need" AS ENUM ('interpreter', 'sign_language', 'creche', 'step_free', 'quiet_hour', 'food');
CREATE TYPE "booking_state" AS ENUM ('booked', 'waiting', 'offered', 'came', 'cancelled', 'lapsed');
CREATE TYPE "guest_channel" AS ENUM ('email', 'text', 'call', 'none');

-- Somebody whom the school knows only because they asked for something: no account, no child here. Deleted with what they asked for.
CREATE TABLE "guest" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "channel" "guest_channel" NOT NULL,
    "language" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "guest_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "guest_can_be_told" CHECK (CASE "channel" WHEN 'none' THEN true WHEN 'email' THEN "email" IS NOT NULL ELSE "phone" IS NOT NULL END)
);
SELECT guard_table('guest');

CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "kind" "event_kind" NOT NULL,
    "state" "event_state" NOT NULL DEFAULT 'draft',
    "title_id" UUID NOT NULL,
    "what_id" UUID NOT NULL,
    "meet_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "after_id" UUID NOT NULL,
    "map_link" TEXT,
    "pack_link" TEXT,
    "offers" "event_need"[] NOT NULL DEFAULT '{}',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "thanked_at" TIMESTAMPTZ(3),
    CONSTRAINT "event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_times" CHECK ("state" = 'draft' OR "published_at" IS NOT NULL)
);
CREATE INDEX "event_school_id_state_idx" ON "event"("school_id", "state");
SELECT guard_table('event'), watch_table('event');

CREATE TABLE "event_session" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "cancelled_at" TIMESTAMPTZ(3),
    "came" INTEGER,
    CONSTRAINT "event_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_session_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "event_session_order" CHECK ("ends_at" > "starts_at" AND "ends_at" <= "starts_at" + interval '24 hours'),
    -- Whatever code runs: no more people than places.
    CONSTRAINT "event_session_places" CHECK ("taken" BETWEEN 0 AND "capacity")
);
CREATE INDEX "event_session_event_id_starts_at_idx" ON "event_session"("event_id", "starts_at");
CREATE INDEX "event_session_school_id_ends_at_idx" ON "event_session"("school_id", "ends_at");
SELECT guard_table('event_session'), watch_table('event_session');

CREATE SEQUENCE "event_arrival" AS INTEGER;
GRANT USAGE ON SEQUENCE "event_arrival" TO kingsgate_app;

CREATE TABLE "event_booking" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "guest_id" UUID NOT NULL,
    "state" "booking_state" NOT NULL,
    "arrival" INTEGER NOT NULL DEFAULT nextval('event_arrival'),
    "people" INTEGER NOT NULL,
    "child_ages" INTEGER[] NOT NULL DEFAULT '{}',
    "creche" INTEGER NOT NULL DEFAULT 0,
    "needs" "event_need"[] NOT NULL DEFAULT '{}',
    "speaks" TEXT NOT NULL,
    "food_words" TEXT,
    "words" TEXT,
    "code_hash" TEXT NOT NULL,
    "link_hash" TEXT NOT NULL,
    "offered_until" TIMESTAMPTZ(3),
    "came_at" TIMESTAMPTZ(3),
    "came_people" INTEGER,
    "thanked_at" TIMESTAMPTZ(3),
    "rating" INTEGER,
    "feedback" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "event_booking_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_booking_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "event_booking_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guest"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "event_booking_people" CHECK ("people" BETWEEN 1 AND 20 AND "creche" BETWEEN 0 AND 20),
    CONSTRAINT "event_booking_offer" CHECK (("state" = 'offered') = ("offered_until" IS NOT NULL)),
    CONSTRAINT "event_booking_came" CHECK (("state" = 'came') = ("came_at" IS NOT NULL)),
    CONSTRAINT "event_booking_rating" CHECK ("rating" BETWEEN 1 AND 3)
);
CREATE UNIQUE INDEX "event_booking_code_hash_key" ON "event_booking"("school_id", "code_hash");
CREATE UNIQUE INDEX "event_booking_link_hash_key" ON "event_booking"("school_id", "link_hash");
CREATE UNIQUE INDEX "event_booking_guest_id_key" ON "event_booking"("guest_id");
CREATE INDEX "event_booking_session_id_state_arrival_idx" ON "event_booking"("session_id", "state", "arrival");
CREATE INDEX "event_booking_offered_until_idx" ON "event_booking"("school_id", "offered_until") WHERE "offered_until" IS NOT NULL;
SELECT guard_table('event_booking');

-- The number of places taken follows the bookings by itself: a command cannot forget it, and the check above refuses one too many.
CREATE FUNCTION places_held(b event_booking) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN b.state IN ('booked', 'offered', 'came') THEN greatest(b.people, coalesce(b.came_people, 0)) ELSE 0 END
$$;
CREATE FUNCTION count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before integer := CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE places_held(OLD) END;
  after integer := CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE places_held(NEW) END;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.session_id = NEW.session_id THEN
    IF before <> after THEN UPDATE event_session SET taken = taken + after - before WHERE id = NEW.session_id; END IF;
  ELSE
    IF before <> 0 THEN UPDATE event_session SET taken = taken - before WHERE id = OLD.session_id; END IF;
    IF after <> 0 THEN UPDATE event_session SET taken = taken + after WHERE id = NEW.session_id; END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_places AFTER INSERT OR UPDATE OR DELETE ON "event_booking" FOR EACH ROW EXECUTE FUNCTION count_places();

-- Where the school is: prayer times follow the sun.
ALTER TABLE "school" ADD COLUMN "latitude" DOUBLE PRECISION, ADD COLUMN "longitude" DOUBLE PRECISION;
