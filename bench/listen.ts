/** Time to the first byte of a sentence that was spoken before, beside a bare Node server with the same bytes; and of one spoken now. */
import { spawn } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = process.cwd();
const TIMES = Number(process.env.BENCH_TIMES ?? 300);
const LIMIT_MS = 300;

interface AppScripts {
  seedDatabase: (url: string, options: { scale?: number }) => Promise<void>;
  launchApp: (options: { databaseUrl: string; port: number; env: Record<string, string>; stdio: "ignore" | "inherit" }) => import("node:child_process").ChildProcess;
  isReady: (child: unknown, baseUrl: string) => Promise<boolean>;
}
interface BuildScripts {
  distDir: () => string;
  isBuilt: (dist: string) => boolean;
  buildApp: (options: { dist: string; env: Record<string, string | undefined> }) => Promise<void>;
}
const scripts = <T>(name: string) => import(path.join(ROOT, "scripts", name)) as Promise<T>;
const SECRET = "bench-secret-bench-secret-bench-secret";
const started: import("node:child_process").ChildProcess[] = [];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

interface Heard {
  firstByteMs: number;
  bytes: Buffer;
}

/** One request on a connection of its own kept open, and when its first byte came. */
function hear(url: string, cookie = ""): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const asked = request(url, { headers: { cookie } }, (answer) => {
      const pieces: Buffer[] = [];
      let first = 0;
      answer.on("data", (piece: Buffer) => {
        first ||= performance.now() - began;
        pieces.push(piece);
      });
      answer.on("end", () => (answer.statusCode === 200 ? resolve({ firstByteMs: first, bytes: Buffer.concat(pieces) }) : reject(new Error(`${url} answered ${answer.statusCode}`))));
    });
    asked.on("error", reject).end();
  });
}

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function startBare(bytes: Buffer): Promise<string> {
  const port = await freePort();
  const code = `const body = Buffer.from(${JSON.stringify(bytes.toString("base64"))}, "base64");
    require("http").createServer((q, s) => { s.setHeader("content-type", "audio/mpeg"); s.end(body); }).listen(${port}, "localhost")`;
  started.push(spawn(process.execPath, ["-e", code], { stdio: "ignore" }));
  const base = `http://localhost:${port}/`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (await hear(base).catch(() => undefined)) return base;
    await sleep(25);
  }
  throw new Error("the bare server did not answer");
}

function say(name: string, value: number, unit: string): void {
  process.stdout.write(`${name} ${Number(value.toFixed(2))} ${unit}\n`);
}

async function measure(databaseUrl: string): Promise<void> {
  const { seedDatabase, launchApp, isReady } = await scripts<AppScripts>("app.mjs");
  const { distDir, isBuilt, buildApp } = await scripts<BuildScripts>("build.mjs");
  await seedDatabase(databaseUrl, {});
  const dist = distDir();
  if (!isBuilt(dist)) await buildApp({ dist, env: { DATABASE_URL: databaseUrl, AUTH_SECRET: SECRET } });
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const env = { AUTH_SECRET: SECRET, KINGSGATE_DEMO: "1", WORKER: "off", SMTP_URL: `smtp://127.0.0.1:${await freePort()}` };
  const app = launchApp({ databaseUrl, port, env, stdio: process.env.DEBUG ? "inherit" : "ignore" });
  started.push(app);
  if (!(await isReady(app, base))) throw new Error("the app did not start");

  const answer = await fetch(`${base}/api/demo/sign-in`, { method: "POST", redirect: "manual", headers: { origin: base }, body: new URLSearchParams({ id: "amina" }) });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const page = async (address: string) => (await fetch(base + address, { headers: { cookie } })).text();
  const report = /href="(\/ur\/family\/reports\/[^"/?#]+)"/.exec(await page("/ur/family"))?.[1] ?? "";
  const sentences = async (address: string) => [...(await page(address)).matchAll(/data-say="([^"]+)"/g)].map(([, url]) => base + (url ?? "").replaceAll("&amp;", "&"));
  const own = (await sentences(`${report}/listen`)).filter((url) => url.includes("/api/reports/")).slice(1, 6);
  const spokenNow = [];
  for (const url of own) spokenNow.push((await hear(url, cookie)).firstByteMs);
  await hear((await sentences("/ur/listen/policy"))[0] ?? "");
  const open = (await sentences("/ur/listen/policy"))[0] ?? "";

  const sound = own[0] ?? "";
  const bare = await startBare((await hear(sound, cookie)).bytes);
  const times: Record<"private" | "open" | "bare", number[]> = { private: [], open: [], bare: [] };
  for (let n = 0; n < TIMES; n += 1) {
    // In turn, so that a slow moment of the machine meets all three.
    times.private.push((await hear(sound, cookie)).firstByteMs);
    times.open.push((await hear(open)).firstByteMs);
    times.bare.push((await hear(bare)).firstByteMs);
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  say("listen.cached_first_byte", at(times.private, 0.5), "ms");
  say("listen.cached_first_byte_p95", at(times.private, 0.95), "ms");
  say("listen.fixed_sentence_first_byte", at(times.open, 0.5), "ms");
  say("listen.bare_node_first_byte", at(times.bare, 0.5), "ms");
  say("listen.ratio", at(times.private, 0.5) / at(times.bare, 0.5), "of_bare_node");
  say("listen.limit", LIMIT_MS, "ms");
  say("listen.within_limit", times.private.filter((ms) => ms < LIMIT_MS).length / times.private.length, "share");
  say("listen.spoken_now_first_byte", at([...spokenNow].sort((a, b) => a - b), 0.5), "ms");
}

/** Measures, and ends whatever it started. */
export default async function run(): Promise<void> {
  try {
    await measure(process.env.DATABASE_URL ?? "");
  } finally {
    for (const child of started) child.kill("SIGTERM");
    await sleep(500);
  }
}
