import { EventEmitter } from "node:events";

import { type JobHelpers, Logger, parseCronItems, run, type WorkerEvents } from "graphile-worker";

import { now } from "../clock";
import type { SchoolFacts } from "../context";
import { type Db, dbFor } from "../db/client";
import { watchOrphans } from "./orphans";

/** What a job works with: the database behind its school's wall, the school, and the moment at which it was taken. */
export interface JobCtx {
  db: Db;
  school: SchoolFacts;
  now: Date;
  /** Fires when the worker must stop soon: a long job ends after the step in hand. */
  signal?: AbortSignal;
}

/** The jobs of a feature by name, "<feature>.<verb>". Each may run twice: after a kill it is taken again. */
export type JobTable = Record<string, (ctx: JobCtx, payload: Record<string, unknown>) => Promise<void>>;

/** A job that is added for every school at fixed times. */
export interface SweepTime {
  task: string;
  /** Crontab pattern, in UTC. */
  pattern: string;
}

export interface WorkerOptions {
  /** The owner's connection: graphile-worker's tables belong to it. */
  connectionString: string;
  loadSchool: (id: string) => Promise<SchoolFacts | null>;
  listSchoolIds: () => Promise<string[]>;
  sweeps?: SweepTime[];
  /** Jobs at once in this process, the slow and the urgent ones apart. */
  concurrency?: number;
  /** Tasks that may take minutes. They have places of their own: however many wait, no sign-in link and no alarm waits behind them. */
  slow?: readonly string[];
  /** Tasks that somebody waits for: an alarm, a link. They have places of their own too: however many ordinary ones run, they begin at once. */
  urgent?: readonly string[];
}

export interface RunningWorker {
  /** Takes no new job, waits for those in hand (at most five seconds, then they are given back) and closes its connections. */
  stop: () => Promise<void>;
  /** Settles when the worker has ended, for whatever reason. */
  ended: Promise<void>;
}

const POLL_MS = 1_000;
const SLOW_AT_ONCE = 2;
const URGENT_AT_ONCE = 2;

/** Only levels, tasks and error codes are written: payloads and messages may hold what is nobody's business. */
function quietLogger(): Logger {
  return new Logger(() => () => undefined);
}

/** What may be kept of a failure: its kind and place, never its message, which can quote names and values. */
export function withoutWords(error: unknown): Error {
  const cause = error instanceof Error ? error : new Error("unknown");
  const code = "code" in cause && typeof cause.code === "string" ? ` ${cause.code}` : "";
  const safe = new Error(`${cause.name}${code}`);
  const places = (cause.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8);
  safe.stack = [safe.message, ...places].join("\n");
  return safe;
}

function reportFailure(task: string, error: Error): void {
  process.stderr.write(`${JSON.stringify({ level: "error", task, error: error.message, stack: error.stack })}\n`);
}

function schoolIdOf(payload: unknown): string | undefined {
  if (typeof payload !== "object" || payload === null || !("schoolId" in payload)) return undefined;
  return typeof payload.schoolId === "string" ? payload.schoolId : undefined;
}

/**
 * Runs the jobs of a table until it is stopped. A job without a school (a sweep's hour has come) is added once for each
 * school. A job of a school that no longer exists ends quietly.
 */
export async function startWorker(table: JobTable, options: WorkerOptions): Promise<RunningWorker> {
  const { connectionString, loadSchool, listSchoolIds, sweeps = [], concurrency = 4, slow = [], urgent = [] } = options;
  const names = Object.keys(table);
  const wrong = [...names, ...sweeps.map((sweep) => sweep.task)].find((name) => !/^[a-z-]+\.[a-zA-Z-]+$/.test(name));
  if (wrong) throw new Error(`a job is named <feature>.<verb>: ${wrong}`);
  const unknown = [...slow, ...urgent].find((name) => !(name in table));
  if (unknown) throw new Error(`no such job: ${unknown}`);

  const work = async (name: string, payload: unknown, helpers: JobHelpers): Promise<void> => {
    const schoolId = schoolIdOf(payload);
    if (!schoolId) {
      for (const id of await listSchoolIds()) await helpers.addJob(name, { schoolId: id }, { jobKey: `${id}:${name}`, maxAttempts: 3, queueName: slow.includes(name) ? name : undefined });
      return;
    }
    const school = await loadSchool(schoolId);
    const job = table[name];
    if (school && job) await job({ db: dbFor(schoolId), school, now: now(), signal: helpers.abortSignal }, payload as Record<string, unknown>);
  };
  const taskListOf = (tasks: string[]) => Object.fromEntries(tasks.map((name) => [
    name,
    async (payload: unknown, helpers: JobHelpers) => {
      try {
        await work(name, payload, helpers);
      } catch (error) {
        const safe = withoutWords(error);
        reportFailure(name, safe);
        throw safe;
      }
    },
  ]));

  const events: WorkerEvents = new EventEmitter();
  const orphans = await watchOrphans(connectionString, events);
  const runLane = (tasks: string[], atOnce: number) => run({
    connectionString,
    taskList: taskListOf(tasks),
    concurrency: atOnce,
    events,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: quietLogger(),
    parsedCronItems: parseCronItems(sweeps.filter(({ task }) => tasks.includes(task)).map(({ task, pattern }) => ({ task, match: pattern, options: { maxAttempts: 3 } }))),
    maxPoolSize: atOnce + 2,
  });
  // One after the other: the first brings graphile-worker's tables up to date.
  const prompt = await runLane(names.filter((name) => !slow.includes(name) && !urgent.includes(name)), concurrency);
  const runners = [prompt];
  for (const [tasks, atOnce] of [[slow, SLOW_AT_ONCE], [urgent, URGENT_AT_ONCE]] as const) if (tasks.length > 0) runners.push(await runLane([...tasks], atOnce));
  await orphans.release();
  // What a killed process left behind is taken up now, not at the next full minute.
  for (const { task } of sweeps) await prompt.addJob(task, {}, { jobKey: `start:${task}`, maxAttempts: 3 });
  const stopAll = () => Promise.all(runners.map((runner) => runner.stop().catch(() => undefined)));
  // A lane that ends by itself takes the other with it: whoever started the worker sees that it has ended.
  const ended = Promise.all(runners.map((runner) => runner.promise.catch(() => undefined).finally(stopAll))).then(() => orphans.close());
  return {
    ended,
    stop: async () => {
      await stopAll();
      await ended;
    },
  };
}
