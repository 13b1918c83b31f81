// For suites that kill: counts what held, and keeps processes that are killed while they work.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { QUIET_ENV, ROOT, TYPESCRIPT } from "./process.mjs";

/** Counts what was as it should be. `close` prints the count as a suite's last line and ends the process. */
export function tally() {
  let passed = 0;
  let failed = 0;
  return {
    expect: (what, found, wanted) => {
      if (JSON.stringify(found) === JSON.stringify(wanted)) passed++;
      else console.log(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`, ++failed);
    },
    fail: (error) => console.log(error, ++failed),
    close: () => {
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed > 0 ? 1 : 0);
    },
  };
}

/**
 * The victim's side: says "ready", does the work that each line of its input asks for, and says "done" after each.
 * @param {(line: string) => Promise<void>} work
 */
export async function serveVictim(work) {
  writeSync(1, "ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    await work(line);
    writeSync(1, "done\n");
  }
  process.exit(0);
}

/** The victim's side: says "statement" before the database hears one. */
export const sayStatement = () => writeSync(1, "statement\n");

function startVictim(file, role, env, running) {
  const child = spawn(process.execPath, [...TYPESCRIPT, file, role], { cwd: ROOT, env: { ...process.env, ...QUIET_ENV, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  const ended = once(child, "exit").then(() => running.delete(child));
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = (async () => {
    for (let line = await lines.next(); !line.done && line.value !== "ready"; ) line = await lines.next();
  })();
  return {
    ready,
    /** Asks for the work; resolves when `statement` statements were sent, or all was done. Answers how many were. */
    work: async (line, statement = Infinity) => {
      child.stdin.write(`${line}\n`);
      for (let sent = 0; ; ) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`The ${role} ended by itself.`);
        if (value === "statement") sent++;
        if (value === "done" || sent >= statement) return sent;
      }
    },
    kill: async () => (child.kill("SIGKILL"), await ended),
  };
}

/**
 * Victims one after another, the next always getting ready while one works.
 * @param {{ file: string, role: string, env: Record<string, string> }} how the suite's own file with this word behind it
 */
export function victims({ file, role, env }) {
  const running = new Set();
  let waiting = startVictim(file, role, env, running);
  return {
    take: async () => {
      const victim = waiting;
      waiting = startVictim(file, role, env, running);
      await victim.ready;
      return victim;
    },
    killAll: () => running.forEach((child) => child.kill("SIGKILL")),
  };
}
