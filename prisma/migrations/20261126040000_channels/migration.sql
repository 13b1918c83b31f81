-- Text messages, and what follows when nobody says that they know.
ALTER TYPE "channel" ADD VALUE 'text';

ALTER TABLE delivery ADD COLUMN provider_id TEXT;
CREATE UNIQUE INDEX delivery_school_id_provider_id_key ON delivery (school_id, provider_id);

ALTER TABLE message ADD COLUMN acknowledged_at TIMESTAMPTZ(3);
ALTER TABLE message ADD COLUMN ladder_step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN ladder_at TIMESTAMPTZ(3);
CREATE INDEX message_school_id_ladder_at_idx ON message (school_id, ladder_at);
