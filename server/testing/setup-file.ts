import { afterAll } from "vitest";

import { closeDatabases } from "@/server/lib/db/client";
import { forgetEnv } from "@/server/lib/env";

// Runs before each file of tests, in a process that other files ran in before: what they set must not be found here.
const settings = { ...process.env };
forgetEnv();

afterAll(async () => {
  await closeDatabases();
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name];
  Object.assign(process.env, settings);
});
