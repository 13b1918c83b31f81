-- Letters of news, printed together and answered by a code.
CREATE TABLE "print_run" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "class_group_id" UUID,
    "printed_by_id" UUID NOT NULL,
    "letters" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "put_back_at" TIMESTAMPTZ(3),
    CONSTRAINT "print_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "print_run_school_id_created_at_idx" ON "print_run"("school_id", "created_at");
SELECT guard_table('print_run');

ALTER TABLE "delivery" ADD COLUMN "print_run_id" UUID;
ALTER TABLE "delivery" ADD COLUMN "answer_hash" TEXT;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_print_run_id_fkey" FOREIGN KEY ("print_run_id") REFERENCES "print_run"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "delivery_print_run_id_idx" ON "delivery"("print_run_id");
CREATE UNIQUE INDEX "delivery_school_id_answer_hash_key" ON "delivery"("school_id", "answer_hash");
