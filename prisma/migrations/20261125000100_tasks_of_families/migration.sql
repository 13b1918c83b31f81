-- Adults who wait for access and orders to look at again are read from the links and restrictions themselves.
DELETE FROM task WHERE kind IN ('confirm_access', 'review_restriction');
ALTER TYPE task_kind RENAME TO task_kind_before;
CREATE TYPE task_kind AS ENUM ('call', 'talk_request');
ALTER TABLE task ALTER COLUMN kind TYPE task_kind USING kind::text::task_kind;
DROP TYPE task_kind_before;
