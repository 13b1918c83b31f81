-- The bytes of an upload wait in the database, so that any worker process can read them and a restart loses nothing.
CREATE TABLE "import_chunk" (
    "run_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("run_id", "part", "seq")
);
CREATE INDEX "import_chunk_school_id_created_at_idx" ON "import_chunk"("school_id", "created_at");
SELECT guard_table('import_chunk');
-- Zip and base64 do not shrink further; unpacked storage lets a few bytes be read from the middle.
ALTER TABLE "import_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

ALTER TABLE "import_run" ADD COLUMN "parts" JSONB NOT NULL DEFAULT '[]';

-- One import at a time in a school: the second upload is refused by the database, not by a check that another could overtake.
CREATE UNIQUE INDEX "import_run_one_open" ON "import_run"("school_id") WHERE state IN ('reading', 'previewed', 'applying');

-- A UUID v7 (RFC 9562) for rows that are made by one set-based statement.
CREATE FUNCTION uuid_v7(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- What stands for a row's imported values: the same file again changes nothing.
CREATE FUNCTION import_mark(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(encode(sha256(convert_to(body, 'UTF8')), 'hex'), 20)
$$;

-- Thousands of rows staged in a moment: the planner must know of them at once. The app's role owns no table and may not ask itself.
CREATE FUNCTION analyze_import() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  ANALYZE public.import_row;
END $$;
REVOKE ALL ON FUNCTION analyze_import() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION uuid_v7(timestamptz), import_mark(text), analyze_import() TO kingsgate_app;

-- Whether the import in hand (named in the transaction's settings) holds everything there is of a kind, not only what changed.
CREATE FUNCTION import_is_bulk(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT kind = ANY (string_to_array(current_setting('import.bulk'), ','))
$$;
GRANT EXECUTE ON FUNCTION import_is_bulk(text) TO kingsgate_app;
