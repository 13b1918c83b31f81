import { Readable } from "node:stream";

import type pg from "pg";

import type { ByteSource } from "../archive/rules";

/** Bytes of one stored piece. All pieces of a file but its last have this size, so that any place in it can be found. */
export const CHUNK_BYTES = 512 * 1024;

/** One file of an upload, read from the pieces in the database: any worker process can read it, from any place. */
export function storedSource(pool: pg.Pool, runId: string, part: number, name: string, size: number): ByteSource {
  async function* read(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const seq = Math.floor(at / CHUNK_BYTES);
      const inside = at - seq * CHUNK_BYTES;
      const length = Math.min(end - at, CHUNK_BYTES - inside);
      const { rows } = await pool.query<{ bytes: Buffer }>(
        "SELECT substring(bytes FROM $4 FOR $5) AS bytes FROM import_chunk WHERE run_id = $1 AND part = $2 AND seq = $3",
        [runId, part, seq, inside + 1, length],
      );
      const bytes = rows[0]?.bytes;
      if (!bytes || bytes.length !== length) throw new Error("an upload lacks a piece");
      yield bytes;
      at += length;
    }
  }
  return { name, size, stream: (start, end) => Readable.from(read(start, end), { objectMode: false, highWaterMark: CHUNK_BYTES }) };
}
