import { describe, expect, it } from "vitest";

import { collatorFor, formatDate, formatList, formatNumber } from "@/server/lib/i18n/format";
import { deriveLanguage, languageTable, provenTags } from "@/server/lib/i18n/language-table";
import { findLanguage, hasCatalogue, intlTag, languages, otherLanguages, pageLanguage } from "@/server/lib/i18n/languages";

const saturday = new Date("2026-03-14T15:05:00Z");
const rowOf = (tag: string) => {
  const row = findLanguage(tag);
  if (!row) throw new Error(`no row ${tag}`);
  return row;
};

describe("the table of languages", () => {
  it("has each tag once, in its canonical form", () => {
    const tags = languageTable.map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    expect(provenTags).toHaveLength(26);
    expect(provenTags.filter((tag) => !tags.includes(tag))).toEqual([]);
  });

  it("has pages for the folders of messages/, English first, and knows the others", () => {
    expect(languages.map(({ tag }) => tag)).toEqual(["en", "pl", "ro", "ur", "ar", "bn", "pa", "so"]);
    expect(otherLanguages.map(({ tag }) => tag)).toContain("gu");
    expect([hasCatalogue("gu"), pageLanguage("gu").tag, hasCatalogue("en-XA")]).toEqual([false, "en", false]);
  });

  it("takes the script that Unicode gives, and the direction from the script", () => {
    for (const tag of provenTags) {
      const row = rowOf(tag);
      expect([tag, row.script]).toEqual([tag, new Intl.Locale(tag).maximize().script]);
      expect([tag, row.dir]).toEqual([tag, ["ur", "ar", "fa", "fa-AF", "ps", "ckb"].includes(tag) ? "rtl" : "ltr"]);
    }
    // Node 20 itself has these three from left to right.
    for (const tag of ["phr", "pa-Arab", "ckb"]) expect(rowOf(tag).dir).toBe("rtl");
    expect(rowOf("ku").dir).toBe("ltr");
  });

  it("keeps languages of people without a common written form apart", () => {
    expect(languageTable.filter(({ written }) => !written).map(({ tag }) => tag)).toEqual(["phr", "syl", "rom", "bfi"]);
    expect(languages.every(({ written }) => written)).toBe(true);
  });

  it("names providers' own codes, and none where nothing fits", () => {
    expect([rowOf("fa-AF").deepl, rowOf("ku").deepl, rowOf("zh-Hant").libre, rowOf("pt-BR").libre, rowOf("en").deepl]).toEqual(["PRS", "KMR", "zt", "pb", "EN-GB"]);
    expect(rowOf("ti")).toMatchObject({ voice: null, deepl: null, libre: null });
    // No Amharic for Tigrinya, no Persian for Kurdish, no English for Somali.
    expect(["so", "ps", "ckb", "ti"].map((tag) => rowOf(tag).voice)).toEqual([null, null, null, null]);
  });

  it("gives a language that it lacks a row from Unicode's data, but nothing to a folder that is no language", () => {
    expect(deriveLanguage("he")).toMatchObject({ tag: "he", englishName: "Hebrew", script: "Hebr", dir: "rtl", status: "unreviewed", deepl: null });
    expect(deriveLanguage("sv")).toMatchObject({ ownName: "svenska", dir: "ltr" });
    expect([deriveLanguage("backup"), deriveLanguage("EN"), deriveLanguage(".git")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("dates, numbers and lists without a catalogue", () => {
  it.each([...provenTags])("in %s use its own words, the Gregorian calendar and 0-9", (tag) => {
    const date = formatDate(tag, saturday);
    expect(date).toMatch(/2026/);
    expect(date).toMatch(/14/);
    expect(date).not.toMatch(/(?![0-9])\p{Nd}/u);
    if (tag !== "en") expect(date).not.toMatch(/Saturday|March|M03/);
    expect(formatNumber(tag, 1234.5)).not.toMatch(/(?![0-9])\p{Nd}/u);
    const list = formatList(tag, ["A", "B", "C"]);
    expect(list).not.toBe("A, B, and C");
    for (const item of ["A", "B", "C"]) expect(list).toContain(item);
  });

  it("would show what Node does by itself", () => {
    expect(new Intl.DateTimeFormat("fa", { year: "numeric" }).format(saturday)).not.toMatch(/2026/);
    expect(new Intl.ListFormat("ckb").format(["A", "B", "C"])).toBe("A, B, and C");
    expect(Intl.Collator.supportedLocalesOf(["so", "ti", "ckb"])).toEqual([]);
  });

  it("joins by hand where Node cannot", () => {
    expect(formatList("ckb", ["A", "B", "C"])).toBe("A، B و C");
    expect([formatList("cy", ["Siân", "Rhys"]), formatList("cy", ["Siân", "Elin"]), formatList("cy", ["Siân"]), formatList("cy", [])]).toEqual(["Siân a Rhys", "Siân ac Elin", "Siân", ""]);
  });

  it("speaks British English, and English to readers of a language without a written form", () => {
    expect(formatDate("en", saturday)).toBe("Saturday, 14 March 2026");
    expect(intlTag("en")).toBe("en-GB-u-ca-gregory-nu-latn");
    expect(formatDate("bfi", saturday)).toBe("Saturday, 14 March 2026");
    expect(formatDate("tlh", saturday)).toBe("Saturday, 14 March 2026");
  });

  it("orders names in every language, always the same way", () => {
    for (const tag of provenTags) expect(["Zara", "Åsa", "Ali"].sort(collatorFor(tag).compare)[0]).toBe("Ali");
    expect(collatorFor("ckb").resolvedOptions().locale).toBe("en");
    expect(["z", "ż", "ź"].sort(collatorFor("pl").compare)).toEqual(["z", "ź", "ż"]);
  });
});
