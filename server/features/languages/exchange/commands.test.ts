import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { AppError } from "@/server/lib/errors";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslationSchool } from "@/server/testing/factories/translation";

import { readTexts } from "../queries";
import { schoolReads } from "../schema";
import { importFile } from "./commands";
import { exportSentences, listImports } from "./queries";

const folder = mkdtempSync(path.join(tmpdir(), "kingsgate-exchange-"));
beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of Debian's translate-toolkit; the test fails where it is not installed (.ci/run installs it). */
function toolkit(program: "podebug" | "pofilter", ...args: string[]): void {
  execFileSync(program, [...args, "--progress=none"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const file = (name: string): string => path.join(folder, name);
const BODY = "Zara & “friends” sang <loudly>.\nRing 020 7946 0100.";

async function openSchool() {
  const made = await makeTranslationSchool();
  const take = async (format: "xliff" | "po", language = "pl") => (await exportSentences(made.head, { language, format })).body;
  const give = (format: "xliff" | "po" | "tmx", content: string, language = "pl") => importFile(made.head, { language, format, content });
  const read = async (id: string, language = "pl") => (await readTexts(made.db, [id], language)).get(id);
  return { ...made, take, give, read };
}

describe.each(["xliff", "po"] as const)("%s", (format) => {
  const ending = format === "xliff" ? "xlf" : "po";

  it("survives a round trip through Translate Toolkit", async () => {
    const { write, take, give, read, db } = await openSchool();
    const id = await write(BODY);
    const out = await take(format);
    for (const secret of ["Zara", "7946"]) expect(out).not.toContain(secret);
    writeFileSync(file(`out.${ending}`), out);
    // Every letter of the source becomes an accented one in the target: a translation that no check takes for English.
    toolkit("podebug", "--rewrite=unicode", file(`out.${ending}`), file(`back.${ending}`));
    toolkit("pofilter", "--test=xmltags", "--test=unchanged", "--test=blank", file(`back.${ending}`), file(`faults.${ending}`));
    expect(() => readFileSync(file(`faults.${ending}`))).toThrow();
    const back = readFileSync(file(`back.${ending}`), "utf8");
    expect(back).not.toBe(out);
    expect(await give(format, back)).toMatchObject({ applied: true, sentences: 2, problems: [] });
    const rows = await db.translation.findMany({ where: { language: "pl" }, orderBy: { segment: { position: "asc" } } });
    expect(rows.map((row) => row.origin)).toEqual(["person", "person"]);
    expect(rows[0]?.body).toMatch(/^Zara & “.+” .+ <.+>\.$/u);
    expect(rows[0]?.body).not.toContain("sang");
    expect(rows[1]?.body).toMatch(/ 020 7946 0100\.$/);
    await db.translation.updateMany({ data: { status: "approved" } });
    expect(await read(id)).toMatchObject({ translated: true, body: `${rows[0]?.body}\n${rows[1]?.body}` });
  });

  it("is refused whole, with each line at fault, when one sentence is", async () => {
    const { write, take, give, db, head } = await openSchool();
    await write("Zara sings. She runs.");
    const fill = (text: string, ...targets: string[]) => format === "xliff"
      ? targets.reduce((whole, target) => whole.replace('<target state="new"></target>', `<target state="translated">${target}</target>`), text)
      : targets.reduce((whole, target) => whole.replace(/(msgid "[^"]+"\n)msgstr ""/, `$1msgstr "${target}"`), text);
    const out = await take(format);
    const bad = await give(format, fill(out, "Śpiewa.", "Biega."));
    expect(bad).toMatchObject({ applied: false, problems: [{ code: "placeholder_lost", detail: "{1}", line: expect.any(Number) }] });
    const [line] = bad.problems.map((problem) => problem.line);
    expect(fill(out, "Śpiewa.", "Biega.").split("\n")[(line ?? 0) - 1]).toContain(bad.problems[0]?.unit);
    expect(await db.translation.count()).toBe(0);
    expect(await listImports(head)).toMatchObject([{ applied: false, format, language: "pl", problems: [{ code: "placeholder_lost" }] }]);
    // The control: the same file with the placeholder.
    expect(await give(format, fill(out, "{1} śpiewa.", "Biega."))).toMatchObject({ applied: true, sentences: 2 });
    expect(await db.translation.count({ where: { status: "reviewed" } })).toBe(2);
  });

  it("is refused when the sentence changed, is no one's, or the file is of another language or none", async () => {
    const { write, take, give, db, teacher } = await openSchool();
    await write("She sings.");
    const out = (await take(format)).replace('<target state="new"></target>', "<target>Śpiewa.</target>").replace(/(msgid "She sings."\n)msgstr ""/, '$1msgstr "Śpiewa."');
    const codes = async (content: string, language = "pl") => (await give(format, content, language)).problems.map((problem) => problem.code);
    expect(await codes(out.replaceAll(/\.([0-9a-f]{16})"/g, '.0000000000000000"'))).toEqual(["source_changed"]);
    expect(await codes(out.replaceAll(/"[0-9a-f-]{36}\./g, '"00000000-0000-7000-8000-000000000000.'))).toEqual(["unknown_unit"]);
    expect(await codes(out, "ur")).toEqual(["wrong_language"]);
    expect(await codes("something else")).toEqual(["not_readable"]);
    expect(await codes('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>')).toHaveLength(1);
    await db.text.updateMany({ data: { stakes: "health" } });
    expect(await codes(out)).toEqual(["unknown_unit"]);
    expect(await take(format)).not.toContain("She sings");
    await expect(importFile(teacher, { format, language: "xx", content: out })).rejects.toThrow(new AppError("not_found"));
  });
});

describe("a file for translators", () => {
  it("holds nothing that families or visitors wrote, in English too; the control is a text for families", async () => {
    const { write, take } = await openSchool();
    for (const kind of schoolReads) await write(`Somebody wrote ${kind.replace(".", " ")}.`, { kind });
    await write("The school wrote this.", { kind: "newsletters.words", pupilId: null });
    for (const format of ["xliff", "po"] as const) {
      const out = await take(format);
      expect(out).toContain("The school wrote this.");
      expect(out).not.toContain("Somebody wrote");
    }
  });
});

describe("XLIFF", () => {
  it("keeps who said what: approved, checked, or still to be looked at", async () => {
    const { write, take, give, db } = await openSchool();
    await write("She sings. She runs. She swims. She reads.");
    const states = ['<target state="final">A gra.</target>', '<target state="translated">A czyta.</target>', '<target state="needs-review-translation">A pisze.</target>', "<target/>"];
    const content = states.reduce((whole, state) => whole.replace('<target state="new"></target>', state), await take("xliff"));
    expect(await give("xliff", content)).toMatchObject({ applied: true, sentences: 3 });
    expect((await db.translation.findMany({ orderBy: { segment: { position: "asc" } } })).map((row) => row.status)).toEqual(["approved", "reviewed", "draft"]);
    // What is approved stays, whatever an older file says.
    await give("xliff", content.replace('<target state="final">A gra.', '<target state="translated">B gra.'));
    expect((await db.translation.findFirst({ where: { status: "approved" } }))?.body).toBe("A gra.");
  });
});

describe("TMX", () => {
  const tmx = (...pairs: [string, string][]) => `<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en"/><body>\n${pairs
    .map(([en, pl]) => `<tu><tuv xml:lang="EN-GB"><seg>${en}</seg></tuv>\n<tuv xml:lang="pl"><seg>${pl}</seg></tuv></tu>`).join("\n")}\n</body></tmx>`;

  it("becomes memory, for what waits and for what comes", async () => {
    const { write, give, read } = await openSchool();
    const before = await write("She &amp; I sing.".replace("&amp;", "&"));
    expect(await give("tmx", tmx(["She <bpt i=\"1\">&lt;b&gt;</bpt>&amp; I sing.".replace(/<bpt.*<\/bpt>/, ""), "Ona &amp; ja śpiewamy."], ["Well done.", "Brawo."]))).toMatchObject({ applied: true, sentences: 2 });
    expect(await read(before)).toMatchObject({ translated: true, body: "Ona & ja śpiewamy.", sign: null });
    expect(await read(await write("Well done."))).toMatchObject({ translated: true, body: "Brawo." });
  });

  it("is checked like everything else, and is refused without its language", async () => {
    const { give, db } = await openSchool();
    expect(await give("tmx", tmx(["Well done.", "Brawo."], ["Ring 020 7946 0100.", "Proszę dzwonić."]))).toMatchObject({ applied: false, problems: [{ code: "placeholder_lost", detail: "020 7946 0100", line: 7 }] });
    expect(await give("tmx", tmx(["Well done.", "Brawo."]), "so")).toMatchObject({ applied: false, problems: [{ code: "wrong_language" }] });
    expect(await db.text.count()).toBe(0);
  });
});
