// Running other programs: always Node's own executable with a package's script, so that a signal reaches the program itself.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Environment for every program: nothing phones home. */
export const QUIET_ENV = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };

/** What ends with us: children by their handle. */
const children = new Set();
let ending = false;

/** The script file of a package's program, e.g. programFile("next"), programFile("@playwright/test", "playwright"). */
export function programFile(packageName, program = packageName) {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[program]);
}

/** Arguments for Node that make it run TypeScript and know the alias "@/". */
export const TYPESCRIPT = ["--import", "tsx"];

/**
 * Starts Node with these arguments in the project's folder.
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdio?: import("node:child_process").StdioOptions, detached?: boolean }} [options]
 */
export function spawnNode(args, { env = {}, stdio = "inherit", detached = false } = {}) {
  if (ending) throw new Error("The programs are being stopped.");
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...QUIET_ENV, ...env }, stdio, detached });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Waits for a child's end. A signal counts as 128 and its number, as in a shell. */
export const exitOf = (child) =>
  new Promise((done) => {
    if (child.exitCode !== null) return done(child.exitCode);
    if (child.signalCode !== null) return done(137); // it was killed before anybody waited for it
    child.once("exit", (code, signal) => done(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 137)));
    child.once("error", () => done(127));
  });

/** Runs a program to its end and keeps what it says. Answers { code, output }. */
export async function capture(args, env) {
  const child = spawnNode(args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const closed = new Promise((done) => child.once("close", done));
  const code = await exitOf(child);
  if (code !== 127) await closed;
  return { code, output };
}

/** Runs a program to its end, silent unless it fails: then its words are the error's. */
export async function mustRun(what, args, env) {
  const { code, output } = await capture(args, env);
  if (code !== 0) throw new Error(`${what} failed.\n${output.trim()}`);
  return output;
}

/** Stops every program started here: asks first, insists after 15 seconds. */
export async function stopChildren() {
  ending = true;
  const all = [...children];
  for (const child of all) child.kill("SIGTERM");
  const insist = setTimeout(() => all.forEach((child) => child.kill("SIGKILL")), 15_000);
  await Promise.all(all.map(exitOf));
  clearTimeout(insist);
}

/**
 * Runs a script's main function, and ends the process cleanly whatever happens: children first, then `cleanUp`
 * in the reverse order of `defer`. The answer of `main` is the exit code.
 * @param {(defer: (cleanUp: () => unknown) => void) => Promise<number | void>} main
 * @param {{ runsUntilStopped?: boolean }} [options] a program that runs until it is stopped ends well when a signal stops it
 */
export async function runMain(main, { runsUntilStopped = false } = {}) {
  const cleanUps = [];
  let ended;
  const end = (code) =>
    (ended ??= (async () => {
      await stopChildren();
      for (const cleanUp of cleanUps.reverse()) {
        try {
          await cleanUp();
        } catch (error) {
          process.stderr.write(`${error.message}\n`);
          code ||= 1;
        }
      }
      process.exit(code);
    })());
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) process.on(signal, () => end(runsUntilStopped ? 0 : code));
  try {
    await end((await main((cleanUp) => cleanUps.push(cleanUp))) ?? 0);
  } catch (error) {
    if (!ended) process.stderr.write(`\n${process.env.DEBUG ? error.stack : error.message}\n`);
    await end(1);
  }
}

/** Prints what is being done, runs it, and prints how long it took when that was long enough to notice. */
export async function step(words, work) {
  const began = Date.now();
  process.stdout.write(`  ${words} …`);
  try {
    const result = await work();
    const seconds = (Date.now() - began) / 1000;
    process.stdout.write(`${seconds >= 0.1 ? ` ${seconds.toFixed(1)} s` : " done"}\n`);
    return result;
  } catch (error) {
    process.stdout.write(" failed\n");
    throw error;
  }
}

/** Reads `--name value` and `--name=value`; flags are true. Words that are no option come in `words`. */
export function readOptions(argv, flags = []) {
  const options = { words: [] };
  for (let i = 0; i < argv.length; i++) {
    const match = /^--?([a-z][a-z-]*)(?:=(.*))?$/.exec(argv[i]);
    if (!match) options.words.push(argv[i]);
    else if (flags.includes(match[1])) options[match[1]] = true;
    else options[match[1]] = match[2] ?? argv[++i];
  }
  return options;
}
