import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { PdfError, type PdfErrorCode } from "@/server/lib/pdf/errors";
import { fontPackages } from "@/server/lib/pdf/fonts";
import type { PrintJob } from "@/server/lib/pdf/models";
import { preparePrint } from "@/server/lib/pdf/prepare";

export interface MadePdf {
  pdf: Buffer;
  pages: number;
}

export interface PoolOptions {
  /** Threads, each about 200 MB once warm. */
  workers?: number;
  /** The longest one document may take, in milliseconds. */
  timeoutMs?: number;
  /** Documents a thread makes between two emptyings of the compiler's cache. */
  evictEvery?: number;
}

interface Waiting {
  id: number;
  job: PrintJob;
  resolve(made: MadePdf): void;
  reject(error: PdfError): void;
}

interface Seat {
  thread: Worker;
  current: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
}

interface Answer {
  id: number;
  pdf?: Uint8Array;
  pages?: number;
  refused?: { code: PdfErrorCode; detail: string };
}

const DEFAULTS = { workers: 2, timeoutMs: 60_000, evictEvery: 4 };

/**
 * The compiler reads the machine's fonts when it starts and has no switch against it, only the list of folders that Linux keeps: ours names none, so
 * that no font of the machine can stand in for a shipped one of its name. It reads the process's own environment, which a thread's copy is not.
 */
function hideMachineFonts(list: string): void {
  if (process.env.FONTCONFIG_FILE !== list) process.env.FONTCONFIG_FILE = list;
}

/** Threads that turn jobs into PDFs. They start with the first job and do not keep the process alive when idle. */
export class PdfPool {
  private readonly options: Required<PoolOptions>;
  private readonly seats: Seat[] = [];
  private readonly queue: Waiting[] = [];
  private nextId = 1;
  private closed = false;

  constructor(options: PoolOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  get size(): number {
    return this.options.workers;
  }

  /** The running threads, for a health page and for tests that end one. */
  get threads(): readonly Worker[] {
    return this.seats.map((seat) => seat.thread);
  }

  /** Makes one PDF/UA-1 file. Rejects with PdfError. */
  render(job: PrintJob): Promise<MadePdf> {
    if (this.closed) return Promise.reject(new PdfError("closed"));
    return new Promise((resolve, reject) => {
      this.queue.push({ id: this.nextId++, job, resolve, reject });
      this.assign();
    });
  }

  /** Ends the threads; jobs that wait or run are rejected as "closed". */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.queue.splice(0)) waiting.reject(new PdfError("closed"));
    await Promise.all(this.seats.splice(0).map((seat) => this.vacate(seat, new PdfError("closed"))));
  }

  private assign(): void {
    while (this.queue.length > 0) {
      const seat = this.seats.find((each) => !each.current) ?? this.open();
      const waiting = seat ? this.queue.shift() : undefined;
      if (!seat || !waiting) return;
      this.start(seat, waiting);
    }
  }

  private open(): Seat | undefined {
    if (this.seats.length >= this.options.workers) return undefined;
    // The bundler follows `new Worker(path)` and would try to pack the native compiler: the thread's file stays where it is.
    const server = join(/* turbopackIgnore: true */ process.cwd(), "server");
    const file = join(/* turbopackIgnore: true */ server, "lib", "pdf", "worker.mjs");
    hideMachineFonts(join(/* turbopackIgnore: true */ server, "lib", "pdf", "no-fonts.conf"));
    const options: WorkerOptions = {
      workerData: { workspace: server, fontPackages: fontPackages.map((font) => font.packageName), evictEvery: this.options.evictEvery },
      execArgv: [],
    };
    const thread: Worker = Reflect.construct(Worker, [file, options]);
    const seat: Seat = { thread, current: undefined, timer: undefined };
    thread.unref();
    thread.on("message", (answer: Answer) => this.finish(seat, answer));
    thread.on("error", (error) => this.replace(seat, new PdfError("crashed", error.name)));
    thread.on("exit", (status) => this.replace(seat, new PdfError("crashed", `exit ${status}`)));
    this.seats.push(seat);
    return seat;
  }

  private start(seat: Seat, waiting: Waiting): void {
    try {
      const prepared = preparePrint(waiting.job.data);
      seat.current = waiting;
      seat.thread.ref();
      seat.timer = setTimeout(() => this.replace(seat, new PdfError("timeout", `${this.options.timeoutMs} ms`)), this.options.timeoutMs);
      seat.thread.postMessage({ id: waiting.id, template: waiting.job.template, ...prepared });
    } catch (error) {
      this.release(seat);
      waiting.reject(error instanceof PdfError ? error : new PdfError("template", String(error)));
    }
  }

  private release(seat: Seat): void {
    clearTimeout(seat.timer);
    seat.current = undefined;
    seat.thread.unref();
  }

  private finish(seat: Seat, answer: Answer): void {
    const waiting = seat.current;
    if (!waiting || waiting.id !== answer.id) return;
    this.release(seat);
    if (answer.pdf) {
      waiting.resolve({ pdf: Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength), pages: answer.pages ?? 0 });
    } else {
      waiting.reject(new PdfError(answer.refused?.code ?? "template", answer.refused?.detail));
    }
    this.assign();
  }

  /** Ends a thread that crashed or hangs; the next job opens a new one. */
  private replace(seat: Seat, reason: PdfError): void {
    const place = this.seats.indexOf(seat);
    if (place < 0) return;
    this.seats.splice(place, 1);
    void this.vacate(seat, reason);
    this.assign();
  }

  private async vacate(seat: Seat, reason: PdfError): Promise<void> {
    const waiting = seat.current;
    this.release(seat);
    waiting?.reject(reason);
    await seat.thread.terminate();
  }
}
