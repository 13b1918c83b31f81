import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays } from "@/server/lib/clock";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeSuccess } from "@/server/testing/factories/rewards";
import { makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { getShare } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

describe("the fair share", () => {
  it("names who was never celebrated first, then who has waited longest, of the children whom one may know", async () => {
    const school = await makeSchool();
    const teacher = await makeAdult(school, { posts: ["teacher"] });
    const group = await makeClass(school, { name: "Oak", teacherIds: [teacher.id] });
    const other = await makeClass(school, { name: "Elm" });
    const [never, old, lately] = [await makePupil(school, { givenName: "Never", classGroupId: group.id }), await makePupil(school, { givenName: "Old", classGroupId: group.id }), await makePupil(school, { givenName: "Lately", classGroupId: group.id })];
    await makePupil(school, { givenName: "Elsewhere", classGroupId: other.id });
    await makeSuccess(school, { pupilId: old.id, at: addDays(TEST_NOW, -70) });
    await makeSuccess(school, { pupilId: lately.id, at: addDays(TEST_NOW, -3) });
    // What waits has reached nobody yet.
    await makeSuccess(school, { pupilId: never.id, state: "waiting" });
    const share = await getShare(await staffContext(school, teacher.id), { weeks: 8 });
    expect(share.waiting.map(({ name }) => name.split(" ")[0])).toEqual(["Never", "Old"]);
    expect(share.classes.map(({ name, children, lately: count, never: none, percent }) => [name, children, count, none, percent])).toEqual([["Oak", 3, 1, 1, 33]]);
    expect(share.groups.every(({ share: own }) => own === null)).toBe(true);
  });

  it("shows looked-after children as a group to those alone who may know it", async () => {
    const school = await makeSchool();
    const [office, deputy] = [await makeAdult(school, { posts: ["office"] }), await makeAdult(school, { posts: ["deputy_head"] })];
    const group = await makeClass(school);
    for (let n = 0; n < 12; n++) await makePupil(school, { classGroupId: group.id, lookedAfter: n < 6 });
    const groupsFor = async (id: string) => (await getShare(await staffContext(school, id), { weeks: 8 })).groups.filter(({ share }) => share !== null).map((each) => each.group);
    expect(await groupsFor(deputy.id)).toContain("lookedAfter");
    expect(await groupsFor(office.id)).not.toContain("lookedAfter");
  });
});
