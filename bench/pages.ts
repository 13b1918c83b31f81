/** Pages a second beside the smallest page of the framework with one query; bytes of a first visit; SQL statements a page. */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync } from "node:zlib";

import autocannon from "autocannon";

import { weighPage } from "@/server/testing/weight";

import { type AppScripts, type BuildScripts, type ClusterScripts, end, freePort, ROOT, say, scripts, signIn, startApp, started } from "./parts/house";
import { openBrowser, weighVisit } from "./parts/visit";

const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const TRIES = 3;
const LANGUAGES = (process.env.BENCH_LANGUAGES ?? "en,ur,bn").split(",");
const PARTNER = path.join(ROOT, ".cache", "bench-partner");

/** The partner: one layout, one page, one query, as the framework's own server serves it. */
async function startPartner(databaseUrl: string): Promise<string> {
  rmSync(PARTNER, { recursive: true, force: true });
  mkdirSync(path.join(PARTNER, "app"), { recursive: true });
  const files: Record<string, string> = {
    "package.json": '{"name":"bench-partner","private":true,"type":"module"}',
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(ROOT)} }, poweredByHeader: false, serverExternalPackages: ["pg"] };`,
    "app/layout.jsx": 'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
    "app/page.jsx": `import pg from "pg";
import { connection } from "next/server";
const pool = (globalThis.benchPool ??= new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 }));
export default async function Page() {
  await connection();
  const { rows } = await pool.query("SELECT name FROM school LIMIT 1");
  return <main><h1>{rows[0].name}</h1></main>;
}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(PARTNER, name), text);
  const next = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production" as const, DATABASE_URL: databaseUrl, NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: undefined };
  const run = (args: string[]) => {
    const child = spawn(process.execPath, [next, ...args], { cwd: PARTNER, env, stdio: process.env.DEBUG ? "inherit" : "ignore" });
    started.push(child);
    return child;
  };
  const build = run(["build"]);
  if (await new Promise((resolve) => build.once("exit", resolve))) throw new Error("the partner could not be built");
  const port = await freePort();
  run(["start", "-p", String(port), "-H", "localhost"]);
  return waitFor(`http://localhost:${port}`);
}

async function startHello(): Promise<string> {
  const port = await freePort();
  const code = `require("http").createServer((q, s) => { s.setHeader("content-type", "text/html"); s.end("<p>hello</p>"); }).listen(${port}, "localhost")`;
  started.push(spawn(process.execPath, ["-e", code], { stdio: "ignore" }));
  return waitFor(`http://localhost:${port}`);
}

async function waitFor(base: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(base).catch(() => undefined))?.ok) return base;
    await sleep(50);
  }
  throw new Error(`${base} did not answer`);
}

const { seedDatabase } = await scripts<AppScripts>("app.mjs");
const { distDir, isBuilt, buildApp } = await scripts<BuildScripts>("build.mjs");

interface Shot {
  name: string;
  url: string;
  cookie?: string;
}

/** Requests a second, the best of three; the shots take turns, so that a slow moment of the machine meets all of them. */
async function shoot(shots: Shot[]): Promise<Map<string, number>> {
  const best = new Map<string, number>();
  for (let turn = 0; turn < TRIES; turn++) {
    for (const { name, url, cookie } of shots) {
      const headers = { "accept-encoding": "gzip, br", ...(cookie ? { cookie } : {}) };
      if (turn === 0) await autocannon({ url, connections: 20, duration: 2, headers });
      const result = await autocannon({ url, connections: 20, duration: SECONDS, headers });
      if (result.non2xx > 0 || result.errors > 0) throw new Error(`${name}: ${result.non2xx} refused, ${result.errors} failed`);
      best.set(name, Math.max(best.get(name) ?? 0, result["2xx"] / result.duration));
    }
  }
  return best;
}

async function compressedHtml(url: string, cookie: string): Promise<number> {
  const { request } = await import("node:http");
  const body = await new Promise<Buffer>((resolve, reject) => {
    request(url, { headers: { cookie, "accept-encoding": "br" } }, (res) => {
      if (res.statusCode !== 200) reject(new Error(`${url} answered ${res.statusCode}`));
      const pieces: Buffer[] = [];
      res.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => resolve(Buffer.concat(pieces)));
    }).on("error", reject).end();
  });
  if (!brotliDecompressSync(body).toString().startsWith("<!DOCTYPE html>")) throw new Error(`${url} is no page`);
  return body.length;
}

async function measure(databaseUrl: string): Promise<void> {
  await seedDatabase(databaseUrl, {});
  const dist = distDir();
  if (!isBuilt(dist)) await buildApp({ dist, env: { DATABASE_URL: databaseUrl, AUTH_SECRET: "bench-secret-bench-secret-bench-secret" } });
  const partner = await startPartner(databaseUrl);
  const hello = await startHello();
  const app = await startApp(databaseUrl);
  // The same house without its memory: every answer is made anew, as for somebody who opens their report for the first time.
  const making = await startApp(databaseUrl, { KINGSGATE_KEEP: "off" });
  const readers = await signIn(app.base);
  const { cookie, report } = readers[0];
  const rates = await shoot([
    { name: "partner", url: partner },
    { name: "report", url: `${app.base}/en${report}`, cookie },
    { name: "made", url: `${making.base}/en${report}`, cookie },
    { name: "public", url: `${app.base}/en/policy` },
    { name: "hello", url: hello },
  ]);
  const rate = (name: string) => rates.get(name) ?? 0;
  say("page.partner_rps", rate("partner"), "req/s");
  say("page.report_rps", rate("report"), "req/s");
  say("page.report_ratio", rate("report") / rate("partner"), "of_partner");
  say("page.report_made_rps", rate("made"), "req/s");
  say("page.report_made_ratio", rate("made") / rate("partner"), "of_partner");
  say("page.public_rps", rate("public"), "req/s");
  say("page.public_ratio", rate("public") / rate("report"), "of_report");
  say("page.public_of_partner", rate("public") / rate("partner"), "of_partner");
  say("page.hello_rps", rate("hello"), "req/s");
  say("page.public_of_hello", rate("public") / rate("hello"), "of_hello");
  const browser = await openBrowser();
  for (const language of LANGUAGES) {
    // As its readers get it: for somebody else the page also offers their own language, in its own letters.
    const reader = readers.find((one) => one.language === language) ?? readers.find((one) => one.language === "en") ?? readers[0];
    const url = `${app.base}/${language}${reader.report}`;
    say(`page.report_html_${language}`, await compressedHtml(url, reader.cookie), "bytes");
    const bytes = await weighVisit(browser, { base: app.base, url, cookie: reader.cookie });
    say(`page.report_html_css_${language}`, bytes.page + bytes.style, "bytes");
    say(`page.report_script_${language}`, bytes.script, "bytes");
    say(`page.report_first_visit_${language}`, Object.values(bytes).reduce((sum, each) => sum + each, 0), "bytes");
  }
  await browser.close();
  for (const { name, path, cookie: theirs } of await listPages(app.base, readers)) {
    for (const language of LANGUAGES) {
      const { html, css } = await weighPage(`${app.base}/${language}${path}`, path.startsWith("/family") ? theirs : "");
      say(`page.${name}_html_css_${language}`, html + css, "bytes");
    }
  }
  await Promise.all([app.stop(), making.stop()]);
  await countStatements(databaseUrl, "");
  const { KINGSGATE_TEST_ADMIN_URL: admin = "", KINGSGATE_TEST_TEMPLATE: template = "" } = process.env;
  const { cloneDatabase, dropDatabases } = await scripts<ClusterScripts>("test-cluster.mjs");
  const large = await cloneDatabase(admin, template, "bench_pages_x10");
  await seedDatabase(large, { scale: 10 });
  await countStatements(large, "_x10");
  await dropDatabases(admin, ["bench_pages_x10"]);
}

interface Listed {
  name: string;
  path: string;
  cookie: string;
}

/** The lists of a family and one page of each, for the first reader who has one: what is read beside reports. */
async function listPages(base: string, readers: readonly { cookie: string }[]): Promise<Listed[]> {
  const lists = [["news_public", "/newsletters"], ["news", "/family/newsletters"], ["visits", "/family/visits"], ["inbox", "/family/inbox"], ["messages", "/family/messages"]] as const;
  const found: Listed[] = [];
  for (const [name, path] of lists) {
    let one: Listed | undefined;
    for (const { cookie } of readers) {
      const html = await (await fetch(`${base}/en${path}`, { headers: path.startsWith("/family") ? { cookie } : {} })).text();
      const item = new RegExp(`href="/en(${path}/[0-9a-f-]{36})"`).exec(html)?.[1];
      if (item) one ??= { name, path: item, cookie };
      if (one) break;
    }
    found.push({ name: `${name}_list`, path, cookie: one?.cookie ?? readers[0]?.cookie ?? "" }, ...(one ? [one] : []));
  }
  return found;
}

/** Statements of a page that is made, of the same page from memory, and of the family's home. */
async function countStatements(databaseUrl: string, mark: string): Promise<void> {
  const app = await startApp(databaseUrl, { KINGSGATE_COUNT_SQL: "1" });
  const readers = await signIn(app.base);
  const [reader] = readers;
  const ask = async (path: string, cookie = reader.cookie) => {
    const answer = await fetch(`${app.base}/en${path}`, { headers: { cookie } });
    await answer.text();
    return Number(answer.headers.get("x-kingsgate-sql"));
  };
  for (const path of [reader.report, "/family"]) await ask(path); // the first one of a process also loads what all share
  say(`page.report_sql${mark}`, await ask(`${reader.report}?view=full`), "statements");
  say(`page.report_kept_sql${mark}`, await ask(`${reader.report}?view=full`), "statements");
  say(`page.family_sql${mark}`, await ask("/family"), "statements");
  for (const { name, path, cookie } of await listPages(app.base, readers)) {
    await ask(path, cookie);
    say(`page.${name}_sql${mark}`, await ask(path, cookie), "statements");
  }
  await app.stop();
}

/** Measures, and ends whatever it started. */
export default async function run(): Promise<void> {
  try {
    await measure(process.env.DATABASE_URL ?? "");
  } finally {
    await Promise.all(started.map(end));
    rmSync(PARTNER, { recursive: true, force: true });
  }
}
