import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { withEasyPage } from "@/server/features/languages/easy/rules";
import { printPictures } from "@/server/features/languages/pictures/queries";
import { deriveCode, groupCode } from "@/server/lib/auth/codes";
import { addDays } from "@/server/lib/clock";
import { languages } from "@/server/lib/i18n/languages";
import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { pagesOf } from "@/server/testing/pdf";

import { useCode } from "../commands";
import { printLetters } from "./commands";
import { listLetterClasses, listLetterFamilies } from "./queries";
import { composeLetter, saidPictures } from "./rules";
import { printLettersInput } from "./schema";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);
afterAll(closePdf);

async function schoolWithClass() {
  const school = await makeSchool();
  const group = await makeClass(school, { name: "4 Blue" });
  const pupil = await makePupil(school, { classGroupId: group.id });
  const [mother, father] = [await makeAdult(school, { readingLanguage: "ur" }), await makeAdult(school, { readingLanguage: "pl", email: null })];
  await linkGuardian(school, mother.id, pupil.id, { contactOrder: 1 });
  const link = await linkGuardian(school, father.id, pupil.id, { relation: "father", contactOrder: 2 });
  const waiting = await makeAdult(school);
  await linkGuardian(school, waiting.id, pupil.id, { confirmedAt: null });
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  return { school, group, pupil, mother, father, link, office };
}

describe("letters", () => {
  it("are printed for the confirmed adults of a class; each code works once and ends the one before", async () => {
    const { school, group, mother, father, office } = await schoolWithClass();
    const first = await printLetters(office, { classId: group.id });
    expect(first.letters).toBe(2);
    expect(Buffer.from(first.file.subarray(0, 5)).toString()).toBe("%PDF-");
    const tokens = await office.db.signInToken.findMany({ where: { adultId: mother.id } });
    expect(tokens).toMatchObject([{ kind: "letter", expiresAt: addDays(TEST_NOW, 28) }]);
    const old = deriveCode("letter", tokens[0]?.id as string);
    await printLetters(office, { classId: group.id });
    await expect(useCode(contextOf(school), { code: old })).rejects.toMatchObject({ code: "expired" });
    const live = await office.db.signInToken.findFirstOrThrow({ where: { adultId: father.id, expiresAt: { gt: TEST_NOW } } });
    await expect(useCode(contextOf(school), { code: deriveCode("letter", live.id) })).resolves.toMatchObject({ home: "/pl/family" });
    const lines = await office.db.auditEntry.findMany({ where: { action: "sign-in.printLetter" } });
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ actorId: office.actor.adultId });
    expect(await listLetterClasses(office)).toEqual([{ classId: group.id, name: "4 Blue", pupils: 1 }]);
    const { families } = await listLetterFamilies(office, { classId: group.id });
    expect(families[0]?.adults).toMatchObject([
      { adultId: mother.id, language: "ur", hasEmail: true, printedAt: TEST_NOW, usedAt: null },
      { adultId: father.id, language: "pl", hasEmail: false, usedAt: TEST_NOW },
    ]);
  });

  it("are not printed for whom an order keeps from messages, nor for another school's child", async () => {
    const { pupil, link, office, school } = await schoolWithClass();
    await makeRestriction(school, link.id, ["messages"]);
    expect((await printLetters(office, { pupilId: pupil.id })).letters).toBe(1);
    const other = await makeSchool();
    const outsider = await staffContext(other, (await makeAdult(other, { posts: ["office"] })).id);
    await expect(printLetters(outsider, { pupilId: pupil.id })).rejects.toMatchObject({ code: "not_found" });
    expect(printLettersInput.safeParse({}).success).toBe(false);
    expect(printLettersInput.safeParse({ classId: pupil.id, pupilId: pupil.id }).success).toBe(false);
  });

  it("have a page in easy read behind them for whoever understands pictures better, and for nobody else", async () => {
    const { school, group, mother, father, office } = await schoolWithClass();
    const pages = async () => pagesOf((await printLetters(office, { classId: group.id })).file);
    expect(await pages()).toBe(2);
    await office.db.adult.update({ where: { id: mother.id }, data: { prefers: ["listening", "pictures"] } });
    expect(await pages()).toBe(3);
    await office.db.adult.update({ where: { id: father.id }, data: { readingNeed: "reads_with_help" } });
    expect(await pages()).toBe(4);
    for (const { tag } of languages) {
      const letter = await composeLetter(school, { title: null, givenName: "Kit", familyName: "K", language: tag, addressLines: [], safeAddress: false }, deriveCode("letter", "some-id"), TEST_NOW, addDays(TEST_NOW, 28));
      const easy = withEasyPage(letter, saidPictures, await printPictures(office.db, [...saidPictures, "phone", "letter"]));
      // What to do comes first; every sentence of the letter is there once, each line beside a picture.
      expect(easy.easy?.blocks.map(({ kind }) => kind)).toEqual(["do", "plain"]);
      const lines = easy.easy?.blocks.flatMap(({ lines: all }) => all) ?? [];
      expect(lines).toHaveLength(letter.steps.length + 1 + letter.paragraphs.length);
      expect(lines.filter(({ svg }) => !svg.startsWith("<svg"))).toEqual([]);
      expect(lines.slice(4).map(({ texts }) => texts.join(" "))).toEqual(letter.paragraphs.map((each) => each.trim()));
      expect(pagesOf(await renderPdf({ template: "people", data: { title: "Letters", letters: [easy] } })), tag).toBe(2);
    }
  });

  it("are in the adult's language, and keep a safe address off the paper", async () => {
    const school = await makeSchool();
    const adult = { title: null, givenName: "Kit", familyName: "K", language: "ur", addressLines: ["1 Hidden Street"], safeAddress: false };
    const code = deriveCode("letter", "some-id");
    const letter = await composeLetter(school, adult, code, TEST_NOW, addDays(TEST_NOW, 28));
    expect(letter).toMatchObject({ lang: "ur", dir: "rtl", address: ["Kit K", "1 Hidden Street"], code: groupCode(code), english: { title: expect.any(String) } });
    const safe = await composeLetter(school, { ...adult, safeAddress: true }, code, TEST_NOW, addDays(TEST_NOW, 28));
    expect(safe.address).toEqual(["Kit K"]);
    expect(JSON.stringify(safe)).not.toContain("Hidden");
  });
});
