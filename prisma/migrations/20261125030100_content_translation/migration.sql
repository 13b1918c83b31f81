-- Content translation: what a text is worth, who changed which translation, what parents say of it, what may leave the school
-- and what did, the school's glossary, translators outside the school and the files that come back from them.
CREATE TYPE text_stakes AS ENUM ('ordinary', 'safeguarding', 'health', 'exclusion', 'send', 'legal');
CREATE TYPE flag_kind AS ENUM ('unclear', 'wrong');
ALTER TYPE translation_status ADD VALUE 'rejected';

ALTER TABLE content_text
  ADD COLUMN stakes text_stakes NOT NULL DEFAULT 'ordinary',
  ADD COLUMN pupil_id UUID REFERENCES pupil (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD COLUMN template_key TEXT,
  ADD COLUMN template_args JSONB NOT NULL DEFAULT '{}';
CREATE INDEX content_text_pupil_id_idx ON content_text (pupil_id);

ALTER TABLE translation ADD COLUMN back_body TEXT, ADD COLUMN invite_id UUID;

CREATE TABLE translation_change (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  segment_id UUID NOT NULL REFERENCES segment (id) ON DELETE CASCADE ON UPDATE CASCADE,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  origin translation_origin NOT NULL,
  status translation_status NOT NULL,
  actor_id UUID,
  invite_id UUID,
  at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX translation_change_segment_id_language_at_idx ON translation_change (segment_id, language, at);

CREATE TABLE translation_flag (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  segment_id UUID NOT NULL REFERENCES segment (id) ON DELETE CASCADE ON UPDATE CASCADE,
  language TEXT NOT NULL,
  kind flag_kind NOT NULL,
  shown_hash TEXT NOT NULL,
  adult_id UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL,
  handled_at TIMESTAMPTZ(3),
  handled_by_id UUID
);
CREATE UNIQUE INDEX translation_flag_segment_id_language_adult_id_kind_shown_h_key ON translation_flag (segment_id, language, adult_id, kind, shown_hash);
CREATE INDEX translation_flag_school_id_language_handled_at_idx ON translation_flag (school_id, language, handled_at);

CREATE TABLE translation_switch (
  school_id UUID NOT NULL,
  kind TEXT NOT NULL,
  engine TEXT NOT NULL,
  enabled BOOLEAN NOT NULL,
  changed_by_id UUID,
  changed_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (school_id, kind)
);

CREATE TABLE translation_service (
  school_id UUID NOT NULL,
  engine TEXT NOT NULL,
  languages JSONB NOT NULL,
  glossaries JSONB NOT NULL DEFAULT '{}',
  asked_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (school_id, engine)
);

CREATE TABLE translation_call (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL,
  engine TEXT NOT NULL,
  purpose TEXT NOT NULL,
  kind TEXT,
  from_language TEXT,
  to_language TEXT,
  sentences INTEGER NOT NULL,
  characters INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  rejected INTEGER NOT NULL DEFAULT 0,
  milliseconds INTEGER NOT NULL
);
CREATE INDEX translation_call_school_id_at_idx ON translation_call (school_id, at);

CREATE TABLE glossary_term (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  language TEXT NOT NULL,
  term TEXT NOT NULL,
  word TEXT NOT NULL,
  do_not_translate BOOLEAN NOT NULL DEFAULT false,
  explanation TEXT NOT NULL DEFAULT '',
  changed_by_id UUID,
  changed_at TIMESTAMPTZ(3) NOT NULL,
  removed_at TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX glossary_term_school_id_language_term_key ON glossary_term (school_id, language, term);

CREATE TABLE translator_invite (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  kinds TEXT[],
  token_hash TEXT NOT NULL,
  created_by_id UUID,
  created_at TIMESTAMPTZ(3) NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  revoked_at TIMESTAMPTZ(3),
  last_used_at TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX translator_invite_school_id_token_hash_key ON translator_invite (school_id, token_hash);

CREATE TABLE translation_import (
  id UUID PRIMARY KEY,
  school_id UUID NOT NULL,
  format TEXT NOT NULL,
  language TEXT NOT NULL,
  sentences INTEGER NOT NULL,
  applied BOOLEAN NOT NULL,
  problems JSONB NOT NULL DEFAULT '[]',
  created_by_id UUID,
  created_at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX translation_import_school_id_created_at_idx ON translation_import (school_id, created_at);

SELECT guard_table(t) FROM unnest(ARRAY[
  'translation_change', 'translation_flag', 'translation_switch', 'translation_service', 'translation_call', 'glossary_term',
  'translator_invite', 'translation_import'
]) AS t;
-- History and the record of calls are only added to. What goes with a deleted sentence goes by its foreign key.
REVOKE UPDATE, DELETE ON translation_change, translation_call FROM kingsgate_app;
