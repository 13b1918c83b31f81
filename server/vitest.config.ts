import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone that no user is in, with an odd offset: code that forgets the school's own zone fails here.
process.env.TZ = "Asia/Kathmandu";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["server", "app", "scripts"];

/** Files that put something else in a module's place, load modules anew, or send mail (a process remembers how domains answer): each keeps a process to itself. */
const apart = folders
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && /\bvi\.(mock|doMock|resetModules|stubEnv)\(|\bdrainOutbox\(/.test(readFileSync(join(root, file), "utf8")));

const alone = { include: apart, isolate: true };
// All others share a process a worker: modules are loaded, the database made and its plans found once, not once a file. That takes half
// the time. server/testing/setup-file.ts gives each file its settings and connections anew.
const together = { include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`), exclude: ["**/node_modules/**", ".next*/**", ...apart], isolate: false };

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    globalSetup: ["server/testing/setup-database.ts"],
    setupFiles: ["server/testing/setup-file.ts"],
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [{ extends: true, test: { name: "together", ...together } }, { extends: true, test: { name: "alone", ...alone } }],
  },
});
