import type { PrintJob } from "@/server/lib/pdf/models";
import { PdfPool, type MadePdf } from "@/server/lib/pdf/pool";
import type { PdfError } from "@/server/lib/pdf/errors";

// The server's bundle may hold this module more than once; the threads must exist once a process.
const shared = globalThis as typeof globalThis & { kingsgatePdfPool?: PdfPool };

function sharedPool(): PdfPool {
  shared.kingsgatePdfPool ??= new PdfPool();
  return shared.kingsgatePdfPool;
}

/** Makes one tagged PDF (PDF/UA-1) in a thread of the shared pool. Rejects with PdfError. */
export async function renderPdf(job: PrintJob): Promise<Buffer> {
  return (await sharedPool().render(job)).pdf;
}

export interface ManyOptions {
  /** Called once a document, not in order of the items; the next one waits until its promise is kept. */
  onPdf(made: MadePdf, index: number): void | Promise<void>;
  /** Called for a document that could not be made. Without it the first refusal ends the run. */
  onError?(error: PdfError, index: number): void | Promise<void>;
  /** Documents under way at once; the pool's threads by default, plus one that waits ready. */
  concurrency?: number;
  pool?: PdfPool;
}

/**
 * Makes many PDFs in bounded memory: items are drawn from the iterable only as threads come free, and each file is
 * handed over and forgotten. Resolves to the number of files made; rejects with the first PdfError unless `onError` is given.
 */
export async function renderMany(items: Iterable<PrintJob> | AsyncIterable<PrintJob>, options: ManyOptions): Promise<number> {
  const pool = options.pool ?? sharedPool();
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let started = 0;
  let made = 0;
  let stopped = false;

  async function renderOne(job: PrintJob, index: number): Promise<void> {
    let result: MadePdf;
    try {
      result = await pool.render(job);
    } catch (error) {
      if (!options.onError) throw error;
      await options.onError(error as PdfError, index);
      return;
    }
    await options.onPdf(result, index);
    made += 1;
  }

  async function drain(): Promise<void> {
    while (!stopped) {
      const next = await source.next();
      if (next.done) return;
      const index = started++;
      await renderOne(next.value, index);
    }
  }

  const lanes = Math.max(1, options.concurrency ?? pool.size + 1);
  try {
    await Promise.all(Array.from({ length: lanes }, drain));
  } finally {
    stopped = true;
    await source.return?.();
  }
  return made;
}

/** Ends the shared threads; the next renderPdf starts new ones. Part of a clean shutdown. */
export async function closePdf(): Promise<void> {
  const pool = shared.kingsgatePdfPool;
  shared.kingsgatePdfPool = undefined;
  await pool?.close();
}
