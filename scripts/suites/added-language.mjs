// A language is its messages and nothing else: a folder made on the fly, and a running app has pages, a family's report and an e-mail address of its own in it.
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReady, launchApp, openAppRole } from "../app.mjs";
import { freePort } from "../postgres.mjs";
import { ROOT, exitOf } from "../process.mjs";
import { cloneDatabase, dropDatabases, openTestCluster } from "../test-cluster.mjs";
import { tally } from "../victims.mjs";

const folder = mkdtempSync(join(tmpdir(), "kingsgate-language-"));
const messages = join(folder, "messages");
cpSync(join(ROOT, "messages"), messages, { recursive: true });

/** Every text of a catalogue with a word in front, as a translator's first day might leave it. */
const marked = (node, word) => (typeof node === "string" ? `${word} ${node}` : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, marked(value, word)])));

function addLanguage(tag, word) {
  mkdirSync(join(messages, tag));
  for (const file of readdirSync(join(messages, "en"))) writeFileSync(join(messages, tag, file), JSON.stringify(marked(JSON.parse(readFileSync(join(messages, "en", file), "utf8")), word)));
}

addLanguage("cy", "Cymraeg"); // a row in the table of languages, no messages yet
addLanguage("zh-Hant", "\u4e2d\u6587"); // drawn by the reader's own system: no face of ours has its letters
addLanguage("he", "\u05e2\u05d1\u05e8\u05d9\u05ea"); // no row at all: direction and names come from Unicode's data

const { expect, close } = tally();
const cluster = await openTestCluster();
const name = `test_${process.pid}_language`;
const databaseUrl = await cloneDatabase(cluster.adminUrl, process.env.KINGSGATE_TEST_DEMO_TEMPLATE, name);
const port = await freePort();
const base = `http://localhost:${port}`;
const log = join(folder, "app.log");
const { AUTH_SECRET } = process.env;
const app = launchApp({
  databaseUrl, port, stdio: openSync(log, "w"),
  env: {
    KINGSGATE_DEMO: "1", KINGSGATE_DATA: join(folder, "data"), KINGSGATE_MESSAGES: messages, KINGSGATE_PSEUDO: "", AUTH_SECRET, NEXT_DIST_DIR: process.env.NEXT_DIST_DIR,
    PUBLIC_URL: base, SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, APP_DATABASE_URL: await openAppRole(databaseUrl, AUTH_SECRET),
  },
});

try {
  expect("the app opens with two more languages", await isReady(app, base), true);
  const page = async (path, headers = {}) => {
    const answer = await fetch(`${base}${path}`, { headers, redirect: "manual" });
    return { status: answer.status, body: await answer.text(), location: answer.headers.get("location") ?? "" };
  };
  const signedIn = await fetch(`${base}/api/demo/sign-in`, { method: "POST", body: new URLSearchParams({ id: "amina" }), headers: { origin: base }, redirect: "manual" });
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  for (const { tag, dir, word } of [{ tag: "cy", dir: "ltr", word: "Cymraeg" }, { tag: "zh-Hant", dir: "ltr", word: "\u4e2d\u6587" }, { tag: "he", dir: "rtl", word: "\u05e2\u05d1\u05e8\u05d9\u05ea" }]) {
    for (const path of ["", "/policy", "/sign-in", "/answer"]) {
      const { status, body } = await page(`/${tag}${path}`);
      expect(`${tag}${path}: status`, status, 200);
      expect(`${tag}${path}: language and direction`, body.includes(`<html lang="${tag}" dir="${dir}"`), true);
      expect(`${tag}${path}: its own words`, body.includes(word), true);
    }
    const months = Array.from({ length: 12 }, (_, nth) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "long" }).formatToParts(new Date(2024, nth, 15)).find(({ type }) => type === "month").value);
    const policy = (await page(`/${tag}/policy`)).body;
    expect(`${tag}: dates of its own`, months.some((month) => policy.includes(month)), true);
    const home = await page(`/${tag}/family`, { cookie });
    const report = /\/family\/reports\/[0-9a-f-]{36}/.exec(home.body)?.[0];
    const read = await page(`/${tag}${report}`, { cookie });
    expect(`${tag}: a family's report`, read.status, 200);
    expect(`${tag}: the report's own words`, read.body.includes(word) && read.body.includes(`lang="${tag}"`), true);
    expect(`${tag}: a browser that asks for it`, (await page("/", { "accept-language": tag })).location.endsWith(`/${tag}`), true);
    expect(`${tag}: stands in the menu of languages`, (await page("/en/policy")).body.includes(`href="/${tag}/policy"`), true);
  }
  // The control: what has no folder has no page.
  expect("a language without a folder", (await page("/ti/policy")).status, 404);
} finally {
  app.kill("SIGTERM");
  await exitOf(app);
  await dropDatabases(cluster.adminUrl, [name]);
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
}
close();
