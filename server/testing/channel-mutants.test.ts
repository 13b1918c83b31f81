import { beforeAll, describe, expect, it, vi } from "vitest";

import { jobRows } from "./matrix/jobs";
import { endRights, type Heard, letLeave, makeStreet, openOutside, runJob, whoHeard, withoutTrigger } from "./matrix/street";

// The control of the matrix of channels: with the access rule off and the database's own wall away, the same look finds who hears what they must not.
const walls = vi.hoisted(() => ({ rule: true }));

vi.mock("@/server/features/people/policy", async (load) => {
  const real = await load<typeof import("@/server/features/people/policy")>();
  return {
    ...real,
    decideAccess: (...args: Parameters<typeof real.decideAccess>) => (walls.rule || !args[0] ? real.decideAccess(...args) : { allowed: true, rule: "parental_responsibility" }),
    linkAllows: (...args: Parameters<typeof real.linkAllows>) => (walls.rule ? real.linkAllows(...args) : {}),
  };
});

let outside: Awaited<ReturnType<typeof openOutside>>;

beforeAll(async () => {
  outside = await openOutside();
  return async () => {
    await outside.close();
  };
}, 60_000);

async function heardOf(name: string, rule: boolean): Promise<Heard[]> {
  walls.rule = rule;
  return withoutTrigger(async () => {
    const street = await makeStreet(outside);
    const payloads = (await jobRows[name]?.before(street)) ?? [];
    await endRights(street);
    for (const payload of payloads) await runJob(street, name, payload);
    await letLeave(street);
    return (await whoHeard(street)).heard;
  });
}

const telling = Object.keys(jobRows).filter((name) => (jobRows[name]?.tells.length ?? 0) > 0 && name !== "sign-in.sendLink" && name !== "meetings.plan");
const wrong = (heard: Heard[]) => heard.filter((each) => !/^(mother|apart) /.test(each));

describe("with the access rule off, the matrix of channels", () => {
  it.each(telling)("finds who hears through %s, on every channel, what they must not", async (name) => {
    const ways = jobRows[name]?.tells ?? [];
    expect(wrong(await heardOf(name, true))).toEqual([]);
    const leaks = wrong(await heardOf(name, false));
    expect(leaks).toEqual(expect.arrayContaining(["kept", "unlinked", "unconfirmed"].flatMap((standing) => ways.map((way) => `${standing} by ${way}`))));
    // Who was taken out of the records hears nothing even so: that is another wall.
    expect(leaks.filter((each) => each.startsWith("deleted"))).toEqual([]);
  }, 120_000);

  it("finds who hears of a plan of meetings that was made while they might still come", async () => {
    // The plan itself needs the rule to know whose meetings must lie apart: it is off when what was planned leaves.
    const leaks = await withoutTrigger(async () => {
      walls.rule = true;
      const street = await makeStreet(outside);
      for (const payload of (await jobRows["meetings.plan"]?.before(street)) ?? []) await runJob(street, "meetings.plan", payload);
      await endRights(street);
      walls.rule = false;
      await letLeave(street);
      return wrong((await whoHeard(street)).heard);
    });
    expect(leaks).toEqual(["kept", "unlinked"].flatMap((standing) => ["app", "call", "email", "letter", "screen", "text"].map((way) => `${standing} by ${way}`)));
  }, 120_000);
});
