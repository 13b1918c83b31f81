#!/usr/bin/env node
// npm test [-- --only unit|e2e|suites] [-g PATTERN] [e2e files]: everything; the last line is "N passed, N failed" alone.
import { existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReady, launchApp, openAppRole, seedDatabase } from "./app.mjs";
import { buildApp, demoMark, isBuilt } from "./build.mjs";
import { checkAll, prepareTypes, report, total } from "./checks.mjs";
import { freePort } from "./postgres.mjs";
import { ROOT, TYPESCRIPT, capture, exitOf, programFile, readOptions, runMain, spawnNode } from "./process.mjs";
import { cloneDatabase, dropDatabases, ensureSeededTemplate, openTestCluster } from "./test-cluster.mjs";

const PARTS = ["unit", "e2e", "suites"];
const DIST = ".next-test"; // its own, so that a running `npm start` keeps its pages
const SUITES = join(ROOT, "scripts", "suites");
const LONGEST = "kill-send.mjs";

/** Counts Playwright's JSON report. Skipped tests count as failed; those that passed only when tried again are named. */
function countBrowser(json) {
  const { expected, unexpected, flaky, skipped } = json.stats;
  const failed = unexpected + skipped + json.errors.length;
  return { passed: expected + flaky, failed, note: [flaky && `${flaky} passed only when tried again`, skipped && `${skipped} skipped`].filter(Boolean).join(", ") };
}

/** Browser tests against the app at `env.BASE_URL`. Their progress is shown as it comes. */
async function testBrowser({ env, folder, words }) {
  const file = join(folder, "browser.json");
  const config = join("e2e", "playwright.config.ts");
  if (!existsSync(join(ROOT, config))) return { passed: 0, failed: 1, output: "There is no e2e/playwright.config.ts." };
  const args = [programFile("@playwright/test", "playwright"), "test", "--config", config, "--reporter=list,json", ...words];
  const code = await exitOf(spawnNode(args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file } }));
  if (!existsSync(file)) return { passed: 0, failed: 1, output: "Playwright wrote no report." };
  const { passed, failed, note } = countBrowser(JSON.parse(readFileSync(file, "utf8")));
  if (passed + failed === 0) return { passed, failed: 1, output: "No browser test ran." };
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, note };
}

/** A further suite: a script whose last line is "N passed, N failed". */
async function testSuite(name, env) {
  const { code, output } = await capture([...TYPESCRIPT, join(SUITES, name)], env);
  const match = /^(\d+) passed, (\d+) failed$/.exec(output.trim().split("\n").at(-1) ?? "");
  if (!match) return { passed: 0, failed: 1, output };
  const [passed, failed] = [Number(match[1]), Number(match[2])];
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, output };
}

/** Everything that needs the built app. Stops at the first thing the rest cannot do without. */
async function testApp({ cluster, folder, only, pattern, words, defer, results }) {
  const add = async (name, work) => {
    const result = await report(name, work);
    results.push(result);
    return result.failed === 0;
  };
  let demo;
  const seeded = await add("demo school", async () => {
    demo = await ensureSeededTemplate(cluster.adminUrl, demoMark(), seedDatabase);
    return { passed: 0, failed: 0 }; // preparation, no test
  });
  if (!seeded) return;
  const name = `test_${process.pid}_e2e`;
  const databaseUrl = await cloneDatabase(cluster.adminUrl, demo, name);
  defer(() => dropDatabases(cluster.adminUrl, [name]));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const env = {
    KINGSGATE_DEMO: "1",
    KINGSGATE_PSEUDO: "1", // the two made-up languages go through every test that goes through all languages
    KINGSGATE_DATA: join(folder, "data"),
    KINGSGATE_TEST_DEMO_TEMPLATE: demo,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
    NEXT_DIST_DIR: DIST,
    SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, // the demo's own mail server: two apps must not want the same
    BASE_URL: baseUrl,
    PUBLIC_URL: baseUrl,
  };
  const built = await add("build", async () => {
    if (!isBuilt(DIST)) await buildApp({ dist: DIST, env });
    return { passed: 1, failed: 0 };
  });
  if (!built) return;
  if (only !== "suites") {
    const log = join(folder, "app.log");
    const app = launchApp({ databaseUrl, port, env: { ...env, APP_DATABASE_URL: await openAppRole(databaseUrl, env.AUTH_SECRET) }, stdio: openSync(log, "w") });
    const up = await add("start", async () => ((await isReady(app, baseUrl)) ? { passed: 0, failed: 0 } : { passed: 0, failed: 1, output: readFileSync(log, "utf8") }));
    if (up && !(await add("browser", () => testBrowser({ env, folder, words })))) {
      console.log(`The app's last words:\n${readFileSync(log, "utf8").trim().split("\n").slice(-40).join("\n")}`);
    }
    app.kill("SIGTERM");
    const code = await exitOf(app);
    if (up) await add("stop", async () => (code === 0 || code === 143 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output: `The app ended with ${code}.` }));
  }
  if (only !== "e2e" && existsSync(SUITES)) {
    // Two at a time, for each has its own database, folder and ports. The longest first: it would run on alone.
    const waiting = readdirSync(SUITES).filter((file) => file.endsWith(".mjs") && (only !== "suites" || file.includes(pattern ?? ""))).sort((a, b) => Number(b === LONGEST) - Number(a === LONGEST) || a.localeCompare(b));
    const work = async () => {
      for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
        const name = suite;
        await add(`suite ${name.replace(".mjs", "")}`, () => testSuite(name, env));
      }
    };
    await Promise.all([work(), work()]);
  }
}

await runMain(async (defer) => {
  const { only, g, words } = readOptions(process.argv.slice(2));
  if (only && !PARTS.includes(only)) throw new Error(`--only takes one of: ${PARTS.join(", ")}.`);
  const results = [];
  let unfinished = true;
  defer(() => {
    const { passed, failed } = total(results); // first deferred is last done: nothing is printed after this line
    console.log(`\n${passed} passed, ${unfinished ? Math.max(failed, 1) : failed} failed`);
  });
  const folder = mkdtempSync(join(tmpdir(), "kingsgate-test-"));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await openTestCluster();
  defer(cluster.close);
  process.env.KINGSGATE_TEST_ADMIN_URL = cluster.adminUrl;
  process.env.KINGSGATE_TEST_TEMPLATE = cluster.template;

  if (!only || only === "unit") results.push(...(await checkAll()));
  else await prepareTypes();
  if (only !== "unit") await testApp({ cluster, folder, only, pattern: g, words: [...(g ? ["-g", g] : []), ...words], defer, results });
  unfinished = total(results).passed === 0;
  return unfinished || total(results).failed > 0 ? 1 : 0;
});
