-- How often and when families hear from the school: hours of theirs and of the school, a weekly measure, one e-mail in place of many.
ALTER TYPE "delivery_state" ADD VALUE 'held';
ALTER TYPE "delivery_state" ADD VALUE 'merged';

CREATE TABLE "contact_pace" (
    "school_id" UUID NOT NULL,
    "quiet_from" INTEGER NOT NULL,
    "quiet_to" INTEGER NOT NULL,
    "weekly_most" INTEGER NOT NULL,
    "ladders" JSONB NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "contact_pace_pkey" PRIMARY KEY ("school_id"),
    CONSTRAINT "contact_pace_bounds" CHECK ("quiet_from" BETWEEN 0 AND 1439 AND "quiet_to" BETWEEN 0 AND 1439 AND "weekly_most" BETWEEN 1 AND 50)
);
SELECT guard_table('contact_pace');

CREATE TABLE "own_hours" (
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "quiet_from" INTEGER NOT NULL,
    "quiet_to" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "own_hours_pkey" PRIMARY KEY ("adult_id"),
    CONSTRAINT "own_hours_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "own_hours_bounds" CHECK ("quiet_from" BETWEEN 0 AND 1439 AND "quiet_to" BETWEEN 0 AND 1439 AND "quiet_from" <> "quiet_to")
);
SELECT guard_table('own_hours');
