#!/usr/bin/env node
// node scripts/run.mjs FILE ARGS: runs a TypeScript script on the database of npm start.
// node scripts/run.mjs prisma ARGS: the same for Prisma's own command, e.g. `prisma migrate dev`.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { authSecret, dataFolder, isDemo, openDatabase, prepareDatabase } from "./app.mjs";
import { TYPESCRIPT, exitOf, programFile, runMain, spawnNode } from "./process.mjs";

await runMain(async (defer) => {
  const [file, ...args] = process.argv.slice(2);
  const isPrisma = file === "prisma";
  if (!file || (!isPrisma && !existsSync(file))) throw new Error(file ? `There is no file ${file}.` : "Say which script to run: node scripts/run.mjs FILE");
  const database = await openDatabase();
  defer(database.close);
  if (!isPrisma) await prepareDatabase(database.url);
  const env = { DATABASE_URL: database.url, AUTH_SECRET: authSecret(), KINGSGATE_DEMO: isDemo() ? "1" : "0", KINGSGATE_DATA: dataFolder() };
  return exitOf(spawnNode(isPrisma ? [programFile("prisma"), ...args] : [...TYPESCRIPT, resolve(file), ...args], { env }));
});
