import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { answerHash, answerCode } from "@/server/features/delivery/letters/rules";
import { listQueue } from "@/server/features/languages/workbench/queries";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeCelebration } from "@/server/testing/factories/celebrations";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeSuccess } from "@/server/testing/factories/rewards";

import { getShare } from "../share/queries";
import { answerByCode, answerCelebration, cancelCelebration, flagCelebration, inviteFamilies, saveCelebration } from "./commands";
import { getCelebration, getOwnCelebration, listOwnCelebrations } from "./queries";
import type { SaveCelebration } from "./schema";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string }) => error.code);
const STARTS = addDays(TEST_NOW, 7);

interface House { school: SchoolFacts; office: StaffCtx; child: { id: string }; mother: PersonCtx; father: PersonCtx; kept: PersonCtx; stranger: PersonCtx }

/** A child whose parents live apart, a carer whom an order keeps from events, and a family with nothing to do with it. */
async function house(): Promise<House> {
  const school = await makeSchool();
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  const [child, other] = [await makePupil(school, { givenName: "Ola" }), await makePupil(school)];
  const [mother, father, kept, stranger] = [await makeAdult(school, { spokenLanguages: ["pl"], needsInterpreter: true }), await makeAdult(school), await makeAdult(school), await makeAdult(school)];
  await linkGuardian(school, mother.id, child.id);
  await linkGuardian(school, father.id, child.id, { relation: "father" });
  await makeRestriction(school, (await linkGuardian(school, kept.id, child.id, { relation: "other", hasCare: true })).id, ["events"]);
  await linkGuardian(school, stranger.id, other.id);
  const ctx = (id: string) => contextFor(school, id);
  return { school, office, child, mother: await ctx(mother.id), father: await ctx(father.id), kept: await ctx(kept.id), stranger: await ctx(stranger.id) };
}

const plan = (child: { id: string }, more: Partial<SaveCelebration> = {}): SaveCelebration => ({
  celebrationId: uuid(), kind: "assembly", startsAt: STARTS, endsAt: addDays(STARTS, 0.05), place: "Main hall", words: "", pupils: [{ pupilId: child.id, successId: null }], ...more,
});
const told = async (school: SchoolFacts, kind: string) => (await dbFor(school.id).message.findMany({ where: { kind, cancelledAt: null }, select: { adultId: true } })).map(({ adultId }) => adultId).sort();

describe("a celebration", () => {
  it("invites each parent who lives apart, nobody whom an order keeps away, no other family, and only once", async () => {
    const { school, office, child, mother, father, kept, stranger } = await house();
    const success = await makeSuccess(school, { pupilId: child.id });
    const { celebrationId } = await saveCelebration(office, plan(child, { pupils: [{ pupilId: child.id, successId: success.successId }] }));
    // Nobody finds it before its families are invited.
    expect(await listOwnCelebrations(mother)).toEqual([]);
    expect(await inviteFamilies(office, { celebrationId })).toEqual({ told: 2 });
    expect(await refusal(inviteFamilies(office, { celebrationId }))).toBe("conflict");
    expect(await told(school, "celebration_invited")).toEqual([mother.actor.adultId, father.actor.adultId].sort());
    expect((await getOwnCelebration(mother, { celebrationId })).children).toMatchObject([{ name: "Ola", sentence: expect.stringContaining("helped") }]);
    for (const nobody of [kept, stranger]) {
      expect(await refusal(getOwnCelebration(nobody, { celebrationId }))).toBe("not_found");
      expect(await refusal(answerCelebration(nobody, { celebrationId, says: "yes", places: 1, needs: [] }))).toBe("not_found");
    }
  });

  it("is told once when it moves and once when it is called off; saving it as it is tells nobody", async () => {
    const { school, office, child, mother } = await house();
    const input = plan(child);
    await saveCelebration(office, input);
    await inviteFamilies(office, input);
    expect((await saveCelebration(office, input)).told).toBe(0);
    const moved = { ...input, startsAt: addDays(STARTS, 1), endsAt: addDays(STARTS, 1.05) };
    expect((await saveCelebration(office, moved)).told).toBe(2);
    expect((await saveCelebration(office, moved)).told).toBe(0);
    expect(await told(school, "celebration_moved")).toHaveLength(2);
    await answerCelebration(mother, { celebrationId: input.celebrationId, says: "yes", places: 3, needs: [] });
    expect(await cancelCelebration(office, input)).toEqual({ told: 2 });
    expect(await refusal(cancelCelebration(office, input))).toBe("conflict");
    expect(await refusal(saveCelebration(office, moved))).toBe("conflict");
    expect(await told(school, "celebration_cancelled")).toHaveLength(2);
    expect(await told(school, "celebration_moved")).toHaveLength(0);
    expect(await refusal(answerCelebration(mother, { celebrationId: input.celebrationId, says: "no", places: 1, needs: [] }))).toBe("expired");
  });

  it("cannot be called off once it was held: nobody is told that what they saw did not take place", async () => {
    const { school, office, child } = await house();
    const held = await makeCelebration(school, { pupilIds: [child.id], startsAt: addDays(TEST_NOW, -1) });
    expect(await refusal(cancelCelebration(office, { celebrationId: held }))).toBe("conflict");
    expect(await told(school, "celebration_cancelled")).toEqual([]);
    expect(await refusal(cancelCelebration(office, { celebrationId: await makeCelebration(school, { pupilIds: [child.id] }) }))).toBe("done");
  });

  it("invites the family of a child who joins, and leaves the others in peace", async () => {
    const { school, office, child, stranger } = await house();
    const input = plan(child);
    await saveCelebration(office, input);
    await inviteFamilies(office, input);
    const joins = await makePupil(school);
    await linkGuardian(school, stranger.actor.adultId, joins.id);
    expect((await saveCelebration(office, { ...input, pupils: [...input.pupils, { pupilId: joins.id, successId: null }] })).told).toBe(1);
    // A child who was left out of the form stays: their family was invited.
    await saveCelebration(office, { ...input, pupils: [{ pupilId: joins.id, successId: null }] });
    expect(await office.db.celebrationPupil.count({ where: { celebrationId: input.celebrationId } })).toBe(2);
  });

  it("counts who comes, with interpreters by language, and keeps each parent's answer from the other", async () => {
    const { school, office, child, mother, father } = await house();
    const celebrationId = await makeCelebration(school, { pupilIds: [child.id] });
    await answerCelebration(mother, { celebrationId, says: "yes", places: 2, needs: ["step_free"] });
    await answerCelebration(father, { celebrationId, says: "work", places: 4, needs: ["hearing"] });
    const seen = await getCelebration(office, { celebrationId });
    expect(seen.counts).toEqual({ adults: 2, yes: 1, places: 2, work: 1, no: 0, waiting: 0 });
    expect(seen.needs).toEqual({ step_free: 1, hearing: 0 });
    expect(seen.interpreters).toEqual([{ language: "pl", adults: 1 }]);
    expect((await getOwnCelebration(father, { celebrationId })).answer).toEqual({ says: "work", places: 0, needs: [] });
    expect(JSON.stringify(await getOwnCelebration(father, { celebrationId }))).not.toContain("step_free");
  });

  it("is chosen and seen by staff for children whom they may know; only those who approve invite", async () => {
    const { school, child, office } = await house();
    const group = await makeClass(school);
    const own = await makePupil(school, { classGroupId: group.id });
    const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    const ctx = { ...teacher, actor: { ...teacher.actor, classIds: [group.id] } };
    expect(await refusal(saveCelebration(ctx, plan(child)))).toBe("not_found");
    const others = await makeSuccess(school, { pupilId: child.id });
    expect(await refusal(saveCelebration(ctx, plan(own, { pupils: [{ pupilId: own.id, successId: others.successId }] })))).toBe("not_found");
    expect(await refusal(saveCelebration(ctx, plan(own)))).toBe("done");
    const both = await makeCelebration(school, { pupilIds: [own.id, child.id] });
    expect(await getCelebration(ctx, { celebrationId: both })).toMatchObject({ children: [{ id: own.id }], others: 1 });
    expect(await refusal(getCelebration(ctx, { celebrationId: await makeCelebration(school, { pupilIds: [child.id] }) }))).toBe("not_found");
    expect(await refusal(saveCelebration(ctx, plan(own, { celebrationId: both })))).toBe("not_allowed");
    expect((await getCelebration(office, { celebrationId: both })).others).toBe(0);
  });

  it("can be answered by the code of its letter, and by no other letter's", async () => {
    const { school, office, child, mother, kept } = await house();
    const celebrationId = await makeCelebration(school, { pupilIds: [child.id] });
    const letter = async (adultId: string, kind: string) => {
      const message = await office.db.message.create({ data: { schoolId: school.id, adultId, pupilId: child.id, kind, subjectId: celebrationId, language: "en", args: {}, idempotencyKey: uuid() } });
      const { id } = await office.db.delivery.create({ data: { schoolId: school.id, messageId: message.id, channel: "letter", state: "handed_over", handedOverAt: TEST_NOW } });
      await office.db.delivery.update({ where: { id }, data: { answerHash: answerHash(answerCode(id)) } });
      return answerCode(id);
    };
    const code = await letter(mother.actor.adultId, "celebration_invited");
    expect(await answerByCode(contextOf(school), { code, says: "work" })).toEqual({ says: "work" });
    expect((await getOwnCelebration(mother, { celebrationId })).answer?.says).toBe("work");
    expect(await refusal(answerByCode(contextOf(school), { code: await letter(mother.actor.adultId, "good_news"), says: "yes" }))).toBe("expired");
    expect(await refusal(answerByCode(contextOf(school), { code: await letter(kept.actor.adultId, "celebration_invited"), says: "yes" }))).toBe("expired");
    expect(await refusal(answerByCode(contextOf(school), { code: "nothing", says: "yes" }))).toBe("invalid_input");
  });

  it("counts in the fair share once it has been held, and never when it was called off", async () => {
    const { school, office, child } = await house();
    const never = async () => (await getShare(office, { weeks: 8 })).waiting.find(({ id }) => id === child.id);
    await makeCelebration(school, { pupilIds: [child.id] });
    await makeCelebration(school, { pupilIds: [child.id], state: "cancelled", startsAt: addDays(TEST_NOW, -3) });
    expect(await never()).toMatchObject({ lastAt: null });
    await makeCelebration(school, { pupilIds: [child.id], startsAt: addDays(TEST_NOW, -3) });
    expect(await never()).toBeUndefined();
  });
});

describe("a sentence of an invitation that is not clear", () => {
  it("lands in the workbench from those who are invited, and from nobody else", async () => {
    const { office, child, mother, kept, stranger } = await house();
    const { celebrationId } = await saveCelebration(office, plan(child, { words: "Please come." }));
    const flag = async (ctx: PersonCtx, segmentId: string) => flagCelebration({ ...ctx, locale: "ur" }, { celebrationId, segmentId, kind: "unclear" });
    const { id: segmentId } = await office.db.segment.findFirstOrThrow({ where: { text: { kind: "rewards.words" } } });
    // Nobody before its families are invited.
    expect(await refusal(flag(mother, segmentId))).toBe("not_found");
    await inviteFamilies(office, { celebrationId });
    for (const nobody of [kept, stranger]) expect(await refusal(flag(nobody, segmentId))).toBe("not_found");
    expect([await flag(mother, segmentId), await flag(mother, segmentId)]).toEqual([{ created: true }, { created: false }]);
    expect((await listQueue(office, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId, kind: "rewards.words", source: "Please come.", flags: 1 }]);
  });
});
