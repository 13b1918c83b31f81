import { PdfError } from "@/server/lib/pdf/errors";
import type { LettersPrint, PrintJob } from "@/server/lib/pdf/models";
import { PdfPool, type MadePdf } from "@/server/lib/pdf/pool";

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

export interface MadeLetters {
  /** Undefined when no letter could be made. */
  pdf: Buffer | undefined;
  /** The letters left out, by their place in the list, and why. */
  refused: { index: number; error: PdfError }[];
}

/** Whether the words of a document are at fault, so that the others can still be printed. */
function isAboutWords(error: unknown): error is PdfError {
  return error instanceof PdfError && (error.code === "missing_glyph" || error.code === "no_font");
}

/** Makes one PDF of many letters. One name that no shipped font can print must not keep the other families from theirs. */
export async function renderLetters(data: LettersPrint): Promise<MadeLetters> {
  const whole = await renderPdf({ template: "people", data }).catch((error: unknown) => {
    if (isAboutWords(error)) return undefined;
    throw error;
  });
  if (whole) return { pdf: whole, refused: [] };

  const refused: MadeLetters["refused"] = [];
  const jobs = data.letters.map((letter): PrintJob => ({ template: "people", data: { ...data, letters: [letter] } }));
  await renderMany(jobs, {
    onPdf() {},
    onError(error, index) {
      if (!isAboutWords(error)) throw error;
      refused.push({ index, error });
    },
  });
  refused.sort((a, b) => a.index - b.index);
  const out = new Set(refused.map((each) => each.index));
  const letters = data.letters.filter((_, index) => !out.has(index));
  return { pdf: letters.length > 0 ? await renderPdf({ template: "people", data: { ...data, letters } }) : undefined, refused };
}

/** Ends the shared threads; the next renderPdf starts new ones. Part of a clean shutdown. */
export async function closePdf(): Promise<void> {
  const pool = shared.kingsgatePdfPool;
  shared.kingsgatePdfPool = undefined;
  await pool?.close();
}
