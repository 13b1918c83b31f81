import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";

import { SpeechError, type SpeechFault } from "./errors";

/** A piece of speech, ready for every phone. */
export interface Spoken {
  mp3: Buffer;
  milliseconds: number;
}

export type ThreadJob = { text: string; voice: string; speed: number } | { wav: Uint8Array };

interface Waiting {
  resolve: (spoken: Spoken) => void;
  reject: (error: SpeechError) => void;
  timer: NodeJS.Timeout;
}

interface Answer {
  id: number;
  mp3?: Uint8Array;
  milliseconds?: number;
  refused?: SpeechFault;
}

/** One sentence may take this long, the first one with the start of the thread. */
const PATIENCE_MS = 30_000;
/** The voice and its data take 150 MB: a thread that nobody asks any more gives them back. */
const IDLE_MS = 60_000;

/** The thread that speaks and encodes: started by the first job, ended when idle, made anew after a crash. */
class SpeechThread {
  private thread: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private idle: NodeJS.Timeout | undefined;

  run(job: ThreadJob): Promise<Spoken> {
    const thread = this.open();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end("timeout"), PATIENCE_MS);
      this.waiting.set(id, { resolve, reject, timer });
      thread.ref();
      thread.postMessage({ id, ...job });
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const thread = this.thread;
    this.end("failed");
    await thread?.terminate();
  }

  private open(): Worker {
    clearTimeout(this.idle);
    if (this.thread) return this.thread;
    // The bundler follows `new Worker(path)` and would pack eighteen megabytes of voice: the thread's file stays where it is.
    const file = join(/* turbopackIgnore: true */ process.cwd(), "server", "lib", "speech", "worker.mjs");
    const options: WorkerOptions = { execArgv: [] };
    const thread: Worker = Reflect.construct(Worker, [file, options]);
    thread.unref();
    thread.on("message", (answer: Answer) => this.finish(answer));
    thread.on("error", () => this.thread === thread && this.end("failed"));
    thread.on("exit", () => this.thread === thread && this.end("failed"));
    this.thread = thread;
    return thread;
  }

  private finish({ id, mp3, milliseconds, refused }: Answer): void {
    const job = this.waiting.get(id);
    if (!job) return;
    this.waiting.delete(id);
    clearTimeout(job.timer);
    if (mp3) job.resolve({ mp3: Buffer.from(mp3.buffer, mp3.byteOffset, mp3.byteLength), milliseconds: milliseconds ?? 0 });
    else job.reject(new SpeechError(refused ?? "failed"));
    if (this.waiting.size > 0) return;
    this.thread?.unref();
    this.idle = setTimeout(() => this.end("failed"), IDLE_MS);
    this.idle.unref();
  }

  private end(fault: SpeechFault): void {
    const thread = this.thread;
    this.thread = undefined;
    for (const job of this.waiting.values()) {
      clearTimeout(job.timer);
      job.reject(new SpeechError(fault));
    }
    this.waiting.clear();
    void thread?.terminate();
  }
}

const thread = new SpeechThread();

/** Speaks with the WebAssembly voice, or encodes a WAV file (PCM, 16 bits), to MP3. Throws SpeechError. */
export function runSpeechThread(job: ThreadJob): Promise<Spoken> {
  return thread.run(job);
}

/** Ends the thread; what waits is refused. For the end of a process and of tests. */
export function closeSpeechThread(): Promise<void> {
  return thread.close();
}
