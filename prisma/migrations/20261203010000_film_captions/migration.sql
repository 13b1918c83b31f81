-- Films that a colleague looks at before families do, and when each sentence of their captions is shown, in thousandths of a second.
ALTER TABLE "celebration_clip" ADD COLUMN "approved_at" TIMESTAMPTZ(3);
ALTER TABLE "celebration_clip" ADD COLUMN "cue_starts" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
ALTER TABLE "celebration_clip" ADD COLUMN "cue_ends" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
ALTER TABLE "celebration_clip" ADD CONSTRAINT "celebration_clip_cues" CHECK (cardinality("cue_starts") = cardinality("cue_ends"));
-- Until now whoever put a film could let it through.
UPDATE "celebration_clip" SET "approved_at" = "created_at";
