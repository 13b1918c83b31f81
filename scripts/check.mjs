#!/usr/bin/env node
// npm run check: types, lint, house and unit tests. A line for each; ends with 1 when anything failed.
import { checkAll, total } from "./checks.mjs";
import { runMain } from "./process.mjs";

await runMain(async () => (total(await checkAll()).failed > 0 ? 1 : 0));
