CREATE TYPE "preference" AS ENUM ('reading', 'listening', 'pictures', 'phone', 'sign_language', 'large_print');
CREATE TYPE "profile_question" AS ENUM ('speaks', 'reading', 'reading_language', 'prefers', 'interpreter');
CREATE TYPE "profile_source" AS ENUM ('adult', 'adult_told_staff', 'staff', 'import');

ALTER TABLE "adult" ADD COLUMN "prefers" "preference"[] NOT NULL DEFAULT ARRAY[]::"preference"[];

CREATE TABLE "profile_answer" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "question" "profile_question" NOT NULL,
    "value" TEXT[] NOT NULL,
    "source" "profile_source" NOT NULL,
    "recorded_by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_answer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "profile_answer_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- An answer says something; what a file said was written down by nobody, what a person said by somebody.
    CONSTRAINT "profile_answer_says" CHECK (cardinality("value") > 0),
    CONSTRAINT "profile_answer_writer" CHECK (("source" = 'import') = ("recorded_by_id" IS NULL))
);
CREATE INDEX "profile_answer_adult_id_question_at_idx" ON "profile_answer"("adult_id", "question", "at");
CREATE INDEX "profile_answer_school_id_source_idx" ON "profile_answer"("school_id", "source");

SELECT guard_table('profile_answer');
-- The history is kept: the app adds to it and changes nothing in it.
REVOKE UPDATE, DELETE ON profile_answer FROM kingsgate_app;

-- What is known so far came from the school's own lists.
INSERT INTO profile_answer (id, school_id, adult_id, question, value, source, at)
SELECT uuid_v7(a.updated_at), a.school_id, a.id, q.question, q.value, 'import', a.updated_at
FROM adult a CROSS JOIN LATERAL (VALUES
  ('speaks'::profile_question, a.spoken_languages, cardinality(a.spoken_languages) > 0),
  ('reading', ARRAY[a.reading_need::text], a.reading_need <> 'unknown'),
  ('reading_language', ARRAY[a.reading_language], a.reading_language IS NOT NULL),
  ('interpreter', ARRAY['yes'], a.needs_interpreter)
) AS q (question, value, known)
WHERE q.known AND a.removed_at IS NULL;
