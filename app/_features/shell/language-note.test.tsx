import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { provenTags } from "@/server/lib/i18n/language-table";
import { findLanguage, hasCatalogue, otherLanguages } from "@/server/lib/i18n/languages";
import { lintTranslation } from "@/server/lib/i18n/lint";
import { notYetSentence, notYetTexts } from "@/server/lib/i18n/not-yet";

import { LanguageNote, OwnDate } from "./language-note";

const phone = "020 7946 0123";
const note = (reads: string | null) => renderToStaticMarkup(<LanguageNote reads={reads} phone={phone} />);

describe("what a reader is told whose language has no pages", () => {
  it.each([...provenTags])("is ready in %s, in its own letters, with the number once", (tag) => {
    const english = notYetSentence("en") ?? "";
    const sentence = notYetSentence(tag) ?? "";
    expect(sentence.split("{phone}")).toHaveLength(2);
    expect(lintTranslation({ source: english.replace("{language}", "Welsh"), translation: sentence.replace("{phone}", "1"), tag, kind: "text" })).toEqual([]);
    // The control: another language's sentence does not pass for this one.
    if (tag !== "en") expect(lintTranslation({ source: english, translation: english, tag, kind: "text" })).not.toEqual([]);
  });

  it("is ready in every written language that has none", () => {
    expect(otherLanguages.filter(({ tag, written }) => written && !notYetSentence(tag))).toEqual([]);
  });

  it("is said in English and in the reader's language, each marked, with a number to tap that keeps its order", () => {
    const html = note("fa");
    expect(html).toContain('<p lang="en" dir="ltr">These pages are not in Persian yet.');
    expect(html).toContain('<p lang="fa" dir="rtl">');
    expect(html.match(/<a href="tel:02079460123"[^>]*><bdi dir="ltr">020 7946 0123<\/bdi><\/a>/g)).toHaveLength(2);
    expect(html).not.toMatch(/[{}]/);
  });

  it("is not said to those whose language has pages, nor in a language that nobody reads", () => {
    for (const tag of ["en", "ur", null, "phr", "bfi", "xx"]) expect(note(tag)).toBe("");
    expect([hasCatalogue("ur"), hasCatalogue("gu"), notYetTexts("gu").length]).toEqual([true, false, 2]);
  });

  it("comes with dates in the reader's own words", () => {
    const date = (reads: string | null) => renderToStaticMarkup(<OwnDate reads={reads} date={new Date("2026-03-14T12:00:00Z")} zone="Europe/London" />);
    expect(date("uk")).toContain("14 березня 2026");
    expect(date("fa")).toContain('lang="fa" dir="rtl"');
    expect([date("ur"), date(null), date("bfi")]).toEqual(["", "", ""]);
    expect(findLanguage("uk")?.dir).toBe("ltr");
  });
});
