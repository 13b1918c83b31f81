import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BrowserContext } from "@playwright/test";
import pg from "pg";

import { cloneDatabase, dropDatabases } from "../../scripts/test-cluster.mjs";

import { expect, expectWhole, test } from "../fixtures";

interface Starting {
  launchApp: (options: { databaseUrl: string; port: number; env: Record<string, string | undefined>; stdio: number }) => ChildProcess;
  isReady: (child: ChildProcess, baseUrl: string) => Promise<boolean>;
  openAppRole: (url: string, secret: string) => Promise<string | undefined>;
}

const admin = process.env.KINGSGATE_TEST_ADMIN_URL ?? "";
const name = `test_${process.pid}_posted`;
const folder = mkdtempSync(join(tmpdir(), "kingsgate-posted-"));
let app: ChildProcess;
let base: string;
let database: pg.Client;

/** An app of this journey's own, in an installation that can have letters posted: GOV.UK Notify is the demo's stand-in, which speaks the service's own language on this machine. */
test.beforeAll(async () => {
  const { launchApp, isReady, openAppRole } = (await import("../../scripts/app.mjs" as string)) as Starting;
  const { freePort } = (await import("../../scripts/postgres.mjs" as string)) as { freePort: () => Promise<number> };
  const databaseUrl = await cloneDatabase(admin, process.env.KINGSGATE_TEST_DEMO_TEMPLATE ?? "", name);
  const port = await freePort();
  base = `http://localhost:${port}`;
  const secret = process.env.AUTH_SECRET ?? "";
  app = launchApp({
    databaseUrl, port, stdio: openSync(join(folder, "app.log"), "w"),
    env: {
      KINGSGATE_DEMO: "1", KINGSGATE_PSEUDO: "", KINGSGATE_DATA: join(folder, "data"), AUTH_SECRET: secret, NEXT_DIST_DIR: process.env.NEXT_DIST_DIR, PUBLIC_URL: base, SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      NOTIFY_URL: `http://127.0.0.1:${await freePort()}`, NOTIFY_API_KEY: `posted-${randomUUID()}-${randomUUID()}`, NOTIFY_TEXT_TEMPLATE: randomUUID(), NOTIFY_LETTERS: "1", APP_DATABASE_URL: await openAppRole(databaseUrl, secret),
    },
  });
  expect(await isReady(app, base)).toBe(true);
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
});

test.afterAll(async () => {
  await database.end();
  app.kill("SIGKILL");
  await new Promise((done) => app.once("exit", done));
  await dropDatabases(admin, [name]);
  rmSync(folder, { recursive: true, force: true });
});

/** Signs a browser in at this journey's app, by the demo's own form. */
async function enter(context: BrowserContext, who: string): Promise<void> {
  const people = (await (await context.request.get(`${base}/api/demo/people`)).json()) as { id: string; name: string }[];
  const answer = await context.request.post(`${base}/api/demo/sign-in`, { form: { id: people.find((person) => person.name.includes(who))?.id ?? "" }, headers: { origin: base }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

/** How the letters stand: those that may leave, those of addresses that are kept safe, those that the service gave back, those of a later day, and those of the other school, which chose nothing. */
const letters = async () => {
  const { rows } = await database.query<{ state: string; n: number }>(`
    SELECT CASE WHEN a.school_id <> (SELECT school_id FROM adult WHERE external_id = 'demo-person-hale') THEN 'elsewhere ' WHEN a.safe_address THEN 'safe ' ELSE '' END || CASE WHEN d.state <> 'queued' THEN d.state::text WHEN d.last_error_code IS NOT NULL THEN 'back' WHEN d.next_try_at > now() THEN 'later' ELSE 'waiting' END AS state, count(*)::int AS n
    FROM delivery d JOIN message m ON m.id = d.message_id JOIN adult a ON a.id = m.adult_id WHERE d.channel = 'letter' AND m.cancelled_at IS NULL GROUP BY 1`);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

test("the deputy head lets GOV.UK Notify post the letters, in three languages; those that waited go to the service, a safe address stays at school", async ({ browser }) => {
  const context = await browser.newContext();
  await enter(context, "Hale");
  const page = await context.newPage();
  for (const [language, title] of [["ur", "خطوط"], ["pl", "Listy"], ["en", "Letters"]] as const) {
    await page.goto(`${base}/${language}/staff/pace`);
    await expectWhole(page, language);
    await expect(page.getByRole("group", { name: title, exact: true })).toBeVisible();
  }
  // Somebody who lives in hiding waits for a letter too.
  const { rows: [hidden] } = await database.query<{ id: string }>("SELECT m.adult_id AS id FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.channel = 'letter' AND d.state = 'queued' AND m.cancelled_at IS NULL AND d.school_id = (SELECT school_id FROM adult WHERE external_id = 'demo-person-hale') ORDER BY d.id LIMIT 1");
  await database.query("UPDATE adult SET safe_address = true WHERE id = $1", [hidden?.id]);
  const before = await letters();
  expect([before.waiting, before["safe waiting"]]).toEqual([expect.any(Number), expect.any(Number)]);
  // The control: until somebody says so nothing is posted, though the service is there and the minute's sweep looks.
  const sweep = async () => {
    await database.query("SELECT graphile_worker.add_job('delivery.sweep')");
    await expect.poll(async () => (await database.query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier IN ('delivery.sweep', 'delivery.drain') AND run_at <= now()")).rowCount).toBe(0);
  };
  await sweep();
  expect(await letters()).toEqual(before);

  const group = page.getByRole("group", { name: "Letters", exact: true });
  await expect(group.getByLabel("We print them at school")).toBeChecked();
  await group.getByLabel("GOV.UK Notify prints and posts them").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(group.getByLabel("GOV.UK Notify prints and posts them")).toBeChecked();
  await sweep();
  await expect.poll(async () => (await letters()).waiting, { timeout: 120_000 }).toBeUndefined();
  const after = await letters();
  expect((after.handed_over ?? 0) + (after.back ?? 0) - (before.handed_over ?? 0) - (before.back ?? 0)).toBe(before.waiting);
  expect(after.handed_over).toBeGreaterThan(before.handed_over ?? 0);
  expect(after["safe waiting"]).toBe(before["safe waiting"]);
  expect(after["elsewhere waiting"]).toBe(before["elsewhere waiting"]);

  await group.getByRole("link", { name: "Letters to print" }).click();
  await expectWhole(page, "en");
  await expect(page.locator("main")).toContainText("GOV.UK Notify prints and posts letters now.");
  await expect(page.getByRole("button", { name: /^Print all/ })).toBeVisible();
  await context.close();
});
