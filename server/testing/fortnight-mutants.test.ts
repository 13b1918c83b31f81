import { expect, it, vi } from "vitest";

import { liveFortnight, type Profile } from "./matrix/fortnight";
import { withoutTrigger } from "./matrix/street";

// The controls of the fortnight: each takes one rule away, and the table that was worked out by hand is not met any more, by those whom the rule is for.
const rules = vi.hoisted(() => ({ profile: true, ladder: true, measure: true, quiet: true, order: true }));

vi.mock("@/server/features/people/profile/rules", async (load) => {
  const real = await load<typeof import("@/server/features/people/profile/rules")>();
  return { ...real, reachPlan: (...[profile, contact, able]: Parameters<typeof real.reachPlan>) => real.reachPlan(rules.profile ? profile : { ...profile, readingNeed: "reads" }, contact, able) };
});
vi.mock("@/server/features/delivery/ladder/rules", async (load) => {
  const real = await load<typeof import("@/server/features/delivery/ladder/rules")>();
  return { ...real, ladderStart: (...args: Parameters<typeof real.ladderStart>) => (rules.ladder ? real.ladderStart(...args) : null) };
});
vi.mock("@/server/features/delivery/pace/rules", async (load) => {
  const real = await load<typeof import("@/server/features/delivery/pace/rules")>();
  return {
    ...real,
    mayWait: (kind: string) => rules.measure && real.mayWait(kind),
    afterQuiet: (...args: Parameters<typeof real.afterQuiet>) => (rules.quiet ? real.afterQuiet(...args) : args[0]),
  };
});
vi.mock("@/server/features/people/policy", async (load) => {
  const real = await load<typeof import("@/server/features/people/policy")>();
  return {
    ...real,
    decideAccess: (...args: Parameters<typeof real.decideAccess>) => (rules.order || !args[0] ? real.decideAccess(...args) : { allowed: true, rule: "parental_responsibility" }),
    linkAllows: (...args: Parameters<typeof real.linkAllows>) => (rules.order ? real.linkAllows(...args) : {}),
  };
});

/** Whose fortnight is not the one of the table. */
async function missed(): Promise<string[]> {
  const { got, wanted } = await liveFortnight(1, false);
  return Object.keys(wanted).filter((who) => JSON.stringify(got[who]) !== JSON.stringify(wanted[who])).map((who) => who.split(" ")[0] ?? "");
}

it("with every rule on, the table is met by one of each profile", async () => {
  expect(await missed()).toEqual([]);
}, 120_000);

it.each<[keyof typeof rules, Profile[]]>([
  ["profile", ["readsNothing"]],
  ["ladder", ["silent", "textOnly", "paper"]],
  ["measure", ["answers", "silent", "textOnly", "paper"]],
  ["quiet", ["textOnly"]],
  ["order", ["kept"]],
])("without the rule of %s it is not, by %j", async (rule, whose) => {
  rules[rule] = false;
  try {
    expect(await (rule === "order" ? withoutTrigger(missed) : missed())).toEqual(whose);
  } finally {
    rules[rule] = true;
  }
}, 120_000);
