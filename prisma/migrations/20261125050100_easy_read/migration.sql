-- The school's own photo for an idea. Its bytes stand here and not in a folder, so that every process of the school has them.
CREATE TABLE "picture_photo" (
    "school_id" UUID NOT NULL,
    "idea" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "alt_text_id" UUID NOT NULL,
    "saved_by_id" UUID,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "picture_photo_pkey" PRIMARY KEY ("school_id", "idea"),
    CONSTRAINT "picture_photo_is_small" CHECK (octet_length("bytes") BETWEEN 1 AND 131072)
);
SELECT guard_table('picture_photo');

-- The view that an adult chose for reports; null leaves it to the reading need.
ALTER TABLE "adult" ADD COLUMN "easy_read" BOOLEAN;
