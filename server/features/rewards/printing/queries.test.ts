import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { languages } from "@/server/lib/i18n/languages";
import { withoutIsolates } from "@/server/lib/pdf/isolates";
import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextFor } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { makeSuccess } from "@/server/testing/factories/rewards";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { dbFor } from "@/server/lib/db/client";

import { printCertificate } from "./queries";

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  await prepareEnvironment();
  folder = await mkdtemp(path.join(tmpdir(), "kingsgate-certificate-"));
});
beforeEach(resetDatabase);
afterAll(async () => {
  await closePdf();
  await rm(folder, { recursive: true, force: true });
});

/** What poppler, which shares no code with the maker, finds in a file. */
async function readPdf(name: string, pdf: Buffer) {
  const file = path.join(folder, `${name}.pdf`);
  await writeFile(file, pdf);
  const [info, text, structure] = await Promise.all([run("pdfinfo", [file]), run("pdftotext", [file, "-"]), run("pdfinfo", ["-struct", file])]);
  return { info: info.stdout, text: withoutIsolates(text.stdout.normalize("NFKC")).replace(/\s+/g, " "), structure: structure.stdout };
}

async function house(words = "Zara shared her book.") {
  const school = await makeSchool();
  const teacher = await makeAdult(school, { title: "Ms", familyName: "Patel", posts: ["teacher"] });
  const zara = await makePupil(school, { givenName: "Zara", wordingForm: "she" });
  const mother = await makeAdult(school, {});
  await linkGuardian(school, mother.id, zara.id);
  const { successId } = await makeSuccess(school, { pupilId: zara.id, words, notedById: teacher.id });
  return { school, mother, successId };
}

test("a certificate is one tagged sheet in English and the family's own language, whatever that is", async () => {
  const words = "A new girl did not know where to sit at lunch. Zara asked her to sit with her.";
  const { school, mother, successId } = await house(words);
  const { wordsId } = await dbFor(school.id).success.findUniqueOrThrow({ where: { id: successId } });
  await makeTranslation(school, wordsId ?? "", "ur", ["ایک نئی لڑکی کو معلوم نہیں تھا کہ کھانے کے وقت کہاں بیٹھے۔", "زارا نے اسے اپنے ساتھ بیٹھنے کو کہا۔"]);
  for (const { tag } of languages) {
    const { fileName, ...job } = await printCertificate(await contextFor(school, mother.id, { locale: tag }), { successId });
    expect(fileName).toBe(`certificate-${tag}.pdf`);
    const { info, text, structure } = await readPdf(tag, await renderPdf(job));
    expect(info, tag).toMatch(/Pages:\s+1\b/);
    expect(info, tag).toMatch(/Tagged:\s+yes/);
    expect(text, tag).toContain("Zara helped another child.");
    expect(text, tag).toContain("From Ms Patel");
    expect(structure.match(/\bH[12]\b/g)?.length, tag).toBe(tag === "en" ? 1 : 2);
  }
}, 120_000);

test("own words stand in the family's half once they are translated, and only in English before", async () => {
  const { school, mother, successId } = await house();
  const ctx = await contextFor(school, mother.id, { locale: "pl" });
  const halves = async () => {
    const job = await printCertificate(ctx, { successId });
    return job.template === "rewards" ? job.data.halves.map(({ lang, dir, words }) => [lang, dir, words?.text ?? null]) : [];
  };
  expect(await halves()).toEqual([["en", "ltr", "Zara shared her book."], ["pl", "ltr", null]]);
  const { wordsId } = await dbFor(school.id).success.findUniqueOrThrow({ where: { id: successId } });
  await makeTranslation(school, wordsId ?? "", "pl", ["Zara podzieliła się książką."]);
  expect(await halves()).toEqual([["en", "ltr", "Zara shared her book."], ["pl", "ltr", "Zara podzieliła się książką."]]);
});
