#!/usr/bin/env node
// npm run bench [-- NAME …] [-- --list]: runs bench/NAME.ts; each prints lines "name value unit", with its partner and the ratio.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { prepareTypes } from "./checks.mjs";
import { ensureMigratedTemplate, cloneDatabase, dropDatabases } from "./test-cluster.mjs";
import { startPostgres } from "./postgres.mjs";
import { ROOT, TYPESCRIPT, exitOf, readOptions, runMain, spawnNode } from "./process.mjs";

const FOLDER = join(ROOT, "bench");
const names = () => (existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3)).sort() : []);

/** The first line of the first docstring in a file. */
const firstDocLine = (name) => /\/\*\*[\s*]*(.+?)\s*(?:\*\/|\n)/.exec(readFileSync(join(FOLDER, `${name}.ts`), "utf8"))?.[1] ?? "";

/** In the benchmark's own process: loads the file, calls its default export if it is a function, prints the lines it gives. */
async function runOne(file) {
  const { default: answer } = await import(pathToFileURL(file).href);
  const lines = typeof answer === "function" ? await answer() : answer;
  if (lines != null) for (const line of [lines].flat()) console.log(line);
}

if (process.argv[2] === "--one") {
  await runOne(process.argv[3]);
} else {
  await runMain(async (defer) => {
    const { list, words } = readOptions(process.argv.slice(2), ["list"]);
    const all = names();
    if (list) {
      for (const name of all) console.log(`${name.padEnd(16)} ${firstDocLine(name)}`);
      return 0;
    }
    const unknown = words.find((word) => !all.includes(word));
    if (unknown) throw new Error(`There is no benchmark ${unknown}. npm run bench -- --list names them.`);
    await prepareTypes();
    // Durable, as in production: a figure without the wait for the disk would flatter every write.
    const server = await startPostgres({ dataDir: join(ROOT, ".cache", "bench-database") });
    defer(server.stop);
    const template = await ensureMigratedTemplate(server.adminUrl);
    let failed = 0;
    for (const name of words.length > 0 ? words : all) {
      const database = `bench_${name.replaceAll("-", "_")}`;
      const env = {
        NODE_ENV: "production",
        DATABASE_URL: await cloneDatabase(server.adminUrl, template, database),
        KINGSGATE_TEST_ADMIN_URL: server.adminUrl,
        KINGSGATE_TEST_TEMPLATE: template,
      };
      console.log(`# ${name}: ${firstDocLine(name)}`);
      const code = await exitOf(spawnNode([...TYPESCRIPT, "--expose-gc", join(ROOT, "scripts", "bench.mjs"), "--one", join(FOLDER, `${name}.ts`)], { env }));
      if (code !== 0) failed++;
      await dropDatabases(server.adminUrl, [database]);
    }
    return failed > 0 ? 1 : 0;
  });
}
