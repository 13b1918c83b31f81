// The checks that need no browser, one result each: { name, passed, failed, seconds, output }.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateClient } from "./migrate.mjs";
import { ROOT, capture, mustRun, programFile } from "./process.mjs";

const CACHE = join(ROOT, ".cache");

/** Runs one check and prints its line; what it said is printed only when something failed. */
export async function report(name, work) {
  const began = Date.now();
  const result = await work().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
  const seconds = (Date.now() - began) / 1000;
  const mark = result.failed === 0 ? "ok    " : "FAILED";
  const count = result.passed + result.failed > 1 ? `, ${result.passed} passed${result.failed ? `, ${result.failed} failed` : ""}` : "";
  if (result.failed > 0 && result.output) console.log(result.output.trim());
  console.log(`${mark} ${name} (${seconds.toFixed(1)} s${count})${result.note ? ` ${result.note}` : ""}`);
  return { name, seconds, ...result };
}

/** One program as one check: passed when it ends with 0. */
const asOne = async (args, env) => {
  const { code, output } = await capture(args, env);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
};

/** The generated client and Next's route types: the others' precondition, no check of its own. Throws when it fails. */
export async function prepareTypes() {
  mkdirSync(CACHE, { recursive: true });
  await generateClient();
  if (existsSync(join(ROOT, "app"))) await mustRun("Writing the types of routes", [programFile("next"), "typegen"]);
}

/** TypeScript over the whole project, by the compiler that is no script: it takes a quarter of the processor time. ESLint and the framework still need the other. */
export const checkTypes = () =>
  report("types", () => asOne([programFile("typescript-native", "tsc"), "--noEmit", "-p", ".", "--tsBuildInfoFile", join(CACHE, "types.tsbuildinfo")]));

/** ESLint over the whole project; a warning fails it too. */
export const checkLint = () =>
  report("lint", () => asOne([programFile("eslint"), ".", "--max-warnings", "0", "--cache", "--cache-location", join(CACHE, "lint")]));

/** Counts vitest's JSON report. Skipped and unfinished tests, and files that could not be loaded, count as failed. */
export function countUnit(json) {
  const broken = json.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = json.numFailedTests + (json.numPendingTests ?? 0) + (json.numTodoTests ?? 0) + broken;
  return { passed: json.numPassedTests, failed };
}

/** House and unit tests by vitest. `words` are passed on: file names, `-t` pattern. */
export const checkUnit = (words = []) =>
  report("house and unit", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kingsgate-unit-"));
    try {
      const file = join(folder, "report.json");
      const config = join("server", "vitest.config.ts");
      const { code, output } = await capture(
        [programFile("vitest"), "run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...words],
        { NODE_ENV: "test" },
      );
      if (!existsSync(file)) return { passed: 0, failed: 1, output };
      const { passed, failed } = countUnit(JSON.parse(readFileSync(file, "utf8")));
      if (passed + failed === 0) return { passed, failed: 1, output: `${output}\nNo test ran.` };
      return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, output }; // an error outside any test
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

/** All of the above: types and lint one after the other, beside the unit tests. Answers every result. */
export async function checkAll() {
  const ready = await report("generated code", async () => (await prepareTypes(), { passed: 0, failed: 0 }));
  if (ready.failed) return [ready];
  const [unit, ...rest] = await Promise.all([checkUnit(), (async () => [await checkTypes(), await checkLint()])()]);
  return [unit, ...rest.flat()];
}

/** Adds results up. */
export const total = (results) => results.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), { passed: 0, failed: 0 });
