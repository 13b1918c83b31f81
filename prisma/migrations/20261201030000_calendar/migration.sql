-- The school's dates, and each adult's own calendar.
CREATE TYPE "school_date_kind" AS ENUM ('term', 'half_term', 'inset', 'closure', 'own');
CREATE TYPE "reminder_time" AS ENUM ('none', 'day_before', 'morning');

CREATE TABLE "school_date" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "kind" "school_date_kind" NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "title_id" UUID,
    "year_groups" INTEGER[] NOT NULL DEFAULT '{}',
    "cancelled_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "school_date_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "school_date_order" CHECK ("ends_on" >= "starts_on" AND "ends_on" < "starts_on" + 200),
    CONSTRAINT "school_date_named" CHECK ("kind" <> 'own' OR "title_id" IS NOT NULL),
    -- A school is in one term at a time, whoever enters what at the same moment.
    CONSTRAINT "school_date_one_term" EXCLUDE USING gist ("school_id" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&) WHERE ("kind" = 'term' AND "cancelled_at" IS NULL)
);
CREATE INDEX "school_date_school_id_ends_on_idx" ON "school_date"("school_id", "ends_on");
SELECT guard_table('school_date');

CREATE TABLE "calendar_choice" (
    "adult_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "reminders" "reminder_time" NOT NULL DEFAULT 'day_before',
    "festivals" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "calendar_choice_pkey" PRIMARY KEY ("adult_id"),
    CONSTRAINT "calendar_choice_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
SELECT guard_table('calendar_choice');

CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "calendar_feed_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "calendar_feed_adult_id_key" ON "calendar_feed"("adult_id");
CREATE UNIQUE INDEX "calendar_feed_school_id_key_hash_key" ON "calendar_feed"("school_id", "key_hash");
SELECT guard_table('calendar_feed');

CREATE TABLE "calendar_feed_entry" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "feed_id" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "calendar_feed_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "calendar_feed_entry_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "calendar_feed"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "calendar_feed_entry_feed_id_uid_key" ON "calendar_feed_entry"("feed_id", "uid");
SELECT guard_table('calendar_feed_entry');
