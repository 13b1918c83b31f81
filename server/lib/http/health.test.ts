import pg from "pg";
import { expect, it, vi } from "vitest";

import { workerDatabase } from "@/server/testing/database";

it("says what is the matter with the database, the migrations and the jobs, and nothing else", async () => {
  const { url } = await workerDatabase();
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("AUTH_SECRET", "a-secret-that-is-long-enough-for-tests");
  vi.stubEnv("WORKER", "off");
  const { checkHealth } = await import("./health");
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    const well = await checkHealth();
    expect(well).toMatchObject({ ok: true, database: "ok", migrations: { pending: 0 }, jobs: { waiting: 0, oldestSeconds: 0, worker: "off" } });
    expect(well.migrations.applied).toBeGreaterThan(1);
    await owner.query("SELECT graphile_worker.add_job('x.y', run_at := now() - interval '90 seconds')");
    await owner.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)");
    const ill = await checkHealth();
    expect(ill).toMatchObject({ ok: false, database: "ok", migrations: { pending: 1, applied: well.migrations.applied - 1 }, jobs: { waiting: 1 } });
    expect(ill.jobs.oldestSeconds).toBeGreaterThanOrEqual(90);
    await owner.query("UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL");
    await owner.query("ALTER TABLE _prisma_migrations RENAME TO _away");
    expect(await checkHealth()).toMatchObject({ ok: false, database: "down" });
    await owner.query("ALTER TABLE _away RENAME TO _prisma_migrations");
  } finally {
    await owner.query("SELECT graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs))");
    await owner.end();
  }
});
