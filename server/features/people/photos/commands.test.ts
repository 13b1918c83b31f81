import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { dbFor } from "@/server/lib/db/client";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { answerConsent, recordConsent } from "./commands";
import { findConsents, listConsents, listOwnConsents } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string }) => error.code);

async function house() {
  const school = await makeSchool();
  const office = await makeAdult(school, { posts: ["office"] });
  const group = await makeClass(school);
  const child = await makePupil(school, { givenName: "Sam", classGroupId: group.id });
  const [mother, father, carer] = [await makeAdult(school), await makeAdult(school), await makeAdult(school)];
  await linkGuardian(school, mother.id, child.id);
  const link = await linkGuardian(school, father.id, child.id, { relation: "father" });
  await linkGuardian(school, carer.id, child.id, { relation: "foster_carer", parentalResponsibility: "no", hasCare: true });
  const stateOf = async () => (await findConsents(dbFor(school.id), [child.id], TEST_NOW)).get(child.id)?.school;
  return { school, group, child, mother, father, carer, link, stateOf, office: await staffContext(school, office.id) };
}

describe("an answer about photos", () => {
  it("is each parent's own: two that differ are a dispute, and neither sees the other's", async () => {
    const { school, child, mother, father, stateOf } = await house();
    const [hers, his] = [await contextFor(school, mother.id), await contextFor(school, father.id)];
    await answerConsent(hers, { pupilId: child.id, use: "school", given: true });
    expect(await stateOf()).toBe("yes");
    expect((await listOwnConsents(his))[0]?.answers.school).toBeNull();
    await answerConsent(his, { pupilId: child.id, use: "school", given: false });
    expect(await stateOf()).toBe("dispute");
    expect((await listOwnConsents(hers))[0]?.answers.school).toBe(true);
    await answerConsent(his, { pupilId: child.id, use: "school", given: true });
    expect(await stateOf()).toBe("yes");
    // Every answer stands in the record.
    expect(await dbFor(school.id).auditEntry.count({ where: { action: "rewards.consent" } })).toBe(3);
  });

  it("is for those who hold parental responsibility alone: a carer without it is not asked and cannot answer", async () => {
    const { school, child, carer } = await house();
    const ctx = await contextFor(school, carer.id);
    expect(await listOwnConsents(ctx)).toEqual([]);
    expect(await refusal(answerConsent(ctx, { pupilId: child.id, use: "school", given: true }))).toBe("not_found");
  });

  it("of an adult whom an order keeps from photos: no page, no yes, and an earlier no still counts", async () => {
    const { school, child, mother, father, link, stateOf } = await house();
    await answerConsent(await contextFor(school, mother.id), { pupilId: child.id, use: "school", given: true });
    await answerConsent(await contextFor(school, father.id), { pupilId: child.id, use: "school", given: false });
    await makeRestriction(school, link.id, ["media"]);
    const his = await contextFor(school, father.id);
    expect(await listOwnConsents(his)).toEqual([]);
    expect(await refusal(answerConsent(his, { pupilId: child.id, use: "school", given: true }))).toBe("not_found");
    expect(await stateOf()).toBe("dispute");
    // When the link itself ends, the answer ends with it.
    await dbFor(school.id).guardianLink.update({ where: { id: link.id }, data: { removedAt: TEST_NOW } });
    expect(await stateOf()).toBe("yes");
  });

  it("is written down by the office from paper, seen by class, and not for somebody without responsibility", async () => {
    const { office, group, child, father, carer, stateOf } = await house();
    await recordConsent(office, { pupilId: child.id, adultId: father.id, use: "school", given: true });
    expect(await stateOf()).toBe("yes");
    expect(await refusal(recordConsent(office, { pupilId: child.id, adultId: carer.id, use: "school", given: true }))).toBe("not_found");
    const [row] = await listConsents(office, { classGroupId: group.id });
    expect(row?.consents).toEqual({ family: "open", school: "yes", film: "open", public: "open" });
    expect(row?.adults.map(({ answers }) => answers.school).sort()).toEqual([null, true].sort());
  });
});
