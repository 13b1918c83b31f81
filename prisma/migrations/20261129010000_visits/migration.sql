-- Home visits: authorised, at a time and place that the family chose, by people who are missed at the minute when they do not come back.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TYPE "visit_purpose" AS ENUM ('welcome', 'learning', 'attendance', 'support', 'worry', 'other');
CREATE TYPE "visit_state" AS ENUM ('asked', 'offered', 'booked', 'under_way', 'done', 'cancelled');
CREATE TYPE "visit_place" AS ENUM ('home', 'school', 'elsewhere');
CREATE TYPE "visit_alarm_kind" AS ENUM ('not_in', 'not_out');

CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "purpose" "visit_purpose" NOT NULL,
    "words_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "interpreter" "contact_interpreter" NOT NULL DEFAULT 'none',
    "minutes" INTEGER NOT NULL,
    "planner_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "second_id" UUID,
    "state" "visit_state" NOT NULL DEFAULT 'asked',
    "risk_notes" TEXT,
    "two_people" BOOLEAN NOT NULL DEFAULT false,
    "authorised_by_id" UUID,
    "authorised_at" TIMESTAMPTZ(3),
    "place" "visit_place",
    "place_words" TEXT,
    "starts_at" TIMESTAMPTZ(3),
    "out_by" TIMESTAMPTZ(3),
    "checked_in_at" TIMESTAMPTZ(3),
    "checked_out_at" TIMESTAMPTZ(3),
    "contact_id" UUID,
    "task_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "visit_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "visit_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_planner_id_fkey" FOREIGN KEY ("planner_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "visit_two_people" CHECK ("second_id" IS DISTINCT FROM "lead_id"),
    -- Whoever plans a visit never authorises it.
    CONSTRAINT "visit_four_eyes" CHECK ("authorised_by_id" IS DISTINCT FROM "planner_id"),
    CONSTRAINT "visit_in_order" CHECK (
      ("state" IN ('asked', 'cancelled') OR "authorised_at" IS NOT NULL)
      AND ("state" NOT IN ('booked', 'under_way', 'done') OR ("starts_at" IS NOT NULL AND "place" IS NOT NULL))
      AND ("state" NOT IN ('under_way', 'done') OR ("checked_in_at" IS NOT NULL AND "out_by" IS NOT NULL))
      AND ("state" <> 'done' OR "checked_out_at" IS NOT NULL)
    ),
    CONSTRAINT "visit_minutes" CHECK ("minutes" BETWEEN 10 AND 240)
);
CREATE INDEX "visit_school_id_state_starts_at_idx" ON "visit"("school_id", "state", "starts_at");
CREATE INDEX "visit_pupil_id_idx" ON "visit"("pupil_id");
CREATE INDEX "visit_adult_id_idx" ON "visit"("adult_id");
CREATE INDEX "visit_planner_id_idx" ON "visit"("planner_id");
CREATE INDEX "visit_lead_id_idx" ON "visit"("lead_id");
CREATE INDEX "visit_second_id_idx" ON "visit"("second_id");
SELECT guard_table('visit');

CREATE TABLE "visit_slot" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "visit_slot_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "visit_slot_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "visit_slot_visit_id_starts_at_key" ON "visit_slot"("visit_id", "starts_at");
SELECT guard_table('visit_slot');

-- Nobody is in two places at once: the database refuses the second booking, however the two came about.
CREATE TABLE "visit_hour" (
    "school_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "during" TSTZRANGE NOT NULL,
    CONSTRAINT "visit_hour_pkey" PRIMARY KEY ("visit_id", "visitor_id"),
    CONSTRAINT "visit_hour_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_hour_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "visit_hour_once" EXCLUDE USING gist ("visitor_id" WITH =, "during" WITH &&)
);
SELECT guard_table('visit_hour');

CREATE INDEX "visit_hour_visitor_id_idx" ON "visit_hour"("visitor_id");

CREATE TABLE "visit_alarm" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "kind" "visit_alarm_kind" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "handled_by_id" UUID,
    "handled_how" TEXT,
    CONSTRAINT "visit_alarm_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "visit_alarm_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- One alarm for each minute that was missed, whoever finds it.
CREATE UNIQUE INDEX "visit_alarm_visit_id_kind_due_at_key" ON "visit_alarm"("visit_id", "kind", "due_at");
CREATE INDEX "visit_alarm_school_id_handled_at_idx" ON "visit_alarm"("school_id", "handled_at");
SELECT guard_table('visit_alarm');
