#!/usr/bin/env node
// node scripts/screenshots.mjs [NAME…]: takes README's pictures (or those named) anew from a demo school made for them, and puts them into .readme/.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import sharp from "sharp";
import { isReady, launchApp, openAppRole, seedDatabase } from "./app.mjs";
import { buildApp, demoMark, distDir, isBuilt } from "./build.mjs";
import { freePort } from "./postgres.mjs";
import { ROOT, TYPESCRIPT, exitOf, runMain } from "./process.mjs";
import { cloneDatabase, dropDatabases, ensureSeededTemplate, openTestCluster } from "./test-cluster.mjs";

const FOLDER = join(ROOT, ".readme");
const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 800 };
const SECRET = "only-for-pictures-only-for-pictures-only";

const findChromium = () => process.env.CHROMIUM_PATH ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();

/** The report that five pictures show, on paper in a sixth script. */
const PAPER = "report-uk";

/** Pages of one person in a window of their own: { name, who?, path, follow?, press?, look?, size, script? }. */
const pictures = [
  { name: "home-en", path: "/en", size: PHONE },
  { name: "report-large", who: "amina", path: "/en/family", follow: 'main a[href*="/family/reports/"]', look: "large.contrast", size: PHONE },
  ...["pl", "ur", "ar", "bn", "pa"].map((tag) => ({ name: `report-${tag}`, who: "amina", path: `/${tag}/family`, follow: 'main a[href*="/family/reports/"]', size: PHONE })),
  { name: "news-ur", who: "amina", path: "/ur/family/newsletters", follow: "main a.card", size: PHONE },
  { name: "visit-pl", who: "ewa", path: "/pl/family/visits", follow: "main a.card", size: PHONE },
  { name: "event-ur", path: "/ur/events", follow: "main ul li:nth-child(2) a", size: PHONE },
  { name: "meetings-pl", who: "dariusz", path: "/pl/family/meetings", size: PHONE },
  { name: "good-ur", who: "amina", path: "/ur/family/rewards", size: PHONE },
  { name: "calendar-pl", who: "dariusz", path: "/pl/family/calendar", size: PHONE },
  { name: "celebration-ur", who: "amina", path: "/ur/family/rewards", follow: 'main a[href*="/rewards/celebrations/"]', size: PHONE },
  { name: "day", who: "patel", path: "/en/staff/meetings/day", size: DESK, script: true },
  { name: "news-edit", who: "patel", path: "/en/staff/newsletters", follow: "tbody th a", size: DESK, script: true },
  { name: "today", who: "okafor", path: "/en/staff/today", size: DESK, script: true },
  { name: "grid", who: "patel", path: "/en/staff/reports", follow: 'main a[href*="/staff/reports/0"]', press: ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"], size: DESK, script: true },
  { name: "reached", who: "hale", path: "/en/staff/reached", size: DESK, script: true },
];

async function take(browser, base, { name, who, path, follow, press = [], look, size, script = false }) {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 2, javaScriptEnabled: script, colorScheme: "light", locale: "en-GB" });
  if (look) await context.addCookies([{ name: "kingsgate-display", value: look, url: base }]);
  if (who) await context.request.post(`${base}/api/demo/sign-in`, { form: { id: who }, headers: { origin: base }, maxRedirects: 0 });
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
  await keep(shot, name);
}

async function keep(shot, name) {
  await sharp(shot).png({ palette: true, colours: 128, effort: 10 }).toFile(join(FOLDER, `${name}.png`));
}

/** The first page of the paper, as a picture without most of its margins. */
async function print(folder) {
  const [pdf, page] = [join(folder, "report.pdf"), join(folder, "report")];
  execFileSync(process.execPath, [...TYPESCRIPT, join(ROOT, "scripts", "printed-report.ts"), pdf], { cwd: ROOT, stdio: "inherit" });
  execFileSync("pdftoppm", ["-r", "110", "-png", "-f", "1", "-l", "1", "-singlefile", pdf, page]);
  const trimmed = await sharp(readFileSync(`${page}.png`)).trim().extend({ top: 24, bottom: 24, left: 24, right: 24, background: "#fff" }).png().toBuffer();
  await keep(await sharp(trimmed).extend({ top: 2, bottom: 2, left: 2, right: 2, background: "#d9d1c4" }).png().toBuffer(), PAPER);
}

await runMain(async (defer) => {
  const wanted = process.argv.slice(2);
  const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
  const cluster = await openTestCluster();
  defer(cluster.close);
  const template = await ensureSeededTemplate(cluster.adminUrl, demoMark(), seedDatabase);
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
  for (const picture of pictures) if (isWanted(picture.name)) await take(browser, base, picture);
  if (isWanted(PAPER)) await print(folder);
  app.kill("SIGTERM");
  await exitOf(app);
  return 0;
});
