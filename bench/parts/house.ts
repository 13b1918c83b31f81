/** What benchmarks of the running app share: it is started as `npm start` starts it, and read as its families read it. */
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";

export const ROOT = process.cwd();

export interface AppScripts {
  seedDatabase: (url: string, options: { scale?: number }) => Promise<void>;
  launchApp: (options: { databaseUrl: string; port: number; env: Record<string, string>; stdio: "ignore" | "inherit" }) => ChildProcess;
  isReady: (child: unknown, baseUrl: string) => Promise<boolean>;
}
export interface BuildScripts {
  distDir: () => string;
  isBuilt: (dist: string) => boolean;
  buildApp: (options: { dist: string; env: Record<string, string | undefined> }) => Promise<void>;
}
export interface ClusterScripts {
  cloneDatabase: (adminUrl: string, template: string, name: string) => Promise<string>;
  dropDatabases: (adminUrl: string, names: string[]) => Promise<void>;
}
export const scripts = <T>(name: string) => import(path.join(ROOT, "scripts", name)) as Promise<T>;
const { launchApp, isReady } = await scripts<AppScripts>("app.mjs");

/** Every process that was started here, for whoever measures to end. */
export const started: ChildProcess[] = [];

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Ends a process and waits for its end. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** Opens the app on this database; `more` goes into its environment. */
export async function startApp(databaseUrl: string, more: Record<string, string> = {}): Promise<{ base: string; pid: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const env = { AUTH_SECRET: "bench-secret-bench-secret-bench-secret", KINGSGATE_DEMO: "1", WORKER: "off", SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, ...more };
  const child = launchApp({ databaseUrl, port, env, stdio: process.env.DEBUG ? "inherit" : "ignore" });
  started.push(child);
  if (!(await isReady(child, base))) throw new Error("the app did not start");
  return { base, pid: child.pid ?? 0, stop: () => end(child) };
}

export interface Reader {
  language: string | null;
  cookie: string;
  /** The path of their report, without its language. */
  report: string;
}

/** Signs in as everyone of the demo who has a report to read. */
export async function signIn(base: string): Promise<[Reader, ...Reader[]]> {
  const people = (await (await fetch(`${base}/api/demo/people`)).json()) as { id: string; language: string | null }[];
  const readers: Reader[] = [];
  for (const { id, language } of people) {
    const answer = await fetch(`${base}/api/demo/sign-in`, { method: "POST", redirect: "manual", headers: { origin: base }, body: new URLSearchParams({ id }) });
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (!cookie) continue;
    const home = await (await fetch(`${base}/en/family`, { headers: { cookie } })).text();
    const report = /href="\/en(\/family\/reports\/[^"/?#]+)"/.exec(home)?.[1];
    if (report) readers.push({ language, cookie, report });
  }
  const [first, ...others] = readers;
  if (!first) throw new Error("nobody in the demo has a report");
  return [first, ...others];
}

/** Says a figure as soon as it is known. */
export function say(name: string, value: number, unit: string): void {
  process.stdout.write(`${name} ${value >= 100 ? Math.round(value) : Number(value.toFixed(3))} ${unit}\n`);
}
