-- Contacts: the record of contact, what families say of it, what was learned, and who cares for which family.

ALTER TYPE "task_kind" ADD VALUE 'visit';
ALTER TYPE "task_kind" ADD VALUE 'follow_up';
ALTER TYPE "task_kind" ADD VALUE 'family_says';

CREATE TYPE "contact_channel" AS ENUM ('call', 'visit', 'meeting', 'at_gate', 'email', 'text', 'letter', 'message');
CREATE TYPE "contact_direction" AS ENUM ('out', 'in');
CREATE TYPE "contact_interpreter" AS ENUM ('none', 'staff', 'phone_service', 'in_person');
CREATE TYPE "contact_outcome" AS ENUM ('reached', 'reached_and_understood', 'no_answer', 'wrong_number', 'asks_for_visit', 'barrier_found');
CREATE TYPE "contact_barrier" AS ENUM ('language', 'reading', 'phone', 'shift', 'trust', 'other');
CREATE TYPE "contact_tone" AS ENUM ('good_news', 'concern', 'neutral');
CREATE TYPE "contact_reply_kind" AS ENUM ('account', 'dispute');
CREATE TYPE "contact_learned" AS ENUM ('good_hours', 'reading', 'speaks');

CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "channel" "contact_channel" NOT NULL,
    "direction" "contact_direction" NOT NULL DEFAULT 'out',
    "language" TEXT NOT NULL,
    "interpreter" "contact_interpreter" NOT NULL DEFAULT 'none',
    "staff_id" UUID NOT NULL,
    "outcome" "contact_outcome" NOT NULL,
    "barrier" "contact_barrier",
    "topics" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "tone" "contact_tone" NOT NULL DEFAULT 'neutral',
    "facts_id" UUID,
    "their_words_id" UUID,
    "agreed_id" UUID,
    "next_step_id" UUID,
    "next_step_due_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "task_id" UUID,
    "idempotency_key" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contact_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- A barrier is named exactly where one was found; "understood" is what the adult said back, in their own words.
    CONSTRAINT "contact_barrier" CHECK (("outcome" = 'barrier_found') = ("barrier" IS NOT NULL)),
    CONSTRAINT "contact_understood" CHECK ("outcome" <> 'reached_and_understood' OR "their_words_id" IS NOT NULL),
    CONSTRAINT "contact_next_step" CHECK (("next_step_id" IS NULL) = ("next_step_due_at" IS NULL))
);
CREATE UNIQUE INDEX "contact_school_id_idempotency_key_key" ON "contact"("school_id", "idempotency_key");
CREATE INDEX "contact_pupil_id_at_idx" ON "contact"("pupil_id", "at");
CREATE INDEX "contact_adult_id_at_idx" ON "contact"("adult_id", "at");
CREATE INDEX "contact_task_id_idx" ON "contact"("task_id");
SELECT guard_table('contact'), watch_table('contact');

CREATE TABLE "contact_reply" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "contact_id" UUID,
    "pupil_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "kind" "contact_reply_kind" NOT NULL,
    "text_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_reply_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contact_reply_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_reply_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_reply_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_reply_dispute" CHECK ("kind" <> 'dispute' OR "contact_id" IS NOT NULL)
);
CREATE INDEX "contact_reply_contact_id_idx" ON "contact_reply"("contact_id");
CREATE INDEX "contact_reply_pupil_id_at_idx" ON "contact_reply"("pupil_id", "at");
CREATE INDEX "contact_reply_adult_id_at_idx" ON "contact_reply"("adult_id", "at");
SELECT guard_table('contact_reply'), watch_table('contact_reply');

CREATE TABLE "contact_proposal" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "learned" "contact_learned" NOT NULL,
    "value" TEXT[] NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "confirmed" BOOLEAN,

    CONSTRAINT "contact_proposal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contact_proposal_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_proposal_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "contact_proposal_says" CHECK (cardinality("value") > 0),
    CONSTRAINT "contact_proposal_decided" CHECK (("decided_at" IS NULL) = ("confirmed" IS NULL) AND ("decided_at" IS NULL) = ("decided_by_id" IS NULL))
);
CREATE INDEX "contact_proposal_contact_id_idx" ON "contact_proposal"("contact_id");
CREATE INDEX "contact_proposal_adult_id_learned_decided_at_idx" ON "contact_proposal"("adult_id", "learned", "decided_at");
SELECT guard_table('contact_proposal'), watch_table('contact_proposal');

CREATE TABLE "caseload" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "family_id" UUID NOT NULL,
    "worker_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "cover_id" UUID,
    "cover_from" TIMESTAMPTZ(3),
    "cover_until" TIMESTAMPTZ(3),
    "handover_note" TEXT,

    CONSTRAINT "caseload_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "caseload_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "caseload_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "caseload_cover_id_fkey" FOREIGN KEY ("cover_id") REFERENCES "adult"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "caseload_cover" CHECK ("cover_id" IS NULL OR ("cover_id" <> "worker_id" AND "cover_from" IS NOT NULL AND "cover_until" > "cover_from"))
);
-- A child is with one worker at a time.
CREATE UNIQUE INDEX "caseload_one_worker" ON "caseload"("pupil_id") WHERE "ended_at" IS NULL;
CREATE INDEX "caseload_pupil_id_idx" ON "caseload"("pupil_id");
CREATE INDEX "caseload_worker_id_ended_at_idx" ON "caseload"("worker_id", "ended_at");
CREATE INDEX "caseload_cover_id_idx" ON "caseload"("cover_id");
CREATE INDEX "caseload_family_id_idx" ON "caseload"("family_id");
SELECT guard_table('caseload'), watch_table('caseload');

-- What a family said goes with the reply that it belongs to.
CREATE FUNCTION contact_reply_takes_its_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM voice_note WHERE subject_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER contact_reply_takes_its_voices AFTER DELETE ON contact_reply FOR EACH ROW EXECUTE FUNCTION contact_reply_takes_its_voices();
