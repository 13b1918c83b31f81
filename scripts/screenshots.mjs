#!/usr/bin/env node
// node scripts/screenshots.mjs: takes README's pictures anew from a demo school made for them, and puts them into .readme/.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import sharp from "sharp";
import { isReady, launchApp, openAppRole, seedDatabase } from "./app.mjs";
import { buildApp, distDir, isBuilt, sourcesMark } from "./build.mjs";
import { freePort } from "./postgres.mjs";
import { ROOT, exitOf, runMain } from "./process.mjs";
import { cloneDatabase, dropDatabases, ensureSeededTemplate, openTestCluster } from "./test-cluster.mjs";

const FOLDER = join(ROOT, ".readme");
const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 800 };
const SECRET = "only-for-pictures-only-for-pictures-only";

const RELATIONS = ["mother", "father", "grandparent"];

const findChromium = () => process.env.CHROMIUM_PATH ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();

/** Pages of one person in a window of their own: { name, who?, reads?, path, follow?, press?, size, script? }. `reads`: the first parent of the demo who reads that language. */
const pictures = [
  { name: "home-en", path: "/en", size: PHONE },
  { name: "report-ur", who: "amina", path: "/ur/family", follow: 'main a[href*="/family/reports/"]', size: PHONE },
  { name: "report-bn", reads: "bn", path: "/bn/family", follow: 'main a[href*="/family/reports/"]', size: PHONE },
  { name: "report-pl", who: "dariusz", path: "/pl/family", follow: 'main a[href*="/family/reports/"]', size: PHONE },
  { name: "today", who: "okafor", path: "/en/staff/today", size: DESK, script: true },
  { name: "grid", who: "patel", path: "/en/staff/reports", follow: 'main a[href*="/staff/reports/0"]', press: ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"], size: DESK, script: true },
  { name: "reached", who: "hale", path: "/en/staff/reached", size: DESK, script: true },
];

async function take(browser, base, { name, who, reads, path, follow, press = [], size, script = false }) {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 2, javaScriptEnabled: script, colorScheme: "light", locale: "en-GB" });
  const people = await (await context.request.get(`${base}/api/demo/people`)).json();
  const id = who ?? people.find((person) => reads && person.language === reads && RELATIONS.includes(person.role))?.id;
  if (id) await context.request.post(`${base}/api/demo/sign-in`, { form: { id }, headers: { origin: base }, maxRedirects: 0 });
  const page = await context.newPage();
  await page.goto(base + path);
  if (follow) {
    await page.locator(follow).first().click();
    await page.waitForURL((url) => url.pathname !== path);
  }
  await page.waitForLoadState("networkidle");
  if (press.length > 0) await page.locator('[data-place][tabindex="0"]').focus();
  for (const key of press) await page.keyboard.press(key);
  const shot = await page.screenshot();
  await context.close();
  await sharp(shot).png({ palette: true, colours: 128, effort: 10 }).toFile(join(FOLDER, `${name}.png`));
}

await runMain(async (defer) => {
  const cluster = await openTestCluster();
  defer(cluster.close);
  const template = await ensureSeededTemplate(cluster.adminUrl, sourcesMark(), seedDatabase);
  const name = `screenshots_${process.pid}`;
  const databaseUrl = await cloneDatabase(cluster.adminUrl, template, name);
  defer(() => dropDatabases(cluster.adminUrl, [name]));
  const folder = mkdtempSync(join(tmpdir(), "kingsgate-screens-"));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const env = { KINGSGATE_DEMO: "1", KINGSGATE_DATA: folder, AUTH_SECRET: SECRET, SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, PUBLIC_URL: base };
  if (!isBuilt(distDir())) await buildApp({ dist: distDir(), env: { ...env, DATABASE_URL: databaseUrl } });
  const app = launchApp({ databaseUrl, port, env: { ...env, APP_DATABASE_URL: await openAppRole(databaseUrl, SECRET) }, stdio: "ignore" });
  if (!(await isReady(app, base))) throw new Error("The app did not start.");
  const args = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  defer(() => browser.close());
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of pictures) await take(browser, base, picture);
  app.kill("SIGTERM");
  await exitOf(app);
  return 0;
});
