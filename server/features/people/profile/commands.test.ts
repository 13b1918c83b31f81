import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { findAuditFault } from "@/server/lib/audit/record";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { createCaller } from "@/server/root";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { importOneRoster, importUpload } from "@/server/testing/factories/imports";
import { carerRow, linksCsv, pupilRow, uploadsOf } from "@/server/testing/factories/oneroster";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { answerOwnProfile, recordProfile } from "./commands";
import { getOwnProfile, getProfile } from "./queries";

let school: SchoolFacts;
let office: StaffCtx;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { title: "Mrs", familyName: "Byrne", posts: ["office"] })).id);
});

const db = () => dbFor(school.id);
const later = (ctx: PersonCtx, minutes: number) => ({ ...ctx, now: new Date(TEST_NOW.getTime() + minutes * 60_000) });

async function family() {
  const [mother, father, pupil] = [await makeAdult(school, { givenName: "Amina" }), await makeAdult(school, { givenName: "Imran" }), await makePupil(school)];
  await linkGuardian(school, mother.id, pupil.id);
  const fatherLink = await linkGuardian(school, father.id, pupil.id, { relation: "father" });
  return { mother, father, pupil, fatherLink, ctx: await contextFor(school, mother.id) };
}

describe("an adult's own answers", () => {
  it("are on the record, in the history and in the log, once however often the button is pressed", async () => {
    const { ctx, mother } = await family();
    expect(await answerOwnProfile(ctx, { question: "speaks", value: ["phr", "ur"] })).toEqual({ recorded: true });
    expect(await answerOwnProfile(later(ctx, 1), { question: "speaks", value: ["phr", "ur"] })).toEqual({ recorded: false });
    await answerOwnProfile(later(ctx, 2), { question: "reading", value: ["reads_with_help"] });
    await answerOwnProfile(later(ctx, 3), { question: "prefers", value: ["phone", "pictures"] });
    await answerOwnProfile(later(ctx, 4), { question: "interpreter", value: ["yes"] });
    expect(await getOwnProfile(ctx)).toMatchObject({
      spokenLanguages: ["phr", "ur"], readingNeed: "reads_with_help", readingLanguage: null, prefers: ["phone", "pictures"], needsInterpreter: true,
    });
    expect((await getOwnProfile(ctx)).answered.sort()).toEqual(["interpreter", "prefers", "reading", "speaks"]);
    expect(await db().profileAnswer.count({ where: { adultId: mother.id, source: "adult", recordedById: mother.id } })).toBe(4);
    const log = await db().auditEntry.findMany({ where: { action: "people.answerProfile", actorId: mother.id, subjectId: mother.id }, orderBy: { seq: "asc" } });
    expect(log.map(({ detail }) => detail)).toEqual([{ questions: ["speaks"] }, { questions: ["reading"] }, { questions: ["prefers"] }, { questions: ["interpreter"] }]);
    expect(await findAuditFault(db(), school.id)).toBeNull();
  });

  it("pressed four times at once are one answer", async () => {
    const { ctx } = await family();
    const results = await Promise.all([1, 2, 3, 4].map(() => answerOwnProfile(ctx, { question: "reading", value: ["does_not_read"] })));
    expect(results.filter(({ recorded }) => recorded)).toHaveLength(1);
    expect(await db().profileAnswer.count()).toBe(1);
  });

  it("are never seen by the other adult of the same child, nor changed", async () => {
    const { ctx, mother, father } = await family();
    await answerOwnProfile(ctx, { question: "reading", value: ["does_not_read"] });
    const his = createCaller(await contextFor(school, father.id));
    expect(JSON.stringify(await his.people.profile.own())).not.toContain("does_not_read");
    await his.people.profile.answerOwn({ question: "reading", value: ["reads"], ...{ adultId: mother.id } });
    expect(await db().adult.findUniqueOrThrow({ where: { id: mother.id } })).toMatchObject({ readingNeed: "does_not_read" });
    await expect(his.people.profile.get({ adultId: mother.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(his.people.profile.record({ adultId: mother.id, source: "staff", reading: "reads" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    // The control: it is there, for those who may see it.
    expect((await getProfile(office, mother.id)).profile.readingNeed).toBe("does_not_read");
  });

  it("stay in the history: the app can neither change nor take away a line", async () => {
    const { ctx } = await family();
    await answerOwnProfile(ctx, { question: "reading", value: ["reads"] });
    await expect(db().profileAnswer.updateMany({ data: { value: ["does_not_read"] } })).rejects.toThrow();
    await expect(db().profileAnswer.deleteMany()).rejects.toThrow();
    // The control: the wall is the grant; the tables' owner could.
    expect((await withOwner((owner) => owner.query("UPDATE profile_answer SET value = value"))).rowCount).toBe(1);
  });

  it("are refused when the language is not one, or cannot be written", async () => {
    const { ctx } = await family();
    const caller = createCaller(ctx);
    await expect(caller.people.profile.answerOwn({ question: "speaks", value: ["klingon"] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(caller.people.profile.answerOwn({ question: "reading_language", value: ["phr"] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(caller.people.profile.answerOwn({ question: "prefers", value: ["phone", "phone"] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await db().profileAnswer.count()).toBe(0);
  });
});

describe("what staff write down", () => {
  it("names who said so, and the adult's own word stands above another's", async () => {
    const { ctx, mother } = await family();
    const told = { adultId: mother.id, source: "adult_told_staff" as const };
    expect(await recordProfile(office, { ...told, speaks: ["Urdu", "English"], reading: "reads", readingLanguage: "ur", interpreter: "no" })).toEqual({ recorded: 4, outranked: 0 });
    await answerOwnProfile(later(ctx, 5), { question: "reading", value: ["reads_with_help"] });
    const hearsay = await recordProfile(later(office, 10) as StaffCtx, { adultId: mother.id, source: "staff", reading: "reads", prefers: ["reading"] });
    expect(hearsay).toEqual({ recorded: 2, outranked: 1 });
    const seen = await getProfile(office, mother.id);
    expect(seen.profile).toEqual({ spokenLanguages: ["ur", "en"], readingLanguage: "ur", readingNeed: "reads_with_help", prefers: ["reading"], needsInterpreter: false });
    const reading = seen.history.filter(({ question }) => question === "reading");
    expect(reading.map(({ source, value, recordedBy, inForce }) => [source, value[0], recordedBy, inForce])).toEqual([
      ["staff", "reads", "Mrs Byrne", false], ["adult", "reads_with_help", null, true], ["adult_told_staff", "reads", "Mrs Byrne", false],
    ]);
    expect(await db().auditEntry.findFirst({ where: { action: "people.recordProfile", rule: "staff" } })).toMatchObject({
      actorId: office.actor.adultId, subjectId: mother.id, detail: { questions: ["reading", "prefers"], outranked: ["reading"] },
    });
    expect(await db().auditEntry.count({ where: { action: "people.readProfile", subjectId: mother.id } })).toBe(1);
  });

  it("the same again is no news, but from the adult it counts for more", async () => {
    const { mother } = await family();
    await recordProfile(office, { adultId: mother.id, source: "staff", reading: "reads" });
    expect(await recordProfile(office, { adultId: mother.id, source: "staff", reading: "reads" })).toEqual({ recorded: 0, outranked: 0 });
    expect(await recordProfile(office, { adultId: mother.id, source: "adult_told_staff", reading: "reads" })).toEqual({ recorded: 1, outranked: 0 });
    await expect(recordProfile(office, { adultId: mother.id, source: "staff", speaks: ["Urdu", "Elvish"] })).rejects.toEqual(new AppError("invalid_input", { speaks: "language_unknown" }));
  });

  it("is for those roles alone, about adults around children whom they may see", async () => {
    const { mother, father, fatherLink } = await family();
    const may: StaffRole[] = ["office", "head", "deputy_head", "safeguarding_lead", "family_support"];
    for (const role of ["teacher", "authority_officer", ...may] as StaffRole[]) {
      const caller = createCaller(await staffContext(school, (await makeAdult(school, { posts: [role] })).id));
      const answer = caller.people.profile.get({ adultId: mother.id });
      if (may.includes(role)) expect((await answer).adult.id).toBe(mother.id);
      else await expect(answer).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    // An order against a member of staff counts here too: of the people around that child the person knows nothing.
    await db().staffPost.create({ data: { schoolId: school.id, adultId: father.id, role: "head" } });
    expect((await getProfile(await staffContext(school, father.id), mother.id)).adult.id).toBe(mother.id);
    await makeRestriction(school, fatherLink.id, ["reports"]);
    await expect(getProfile(await staffContext(school, father.id), mother.id)).rejects.toEqual(new AppError("not_found"));
    await expect(getProfile(office, office.actor.adultId)).rejects.toEqual(new AppError("not_found"));
  });
});

describe("an import", () => {
  const people = { users: [pupilRow({ sourcedId: "p1", agentSourcedIds: "a1" }), carerRow({ sourcedId: "a1", givenName: "Amina", agentSourcedIds: "p1" })] };
  const file = (cells: Record<string, string>) => uploadsOf({ name: "links.csv", bytes: linksCsv([{ adult: "a1", pupil: "p1", relation: "mother", ...cells }]) });
  const amina = () => db().adult.findFirstOrThrow({ where: { externalId: "a1" }, include: { answers: true } });

  it("fills what nobody has said, and is kept in the history", async () => {
    await importOneRoster(school, people);
    await importUpload(school, file({ spoken_language: "Urdu; English", reading_language: "ur", reading_need: "reads" }));
    expect(await amina()).toMatchObject({ spokenLanguages: ["ur", "en"], readingLanguage: "ur", readingNeed: "reads" });
    expect((await amina()).answers.map(({ question, value, source, recordedById }) => [question, value, source, recordedById]).sort()).toEqual([
      ["reading", ["reads"], "import", null], ["reading_language", ["ur"], "import", null], ["speaks", ["ur", "en"], "import", null],
    ]);
    await importUpload(school, file({ spoken_language: "Urdu; English", reading_language: "ur", reading_need: "reads with help" }));
    expect(await amina()).toMatchObject({ readingNeed: "reads_with_help" });
    expect((await amina()).answers).toHaveLength(4);
  });

  it("never overwrites what the adult or staff said, question by question", async () => {
    await importOneRoster(school, people);
    await importUpload(school, file({ spoken_language: "Urdu", reading_language: "ur", reading_need: "reads" }));
    const { id } = await amina();
    await answerOwnProfile(await contextFor(school, id), { question: "reading", value: ["does_not_read"] });
    const pupil = await db().pupil.findFirstOrThrow();
    await db().guardianLink.updateMany({ where: { adultId: id, pupilId: pupil.id }, data: { confirmedAt: TEST_NOW } });
    await recordProfile(office, { adultId: id, source: "staff", speaks: ["Panjabi", "Urdu"] });
    await importUpload(school, file({ spoken_language: "English", reading_language: "en", reading_need: "reads with help" }), new Date(TEST_NOW.getTime() + 86_400_000));
    expect(await amina()).toMatchObject({ spokenLanguages: ["pa", "ur"], readingLanguage: "en", readingNeed: "does_not_read" });
    const { history } = await getProfile(office, id);
    const filed = history.filter(({ source, value }) => source === "import" && ["en", "reads_with_help"].includes(value[0] ?? ""));
    expect(filed.map(({ question, inForce }) => [question, inForce]).sort()).toEqual([["reading", false], ["reading_language", true], ["speaks", false]]);
  });
});
