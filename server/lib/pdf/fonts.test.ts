import { describe, expect, it } from "vitest";
import { canPrintLanguage, fontPackages, typefaceFor } from "@/server/lib/pdf/fonts";
import { provenTags } from "@/server/lib/i18n/language-table";
import { findLanguage, languages, otherLanguages } from "@/server/lib/i18n/languages";

const first = (tag: string, plain = false) => typefaceFor(tag, plain)?.fonts.find((font) => !font.latinOnly)?.name;

describe("typefaceFor", () => {
  it.each([
    ["en", "Atkinson Hyperlegible Next"], ["pl", "Atkinson Hyperlegible Next"], ["so", "Atkinson Hyperlegible Next"], ["cy", "Atkinson Hyperlegible Next"],
    ["ar", "Vazirmatn"], ["fa-AF", "Vazirmatn"], ["ps", "Vazirmatn"], ["ckb", "Vazirmatn"],
    ["ur", "Noto Nastaliq Urdu"], ["pa-Arab", "Noto Nastaliq Urdu"], ["phr", "Noto Nastaliq Urdu"],
    ["bn", "Noto Sans Bengali"], ["syl", "Noto Sans Bengali"], ["pa", "Noto Sans Gurmukhi"], ["uk", "Noto Sans"], ["gu", "Noto Sans Gujarati"], ["ta", "Noto Sans Tamil"], ["ti", "Noto Sans Ethiopic"],
    ["zh-Hans", "Noto Sans SC"], ["zh-Hant", "Noto Sans TC"], ["pnb", "Noto Nastaliq Urdu"], ["de", "Atkinson Hyperlegible Next"], ["ur-PK", "Noto Nastaliq Urdu"], ["vi", "Noto Sans"], ["hi", "Noto Sans"],
  ])("sets %s in %s", (tag, family) => {
    expect(first(tag)).toBe(family);
  });

  it("sets Urdu in Naskh letters on request and leaves others alone", () => {
    expect(first("ur", true)).toBe("Vazirmatn");
    expect(first("bn", true)).toBe("Noto Sans Bengali");
  });

  it("splits a tag into what PDF knows", () => {
    expect(typefaceFor("fa-AF")).toMatchObject({ lang: "fa", region: "AF", dir: "rtl" });
    expect(typefaceFor("pa-Arab")).toMatchObject({ lang: "pa", region: null, dir: "rtl" });
    expect(typefaceFor("zh-Hant")).toMatchObject({ lang: "zh", region: "TW", dir: "ltr" });
  });

  it("ends every list with the emoji face and offers every other family before it", () => {
    for (const tag of ["en", "ur", "bn", "pa", "uk", "ar"]) {
      const names = typefaceFor(tag)?.fonts.filter((font) => !font.latinOnly).map((font) => font.name) ?? [];
      expect(names.at(-1)).toBe("Noto Emoji");
      expect([...names].sort()).toEqual(fontPackages.map((font) => font.family).sort());
    }
  });

  it("covers every language with a catalogue, in the direction of the language table", () => {
    for (const tag of [...languages.map((language) => language.tag), ...provenTags]) expect([tag, typefaceFor(tag)?.dir]).toEqual([tag, findLanguage(tag)?.dir]);
  });

  it("says which languages have no font", () => {
    expect(otherLanguages.filter((language) => !canPrintLanguage(language.tag))).toEqual([]);
    expect(["he", "th", "ja"].map(canPrintLanguage)).toEqual([false, false, false]);
  });
});
