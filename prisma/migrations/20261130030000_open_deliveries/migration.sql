-- Of a year's deliveries a handful are open. What looks for those looks in indexes of them alone, so that an e-mail that is
-- written, claimed and handed over touches three indexes instead of seven. delivery_due, the sender's own, stays as it is.
-- The channel is a condition here and no column: comparing enums is not "leakproof", and behind row-level security the
-- planner looks such columns up only once it has the row.
DROP INDEX delivery_school_id_state_next_try_at_idx;
CREATE INDEX delivery_open ON delivery (school_id, next_try_at) WHERE channel IN ('text', 'push', 'letter', 'call') AND state IN ('queued', 'sending');
CREATE INDEX delivery_held ON delivery (school_id, next_try_at) WHERE state = 'held';
CREATE INDEX delivery_failed ON delivery (school_id, failed_at) WHERE state = 'failed';

-- Most rows have none of these. A unique index that leaves them out refuses the same as one that holds them.
DROP INDEX delivery_school_id_provider_id_key;
CREATE UNIQUE INDEX delivery_school_id_provider_id_key ON delivery (school_id, provider_id) WHERE provider_id IS NOT NULL;
DROP INDEX delivery_school_id_answer_hash_key;
CREATE UNIQUE INDEX delivery_school_id_answer_hash_key ON delivery (school_id, answer_hash) WHERE answer_hash IS NOT NULL;
DROP INDEX delivery_print_run_id_idx;
CREATE INDEX delivery_print_run_id_idx ON delivery (print_run_id) WHERE print_run_id IS NOT NULL;
DROP INDEX message_school_id_ladder_at_idx;
CREATE INDEX message_school_id_ladder_at_idx ON message (school_id, ladder_at) WHERE ladder_at IS NOT NULL;
DROP INDEX message_pupil_id_idx;
CREATE INDEX message_pupil_id_idx ON message (pupil_id) WHERE pupil_id IS NOT NULL;
