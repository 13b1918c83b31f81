import type { Access } from "@/server/lib/trpc/base";
import { appRouter } from "@/server/root";

import { procedures } from "../procedures";
import { type Door, pages, placeNames, routes } from "./doors";

/** A door with the access rules of everything that it asks. */
export interface GuardedDoor extends Door {
  access: Access[];
}

/** The doors that lead somewhere by an address, each with its access rules, for the attacks in a browser; what all know is filled in. */
export function guardedDoors(): GuardedDoor[] {
  const rules = new Map(procedures(appRouter).map(({ name, access }) => [name, access]));
  return [...pages(), ...routes()].map((door) => ({
    ...door,
    path: door.path.replace(/\[(\w+)\]/g, (whole, name: string) => placeNames[name] ?? whole),
    params: door.params.filter((name) => !(name in placeNames)),
    access: door.procedures.flatMap((name) => rules.get(name) ?? []),
  }));
}

if (process.argv.includes("--print")) process.stdout.write(JSON.stringify(guardedDoors()));
