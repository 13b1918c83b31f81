-- Newsletters of blocks, their e-mails made once a language, and who wants no such e-mail.
CREATE TYPE "newsletter_state" AS ENUM ('draft', 'scheduled', 'sent', 'withdrawn');
CREATE TYPE "newsletter_audience" AS ENUM ('public', 'families');
CREATE TYPE "newsletter_block_kind" AS ENUM ('heading', 'text', 'picture', 'date', 'thanks', 'tip', 'card');

CREATE TABLE "newsletter" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "title_id" UUID NOT NULL,
    "state" "newsletter_state" NOT NULL DEFAULT 'draft',
    "audience" "newsletter_audience" NOT NULL DEFAULT 'families',
    "year_groups" INTEGER[],
    "send_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "sent_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "newsletter_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "newsletter_times" CHECK (("state" <> 'scheduled' OR "send_at" IS NOT NULL) AND ("state" NOT IN ('sent', 'withdrawn') OR "sent_at" IS NOT NULL))
);
CREATE INDEX "newsletter_school_id_state_sent_at_idx" ON "newsletter"("school_id", "state", "sent_at");
SELECT guard_table('newsletter'), watch_table('newsletter');

CREATE TABLE "newsletter_block" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "newsletter_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "newsletter_block_kind" NOT NULL,
    "text_id" UUID NOT NULL,
    "happens_on" DATE,
    "happens_time" INTEGER,
    "link" TEXT,
    CONSTRAINT "newsletter_block_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "newsletter_block_newsletter_id_fkey" FOREIGN KEY ("newsletter_id") REFERENCES "newsletter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "newsletter_block_time" CHECK ("happens_time" BETWEEN 0 AND 1439)
);
CREATE UNIQUE INDEX "newsletter_block_newsletter_id_position_key" ON "newsletter_block"("newsletter_id", "position");
SELECT guard_table('newsletter_block'), watch_table('newsletter_block');

CREATE TABLE "newsletter_picture" (
    "block_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "newsletter_picture_pkey" PRIMARY KEY ("block_id"),
    CONSTRAINT "newsletter_picture_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "newsletter_block"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
SELECT guard_table('newsletter_picture'), watch_table('newsletter_picture');

-- What a newsletter once sent says may not change under its readers; it can only be taken back.
CREATE FUNCTION newsletter_block_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM newsletter n WHERE n.id = coalesce(OLD.newsletter_id, NEW.newsletter_id) AND n.state IN ('sent', 'withdrawn')) THEN
    RAISE EXCEPTION 'a newsletter that was sent stays as it is';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER newsletter_block_stays BEFORE INSERT OR UPDATE OR DELETE ON newsletter_block FOR EACH ROW EXECUTE FUNCTION newsletter_block_stays();

-- An e-mail that is the same for everybody who reads a language, made once for all of them.
CREATE TABLE "mail_body" (
    "school_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "mail_body_pkey" PRIMARY KEY ("subject_id", "language")
);
SELECT guard_table('mail_body');

CREATE TABLE "unsubscribed" (
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "unsubscribed_pkey" PRIMARY KEY ("adult_id", "topic"),
    CONSTRAINT "unsubscribed_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
SELECT guard_table('unsubscribed'), watch_table('unsubscribed');
