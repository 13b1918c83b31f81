import { parseArgs } from "node:util";

import { now } from "@/server/lib/clock";
import { closeDatabases } from "@/server/lib/db/client";
import { seedDemo } from "@/server/testing/demo/seed";

const { values } = parseArgs({ options: { scale: { type: "string", default: "1" } } });
const scale = Number(values.scale);
if (!Number.isInteger(scale) || scale < 1 || scale > 200) throw new Error("--scale needs a whole number from 1 to 200");

try {
  const seeded = await seedDemo({ now: now(), scale });
  if (!seeded) process.stdout.write("A school is there already: nothing was changed.\n");
} finally {
  await closeDatabases();
}
