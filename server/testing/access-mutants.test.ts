import { beforeAll, describe, expect, it, vi } from "vitest";

import { resetDatabase } from "./database";
import { prepareEnvironment } from "./environment";
import { all, ask, familyCallers, findHoles, leaksThrough, mayCall } from "./matrix/ask";
import { contextAs, makeWorld, type World } from "./matrix/world";

// The controls of the access matrix: each takes one wall away and shows that the matrix sees the hole.
const walls = vi.hoisted(() => ({ rule: true }));

vi.mock("@/server/features/people/policy", async (load) => {
  const real = await load<typeof import("@/server/features/people/policy")>();
  return {
    ...real,
    decideAccess: (...args: Parameters<typeof real.decideAccess>) => (walls.rule || !args[0] ? real.decideAccess(...args) : { allowed: true, rule: "parental_responsibility" }),
    familyVisible: (...args: Parameters<typeof real.familyVisible>) => (walls.rule ? real.familyVisible(...args) : {}),
    linkAllows: (...args: Parameters<typeof real.linkAllows>) => (walls.rule ? real.linkAllows(...args) : {}),
  };
});

/** So many holes are looked for: one could be chance. */
const HOLES = 3;

let world: World;

beforeAll(async () => {
  await prepareEnvironment({ KINGSGATE_DEMO: "0" });
  await resetDatabase();
  world = await makeWorld("HERE");
}, 60_000);

describe("with the access rule off, the matrix", () => {
  it.each(familyCallers)("finds what a caller (%s) then learns", async (caller) => {
    walls.rule = false;
    const holes = await findHoles(world, "HERE", caller, HOLES);
    expect(holes.length).toBe(HOLES);
    // By the same look, nothing comes through the same procedures when the rule is back; that nothing does through any is the matrix's own test.
    walls.rule = true;
    for (const name of holes) expect(await leaksThrough(name, world, "HERE", caller)).toEqual([]);
  }, 120_000);
});

describe("without the rule of a procedure, the matrix", () => {
  it("finds that a parent with a head's roles gets in where the door refuses a parent", async () => {
    walls.rule = true;
    const parent = await contextAs(world, "family");
    const closed = all.filter(({ name }) => !mayCall("family", name) && mayCall("head", name));
    const forged = parent.actor.kind === "person" ? { ...parent, actor: { ...parent.actor, roles: ["head" as const], posts: ["head" as const] } } : parent;
    const opened: string[] = [];
    for (const { name, type } of closed) if (type === "query" && (await ask(forged, name, world.own.ids)).code === null) opened.push(name);
    expect(opened.length).toBeGreaterThan(10);
  }, 60_000);
});
