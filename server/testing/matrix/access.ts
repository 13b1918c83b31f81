import type { Access } from "@/server/lib/trpc/base";
import { appRouter } from "@/server/root";

import { procedures } from "../procedures";
import { type Door, pages, routes } from "./doors";

/** A door with the access rules of everything that it asks. */
export interface GuardedDoor extends Door {
  access: Access[];
}

/** The doors that lead somewhere by an address, each with its access rules, for the attacks in a browser. */
export function guardedDoors(): GuardedDoor[] {
  const rules = new Map(procedures(appRouter).map(({ name, access }) => [name, access]));
  return [...pages(), ...routes()].map((door) => ({ ...door, access: door.procedures.flatMap((name) => rules.get(name) ?? []) }));
}

if (process.argv.includes("--print")) process.stdout.write(JSON.stringify(guardedDoors()));
