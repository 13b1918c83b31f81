/** Fills 2,000 sentences in three languages from the school's own approved translations, beside the same statement by plain pg. */
import { performance } from "node:perf_hooks";

import pg from "pg";
import { v7 as uuid } from "uuid";

import { FILL_FROM_MEMORY, fillFromMemory } from "@/server/features/languages/memory/commands";
import { hashSegment } from "@/server/features/languages/rules";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { makeSchool } from "@/server/testing/factories/people";
import { insertRows } from "@/server/testing/factories/rows";

const SENTENCES = 2_000;
/** What else the school has written over the years. */
const OTHERS = 50_000;
const LANGUAGES = ["pl", "ur", "so"];
const ROUNDS = 7;

process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Sentences of one text: `name` tells them apart from others. */
async function writeSentences(client: pg.Client, schoolId: string, name: string, count: number, translated: boolean): Promise<string> {
  const textId = uuid();
  await insertRows(client, "content_text", [{ id: textId, schoolId, kind: "reports.ownWords", language: "en" }]);
  const segments = Array.from({ length: count }, (_, position) => {
    const body = `${name} number ${position} is a sentence of middling length about school.`;
    return { id: uuid(), schoolId, textId, position, body, hash: hashSegment(body) };
  });
  await insertRows(client, "segment", segments);
  if (translated) {
    await insertRows(client, "translation", segments.flatMap((segment) => LANGUAGES.map((language) => ({
      id: uuid(), schoolId, segmentId: segment.id, language, body: `${language} ${segment.body}`, sourceHash: segment.hash, origin: "person", status: "approved", updatedAt: new Date("2026-09-01"),
    }))));
  }
  return textId;
}

export default async function bench(): Promise<string[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const school = await makeSchool();
    const db = dbFor(school.id);
    await writeSentences(client, school.id, "Another", OTHERS, false);
    await writeSentences(client, school.id, "This", SENTENCES, true);
    await client.query("ANALYZE");
    const partner = new pg.Client({ connectionString: process.env.DATABASE_URL, options: `-c role=kingsgate_app -c app.school_id=${school.id}` });
    await partner.connect();
    const [own, raw]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each fills a text of its own, in turns, so that both meet the same tables.
      for (const [times, fill] of [[own, (id: string) => fillFromMemory(db, [id])], [raw, async (id: string) => (await partner.query(FILL_FROM_MEMORY, [[id]])).rowCount ?? 0]] as const) {
        const id = await writeSentences(client, school.id, "This", SENTENCES, false);
        const began = performance.now();
        const written = await fill(id);
        times.push(performance.now() - began);
        if (written !== SENTENCES * LANGUAGES.length) throw new Error(`${written} translations`);
        await client.query("DELETE FROM content_text WHERE id = $1", [id]);
      }
    }
    await partner.end();
    return [
      `memory.fill_2000 ${median(own).toFixed(1)} ms`,
      `memory.fill_2000_pg ${median(raw).toFixed(1)} ms`,
      `memory.fill_ratio ${(median(own) / median(raw)).toFixed(3)} of_pg`,
      `memory.translations ${SENTENCES * LANGUAGES.length} written`,
    ];
  } finally {
    await client.end();
    await closeDatabases();
  }
}
