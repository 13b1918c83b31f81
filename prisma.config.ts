import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma downloads a native schema engine otherwise; the script is the same engine from npm, as WebAssembly.
// Windows cannot run a script as a program: there the download stays.
if (process.platform !== "win32") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./scripts/schema-engine.mjs", import.meta.url));
}

export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations", seed: "node --import tsx prisma/seed.ts" },
  // `prisma generate` needs no database, so an unset address is no error here.
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
