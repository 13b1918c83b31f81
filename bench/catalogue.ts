/** Languages: a page's time and the app's memory with 8 languages installed and with 80, and each language's page beside the English one. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { pseudoMessages } from "../server/lib/i18n/pseudo";
import { type AppScripts, type BuildScripts, end, ROOT, say, scripts, signIn, startApp, started } from "./parts/house";

const { seedDatabase } = await scripts<AppScripts>("app.mjs");
const { distDir, isBuilt, buildApp } = await scripts<BuildScripts>("build.mjs");

const ROUNDS = 60;
const OWN = ["en", "pl", "ro", "ur", "ar", "bn", "pa", "so"];
/** Languages that Unicode's data knows: with our eight they are eighty. */
const MORE = ("af am az be bg bs ca cs cy da de el es et eu fa fi fr ga gd gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my ne nl nn " +
  "pt-PT pt-BR qu ru si sk sl sq sr sv sw ta te th ti tr uk uz vi").split(" ");

/** A folder with the catalogues of all: the further ones are the made-up letters of English, each a catalogue of its own. */
function install(folder: string, tags: string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const tag of OWN) cpSync(path.join(ROOT, "messages", tag), path.join(folder, tag), { recursive: true });
  for (const tag of tags) {
    mkdirSync(path.join(folder, tag));
    for (const file of readdirSync(path.join(ROOT, "messages", "en"))) {
      const english = JSON.parse(readFileSync(path.join(ROOT, "messages", "en", file), "utf8")) as Parameters<typeof pseudoMessages>[0];
      writeFileSync(path.join(folder, tag, file), JSON.stringify(pseudoMessages(english, "en-XA")));
    }
  }
  return folder;
}

const memoryOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** How long one address takes, in ms. */
async function timeOf(url: string, cookie: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - began;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The middle of the times of some addresses, asked in turn: a slow moment of the machine meets all of them. */
async function inTurn(urls: Record<string, string>, cookie: string): Promise<Record<string, number>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(urls).map((name) => [name, []]));
  for (let round = -10; round < ROUNDS; round++) {
    for (const [name, url] of Object.entries(urls)) {
      const took = await timeOf(url, cookie);
      if (round >= 0) times[name]?.push(took);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

async function measure(databaseUrl: string, folder: string): Promise<void> {
  await seedDatabase(databaseUrl, {});
  const dist = distDir();
  if (!isBuilt(dist)) await buildApp({ dist, env: { DATABASE_URL: databaseUrl, AUTH_SECRET: "bench-secret-bench-secret-bench-secret" } });
  // Every page is made anew: a kept one would be the same bytes in any language.
  const open = (name: string, tags: string[]) => startApp(databaseUrl, { KINGSGATE_KEEP: "off", KINGSGATE_MESSAGES: install(path.join(folder, name), tags) });
  const [few, many] = [await open("few", []), await open("many", MORE)];
  say("catalogue.languages_few", OWN.length, "languages");
  say("catalogue.languages_many", OWN.length + MORE.length, "languages");
  const [reader] = await signIn(few.base);
  const { cookie, report } = reader;
  const flat = await inTurn({ few: `${few.base}/ur${report}`, many: `${many.base}/ur${report}` }, cookie);
  say("catalogue.page_few", flat.few ?? 0, "ms");
  say("catalogue.page_many", flat.many ?? 0, "ms");
  say("catalogue.page_ratio", (flat.many ?? 0) / (flat.few ?? 1), "of_few");
  say("catalogue.memory_few", memoryOf(few.pid), "MB");
  say("catalogue.memory_many", memoryOf(many.pid), "MB");
  say("catalogue.memory_ratio", memoryOf(many.pid) / memoryOf(few.pid), "of_few");
  const before = memoryOf(many.pid);
  for (const tag of MORE) await timeOf(`${many.base}/${tag}${report}`, cookie);
  say("catalogue.memory_all_read", memoryOf(many.pid) - before, "MB");
  await many.stop();
  const each = await inTurn(Object.fromEntries(OWN.map((tag) => [tag, `${few.base}/${tag}${report}`])), cookie);
  say("catalogue.page_en", each.en ?? 0, "ms");
  for (const tag of OWN.slice(1)) say(`catalogue.page_${tag}_ratio`, (each[tag] ?? 0) / (each.en ?? 1), "of_en");
  await few.stop();
}

/** Measures, and ends whatever it started. */
export default async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kingsgate-catalogue-"));
  try {
    await measure(process.env.DATABASE_URL ?? "", folder);
  } finally {
    await Promise.all(started.map(end));
    rmSync(folder, { recursive: true, force: true });
  }
}
