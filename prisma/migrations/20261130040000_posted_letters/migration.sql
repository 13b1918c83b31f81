-- A school may have its letters posted by GOV.UK Notify; until it says so it prints them itself, as before.
ALTER TABLE contact_pace ADD COLUMN post_letters BOOLEAN NOT NULL DEFAULT false;
-- When the service said that it has printed and posted a letter. Letters that it took and has not, are asked for.
ALTER TABLE delivery ADD COLUMN posted_at TIMESTAMPTZ(3);
CREATE INDEX delivery_in_post ON delivery (school_id, next_try_at) WHERE channel = 'letter' AND state = 'handed_over' AND provider_id IS NOT NULL AND posted_at IS NULL;
