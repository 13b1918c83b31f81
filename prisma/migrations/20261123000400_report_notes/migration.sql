-- Why a report was taken back, and what a parent would like to talk about: texts of languages.
ALTER TABLE "report" ADD COLUMN "withdrawn_note_id" UUID;
ALTER TABLE "report_receipt" ADD COLUMN "talk_note_id" UUID;
