import type { WorkerEvents } from "graphile-worker";
import pg from "pg";

const LOCK_CLASS = 0x6b67; // "kg": keeps these advisory locks apart from all others
const EVERY_MS = 15_000;

export interface OrphanWatch {
  /** Gives the jobs of dead workers back at once; says how many processes had died. */
  release: () => Promise<number>;
  close: () => Promise<void>;
}

/**
 * Jobs that a killed process held are given back within seconds; graphile-worker alone waits four hours. Every process holds an
 * advisory lock in the name under which it takes jobs (its pool's), so a lock that can be had belongs to a dead one. When a
 * living process loses its connection a job of its may run twice, which every job allows.
 */
export async function watchOrphans(connectionString: string, events: WorkerEvents): Promise<OrphanWatch> {
  const own: string[] = [];
  let client: pg.Client | undefined;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One statement after another on the one connection, made anew (with its locks) when it was lost. */
  const inTurn = <T>(work: (on: pg.Client) => Promise<T>): Promise<T> => {
    const turn = last.catch(() => undefined).then(async () => work(client ?? (await connect())));
    last = turn;
    return turn;
  };
  const connect = async (): Promise<pg.Client> => {
    const made = new pg.Client({ connectionString, application_name: "kingsgate jobs" });
    made.on("error", () => (client = client === made ? undefined : client));
    await made.connect();
    client = made;
    for (const id of own) await hold(made, id);
    return made;
  };
  const hold = (on: pg.Client, id: string) => on.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, id]);

  events.on("pool:create", ({ workerPool }) => {
    own.push(workerPool.id);
    inTurn((on) => hold(on, workerPool.id)).catch(() => undefined);
  });

  const release = () => inTurn(async (on) => {
    // A lock of this session can always be had again: its own name is left out.
    const { rows } = await on.query<{ id: string }>(
      `SELECT id FROM (
         SELECT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
         UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL) holders
       WHERE NOT id = ANY($1) AND pg_try_advisory_xact_lock($2, hashtext(id))`,
      [own, LOCK_CLASS],
    );
    if (rows.length > 0) await on.query("SELECT graphile_worker.force_unlock_workers($1)", [rows.map((row) => row.id)]);
    return rows.length;
  });

  const timer = setInterval(() => void release().catch(() => undefined), EVERY_MS);
  timer.unref();
  await inTurn(async () => undefined);
  return {
    release,
    close: async () => {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      await last.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
