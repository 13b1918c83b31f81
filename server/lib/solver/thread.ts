import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";

interface Answer {
  id: number;
  status: string;
  found: string[];
}

interface Waiting {
  resolve: (answer: Answer | null) => void;
  timer: NodeJS.Timeout;
}

/** So much longer than it was given the solver may take before its thread is ended. */
const GRACE_MS = 5_000;
const IDLE_MS = 30_000;

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let nextId = 1;
const waiting = new Map<number, Waiting>();

function end(): void {
  clearTimeout(idle);
  const old = thread;
  thread = undefined;
  for (const { resolve, timer } of waiting.values()) {
    clearTimeout(timer);
    resolve(null);
  }
  waiting.clear();
  void old?.terminate();
}

function open(): Worker {
  clearTimeout(idle);
  if (thread) return thread;
  // The bundler follows `new Worker(path)` and would pack the solver: the thread's file stays where it is.
  const file = join(/* turbopackIgnore: true */ process.cwd(), "server", "lib", "solver", "worker.mjs");
  const options: WorkerOptions = { execArgv: [] };
  const made: Worker = Reflect.construct(Worker, [file, options]);
  made.unref();
  made.on("message", (answer: Answer) => {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (!job) return;
    clearTimeout(job.timer);
    job.resolve(answer);
    if (waiting.size > 0) return;
    made.unref();
    idle = setTimeout(end, IDLE_MS);
    idle.unref();
  });
  made.on("error", () => thread === made && end());
  made.on("exit", () => thread === made && end());
  thread = made;
  return made;
}

/**
 * Solves a mixed integer program (HiGHS, in WebAssembly, in a thread of its own).
 * @param problem in CPLEX's LP format
 * @param seconds after which the best that was found until then is taken
 * @returns the names of the variables that are 1 (or more than a half), or null when there is no answer: none was found in time, or the solver failed
 */
export async function solveProgram(problem: string, seconds: number): Promise<string[] | null> {
  const worker = open();
  const id = nextId++;
  const answer = await new Promise<Answer | null>((resolve) => {
    const timer = setTimeout(end, seconds * 1_000 + GRACE_MS);
    waiting.set(id, { resolve, timer });
    worker.ref();
    worker.postMessage({ id, problem, seconds });
  });
  return answer && (answer.status === "Optimal" || (answer.status === "Time limit reached" && answer.found.length > 0)) ? answer.found : null;
}

/** Ends the thread; whoever waits gets null. For the end of a process and of tests. */
export const closeSolver = (): void => end();
