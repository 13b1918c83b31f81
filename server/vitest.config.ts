import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone that no user is in, with an odd offset: code that forgets the school's own zone fails here.
process.env.TZ = "Asia/Kathmandu";

const root = fileURLToPath(new URL("..", import.meta.url));

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
    include: ["server/**/*.test.ts", "app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".next*/**"],
    globalSetup: ["server/testing/setup-database.ts"],
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
