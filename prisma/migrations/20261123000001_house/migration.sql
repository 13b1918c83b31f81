-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('in_app', 'email', 'letter', 'call');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('queued', 'sending', 'handed_over', 'delivered', 'bounced', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "task_kind" AS ENUM ('call', 'talk_request', 'confirm_access', 'review_restriction');

-- CreateEnum
CREATE TYPE "translation_origin" AS ENUM ('person', 'memory', 'template', 'machine');

-- CreateEnum
CREATE TYPE "translation_status" AS ENUM ('draft', 'reviewed', 'approved', 'stale');

-- CreateEnum
CREATE TYPE "nation" AS ENUM ('england', 'wales', 'scotland', 'northern_ireland');

-- CreateEnum
CREATE TYPE "school_type" AS ENUM ('maintained', 'academy', 'independent');

-- CreateEnum
CREATE TYPE "reading_need" AS ENUM ('reads', 'reads_with_help', 'does_not_read', 'unknown');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('teacher', 'head', 'deputy_head', 'office', 'family_support', 'safeguarding_lead', 'authority_officer');

-- CreateEnum
CREATE TYPE "wording_form" AS ENUM ('she', 'he', 'they');

-- CreateEnum
CREATE TYPE "relation" AS ENUM ('mother', 'father', 'step_parent', 'grandparent', 'foster_carer', 'special_guardian', 'relative', 'social_worker', 'emergency_contact', 'other');

-- CreateEnum
CREATE TYPE "parental_responsibility" AS ENUM ('yes', 'no', 'unknown');

-- CreateEnum
CREATE TYPE "access_scope" AS ENUM ('reports', 'attendance', 'messages', 'meetings', 'events', 'media');

-- CreateEnum
CREATE TYPE "restriction_kind" AS ENUM ('child_arrangements_order', 'prohibited_steps_order', 'non_molestation_order', 'care_order', 'placement', 'safeguarding', 'other');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('reading', 'previewed', 'applying', 'applied', 'refused', 'discarded');

-- CreateEnum
CREATE TYPE "term" AS ENUM ('autumn', 'spring', 'summer');

-- CreateEnum
CREATE TYPE "report_state" AS ENUM ('writing', 'ready', 'checked', 'published', 'withdrawn');

-- CreateEnum
CREATE TYPE "sign_in_token_kind" AS ENUM ('email', 'letter');

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "pupil_id" UUID,
    "rule" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "prev_hash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "school_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("school_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "pupil_id" UUID,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "args" JSONB NOT NULL DEFAULT '{}',
    "idempotency_key" TEXT NOT NULL,
    "urgency" INTEGER NOT NULL DEFAULT 10,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'queued',
    "urgency" INTEGER NOT NULL DEFAULT 10,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "last_error_code" TEXT,
    "handed_over_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "kind" "task_kind" NOT NULL,
    "adult_id" UUID,
    "pupil_id" UUID,
    "subject_id" UUID,
    "assignee_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,
    "outcome" TEXT,
    "unique_key" TEXT NOT NULL,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sink_mail" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "message_id" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "language" TEXT,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,

    CONSTRAINT "sink_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_text" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "kind" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "text_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "translation" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "origin" "translation_origin" NOT NULL,
    "status" "translation_status" NOT NULL DEFAULT 'draft',
    "reviewer_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "translation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hosts" TEXT[],
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "nation" "nation" NOT NULL DEFAULT 'england',
    "school_type" "school_type" NOT NULL DEFAULT 'maintained',
    "zone" TEXT NOT NULL DEFAULT 'Europe/London',
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "address_lines" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adult" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "title" TEXT,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "spoken_languages" TEXT[],
    "reading_language" TEXT,
    "reading_need" "reading_need" NOT NULL DEFAULT 'unknown',
    "needs_interpreter" BOOLEAN NOT NULL DEFAULT false,
    "address_lines" TEXT[],
    "safe_address" BOOLEAN NOT NULL DEFAULT false,
    "import_hash" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "adult_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_post" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "role" "staff_role" NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pupil" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "wording_form" "wording_form" NOT NULL DEFAULT 'they',
    "year_group" INTEGER NOT NULL,
    "date_of_birth" DATE,
    "looked_after" BOOLEAN NOT NULL DEFAULT false,
    "import_hash" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pupil_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_group" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "import_hash" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "class_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "class_group_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "import_hash" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teaching_post" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "class_group_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "import_hash" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "teaching_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardian_link" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "relation" "relation" NOT NULL DEFAULT 'other',
    "parental_responsibility" "parental_responsibility" NOT NULL DEFAULT 'unknown',
    "evidence" TEXT,
    "has_care" BOOLEAN NOT NULL DEFAULT false,
    "lives_with" BOOLEAN NOT NULL DEFAULT false,
    "contact_order" INTEGER,
    "import_hash" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guardian_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restriction" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "kind" "restriction_kind" NOT NULL,
    "scopes" "access_scope"[],
    "starts_on" TIMESTAMPTZ(3) NOT NULL,
    "review_on" DATE,
    "document" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,

    CONSTRAINT "restriction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'reading',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB NOT NULL DEFAULT '{}',
    "problems" INTEGER NOT NULL DEFAULT 0,
    "started_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_problem" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "column" TEXT,
    "code" TEXT NOT NULL,
    "fatal" BOOLEAN NOT NULL DEFAULT true,
    "args" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "remove" BOOLEAN NOT NULL DEFAULT false,
    "body" JSONB NOT NULL,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_document" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "owner_role" TEXT NOT NULL,
    "owner_initials" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "next_review_on" DATE NOT NULL,

    CONSTRAINT "policy_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_review" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "reviewed_on" DATE NOT NULL,
    "initials" TEXT NOT NULL,

    CONSTRAINT "policy_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statutory_requirement" (
    "id" UUID NOT NULL,
    "nation" "nation" NOT NULL,
    "school_type" "school_type" NOT NULL,
    "code" TEXT NOT NULL,
    "from_year" INTEGER NOT NULL,
    "to_year" INTEGER NOT NULL,
    "annual_only" BOOLEAN NOT NULL DEFAULT true,
    "source" TEXT NOT NULL,

    CONSTRAINT "statutory_requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_round" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "term" "term" NOT NULL,
    "school_year" INTEGER NOT NULL,
    "year_groups" INTEGER[],
    "subjects" TEXT[],
    "opens_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "state" "report_state" NOT NULL DEFAULT 'writing',
    "sessions_possible" INTEGER,
    "sessions_absent" INTEGER,
    "sessions_late" INTEGER,
    "checked_at" TIMESTAMPTZ(3),
    "checked_by_id" UUID,
    "edition" INTEGER NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_entry" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "attainment" TEXT,
    "effort" TEXT,
    "progress" TEXT,
    "comments" JSONB NOT NULL DEFAULT '[]',
    "own_words_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_entry_version" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "saved_by_id" UUID,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_entry_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_edition" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "edition" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "note_text_id" UUID,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_receipt" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "talk_requested_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_publication" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "class_group_id" UUID,
    "publish_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "published" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "report_publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "second_factor_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_token" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "kind" "sign_in_token_kind" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_factor" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "secret_sealed" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "school_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("school_id","key","window_start")
);

-- CreateIndex
CREATE INDEX "audit_entry_school_id_pupil_id_at_idx" ON "audit_entry"("school_id", "pupil_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_school_id_actor_id_at_idx" ON "audit_entry"("school_id", "actor_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_school_id_seq_key" ON "audit_entry"("school_id", "seq");

-- CreateIndex
CREATE INDEX "message_school_id_adult_id_created_at_idx" ON "message"("school_id", "adult_id", "created_at");

-- CreateIndex
CREATE INDEX "message_school_id_subject_id_idx" ON "message"("school_id", "subject_id");

-- CreateIndex
CREATE INDEX "message_pupil_id_idx" ON "message"("pupil_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_school_id_idempotency_key_key" ON "message"("school_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "delivery_school_id_state_next_try_at_idx" ON "delivery"("school_id", "state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_message_id_channel_key" ON "delivery"("message_id", "channel");

-- CreateIndex
CREATE INDEX "task_school_id_done_at_due_at_idx" ON "task"("school_id", "done_at", "due_at");

-- CreateIndex
CREATE INDEX "task_adult_id_idx" ON "task"("adult_id");

-- CreateIndex
CREATE INDEX "task_pupil_id_idx" ON "task"("pupil_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_school_id_unique_key_key" ON "task"("school_id", "unique_key");

-- CreateIndex
CREATE INDEX "sink_mail_school_id_received_at_idx" ON "sink_mail"("school_id", "received_at");

-- CreateIndex
CREATE INDEX "content_text_school_id_kind_idx" ON "content_text"("school_id", "kind");

-- CreateIndex
CREATE INDEX "segment_school_id_hash_idx" ON "segment"("school_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "segment_text_id_position_key" ON "segment"("text_id", "position");

-- CreateIndex
CREATE INDEX "translation_school_id_language_status_idx" ON "translation"("school_id", "language", "status");

-- CreateIndex
CREATE UNIQUE INDEX "translation_segment_id_language_key" ON "translation"("segment_id", "language");

-- CreateIndex
CREATE UNIQUE INDEX "school_slug_key" ON "school"("slug");

-- CreateIndex
CREATE INDEX "adult_school_id_family_name_given_name_idx" ON "adult"("school_id", "family_name", "given_name");

-- CreateIndex
CREATE UNIQUE INDEX "adult_school_id_external_id_key" ON "adult"("school_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "adult_school_id_email_key" ON "adult"("school_id", "email");

-- CreateIndex
CREATE INDEX "staff_post_school_id_role_idx" ON "staff_post"("school_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "staff_post_adult_id_role_key" ON "staff_post"("adult_id", "role");

-- CreateIndex
CREATE INDEX "pupil_school_id_year_group_idx" ON "pupil"("school_id", "year_group");

-- CreateIndex
CREATE INDEX "pupil_school_id_family_name_given_name_idx" ON "pupil"("school_id", "family_name", "given_name");

-- CreateIndex
CREATE UNIQUE INDEX "pupil_school_id_external_id_key" ON "pupil"("school_id", "external_id");

-- CreateIndex
CREATE INDEX "class_group_school_id_name_idx" ON "class_group"("school_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "class_group_school_id_external_id_key" ON "class_group"("school_id", "external_id");

-- CreateIndex
CREATE INDEX "enrolment_pupil_id_idx" ON "enrolment"("pupil_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_class_group_id_pupil_id_key" ON "enrolment"("class_group_id", "pupil_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_school_id_external_id_key" ON "enrolment"("school_id", "external_id");

-- CreateIndex
CREATE INDEX "teaching_post_adult_id_idx" ON "teaching_post"("adult_id");

-- CreateIndex
CREATE UNIQUE INDEX "teaching_post_class_group_id_adult_id_key" ON "teaching_post"("class_group_id", "adult_id");

-- CreateIndex
CREATE UNIQUE INDEX "teaching_post_school_id_external_id_key" ON "teaching_post"("school_id", "external_id");

-- CreateIndex
CREATE INDEX "guardian_link_pupil_id_idx" ON "guardian_link"("pupil_id");

-- CreateIndex
CREATE INDEX "guardian_link_school_id_confirmed_at_idx" ON "guardian_link"("school_id", "confirmed_at");

-- CreateIndex
CREATE UNIQUE INDEX "guardian_link_adult_id_pupil_id_key" ON "guardian_link"("adult_id", "pupil_id");

-- CreateIndex
CREATE INDEX "restriction_link_id_idx" ON "restriction"("link_id");

-- CreateIndex
CREATE INDEX "restriction_school_id_lifted_at_idx" ON "restriction"("school_id", "lifted_at");

-- CreateIndex
CREATE INDEX "import_run_school_id_created_at_idx" ON "import_run"("school_id", "created_at");

-- CreateIndex
CREATE INDEX "import_problem_run_id_file_line_idx" ON "import_problem"("run_id", "file", "line");

-- CreateIndex
CREATE INDEX "import_row_run_id_kind_external_id_idx" ON "import_row"("run_id", "kind", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_document_school_id_key" ON "policy_document"("school_id");

-- CreateIndex
CREATE INDEX "policy_review_school_id_idx" ON "policy_review"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_review_document_id_reviewed_on_key" ON "policy_review"("document_id", "reviewed_on");

-- CreateIndex
CREATE UNIQUE INDEX "statutory_requirement_nation_school_type_code_from_year_key" ON "statutory_requirement"("nation", "school_type", "code", "from_year");

-- CreateIndex
CREATE UNIQUE INDEX "report_round_school_id_school_year_term_key" ON "report_round"("school_id", "school_year", "term");

-- CreateIndex
CREATE INDEX "report_pupil_id_idx" ON "report"("pupil_id");

-- CreateIndex
CREATE INDEX "report_school_id_state_idx" ON "report"("school_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "report_round_id_pupil_id_key" ON "report"("round_id", "pupil_id");

-- CreateIndex
CREATE INDEX "report_entry_school_id_idx" ON "report_entry"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_entry_report_id_subject_key" ON "report_entry"("report_id", "subject");

-- CreateIndex
CREATE INDEX "report_entry_version_school_id_idx" ON "report_entry_version"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_entry_version_entry_id_version_key" ON "report_entry_version"("entry_id", "version");

-- CreateIndex
CREATE INDEX "report_edition_school_id_idx" ON "report_edition"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_edition_report_id_edition_key" ON "report_edition"("report_id", "edition");

-- CreateIndex
CREATE INDEX "report_receipt_school_id_adult_id_idx" ON "report_receipt"("school_id", "adult_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_receipt_report_id_adult_id_key" ON "report_receipt"("report_id", "adult_id");

-- CreateIndex
CREATE INDEX "report_publication_round_id_idx" ON "report_publication"("round_id");

-- CreateIndex
CREATE INDEX "report_publication_school_id_publish_at_idx" ON "report_publication"("school_id", "publish_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_adult_id_idx" ON "session"("adult_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_token_hash_key" ON "sign_in_token"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_token_adult_id_idx" ON "sign_in_token"("adult_id");

-- CreateIndex
CREATE INDEX "sign_in_token_expires_at_idx" ON "sign_in_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "second_factor_adult_id_key" ON "second_factor"("adult_id");

-- CreateIndex
CREATE INDEX "second_factor_school_id_idx" ON "second_factor"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_code_hash_key" ON "recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_code_adult_id_idx" ON "recovery_code"("adult_id");

-- CreateIndex
CREATE INDEX "rate_limit_window_start_idx" ON "rate_limit"("window_start");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "content_text"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "translation" ADD CONSTRAINT "translation_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_post" ADD CONSTRAINT "staff_post_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_class_group_id_fkey" FOREIGN KEY ("class_group_id") REFERENCES "class_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching_post" ADD CONSTRAINT "teaching_post_class_group_id_fkey" FOREIGN KEY ("class_group_id") REFERENCES "class_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching_post" ADD CONSTRAINT "teaching_post_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardian_link" ADD CONSTRAINT "guardian_link_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardian_link" ADD CONSTRAINT "guardian_link_pupil_id_fkey" FOREIGN KEY ("pupil_id") REFERENCES "pupil"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restriction" ADD CONSTRAINT "restriction_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "guardian_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_problem" ADD CONSTRAINT "import_problem_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_review" ADD CONSTRAINT "policy_review_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "policy_document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "report_round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_entry" ADD CONSTRAINT "report_entry_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_entry_version" ADD CONSTRAINT "report_entry_version_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "report_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_edition" ADD CONSTRAINT "report_edition_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_receipt" ADD CONSTRAINT "report_receipt_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_publication" ADD CONSTRAINT "report_publication_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "report_round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_token" ADD CONSTRAINT "sign_in_token_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE;


