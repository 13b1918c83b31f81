import type { WorkerEvents } from "graphile-worker";
import pg from "pg";

const LOCK_CLASS = 0x6b67; // "kg": keeps these advisory locks apart from all others
const EVERY_MS = 15_000;

export interface OrphanWatch {
  /** Gives the jobs of dead workers back at once; says how many workers had died. */
  release: () => Promise<number>;
  close: () => Promise<void>;
}

/**
 * Jobs that a killed process held are given back within seconds; graphile-worker alone waits four hours. Every worker holds an
 * advisory lock as long as its process lives, so a lock that can be had belongs to a dead one. When a living worker loses
 * its connection a job of its may run twice, which every job allows.
 */
export async function watchOrphans(connectionString: string, events: WorkerEvents): Promise<OrphanWatch> {
  const held = new Set<string>();
  let client: pg.Client | undefined;
  let closed = false;

  const connect = async (): Promise<pg.Client> => {
    if (client) return client;
    const made = new pg.Client({ connectionString, application_name: "kingsgate jobs" });
    made.on("error", () => (client = client === made ? undefined : client));
    await made.connect();
    for (const id of held) await lock(made, id);
    return (client = made);
  };
  const lock = (on: pg.Client, workerId: string) => on.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, workerId]);

  events.on("worker:create", ({ worker }) => {
    held.add(worker.workerId);
    if (client) lock(client, worker.workerId).catch(() => undefined);
  });

  const release = async (): Promise<number> => {
    const on = await connect();
    // A lock of this session can always be had again: its own workers are left out.
    const { rows } = await on.query<{ id: string }>(
      `SELECT id FROM (
         SELECT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
         UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL) holders
       WHERE NOT id = ANY($1) AND pg_try_advisory_xact_lock($2, hashtext(id))`,
      [[...held], LOCK_CLASS],
    );
    if (rows.length > 0) await on.query("SELECT graphile_worker.force_unlock_workers($1)", [rows.map((row) => row.id)]);
    return rows.length;
  };

  const timer = setInterval(() => void release().catch(() => undefined), EVERY_MS);
  timer.unref();
  await connect();
  return {
    release,
    close: async () => {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
