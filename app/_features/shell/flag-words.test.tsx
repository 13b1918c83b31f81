import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";

import { translatorFor } from "@/server/lib/i18n/translator";

import { FlagWords } from "./flag-words";

vi.mock("next-intl/server", () => ({
  getTranslations: async ({ locale, namespace }: { locale: string; namespace: string }) => (key: string) => translatorFor(locale)(`${namespace}.${key}`),
}));

const form = { action: async (): Promise<never> => { throw new Error("not sent here"); }, record: { threadId: "thread-1" } };
const sentence = (id: string, flagged = false) => ({ id, body: `Sentence ${id}.`, flagged });
const written = (sourceLanguage: string, ...sentences: ReturnType<typeof sentence>[]) => ({ language: sourceLanguage, sourceLanguage, sentences });
type Words = Parameters<typeof FlagWords>[0]["words"];
const draw = async (words: Words, language = "ur") => renderToStaticMarkup(await FlagWords({ words, language, form }));
const count = (html: string, part: string) => html.split(part).length - 1;

describe("\"this is not clear\" beside words", () => {
  it("sends the record, the sentence and the tap with a plain form, in the reader's language", async () => {
    const html = await draw(written("en", sentence("a")));
    for (const [name, value] of [["locale", "ur"], ["threadId", "thread-1"], ["segmentId", "a"], ["place", "a"]]) expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    expect([count(html, "name=\"kind\""), html.includes("id=\"words-a\""), html.includes("یہ سمجھ نہیں آیا")]).toEqual([2, true, true]);
  });

  it("asks which of several sentences it is, and leaves out what is read as it was written", async () => {
    const html = await draw([written("en", sentence("a"), sentence("b")), null, written("ur", sentence("own")), written("en", sentence("c"))]);
    expect([count(html, "type=\"radio\""), count(html, "<form")]).toEqual([3, 1]);
    expect(html).not.toContain("Sentence own.");
    expect(html).toContain("<span lang=\"en\" dir=\"ltr\">Sentence c.</span>");
    expect(await draw(written("ur", sentence("own")))).toBe("");
    expect(await draw(written("en"))).toBe("");
    // On a page in English, a translation into a language that has no pages yet.
    expect(await draw({ ...written("en", sentence("a")), language: "fa" }, "en")).toContain("<form");
    expect(await draw(written("en", sentence("a")), "en")).toBe("");
  });

  it("says that the school knows, and does not ask about that sentence again", async () => {
    const one = await draw(written("en", sentence("a", true)));
    expect([count(one, "notice-good"), count(one, "<form"), one.includes("سکول کو معلوم ہو گیا")]).toEqual([1, 0, true]);
    const two = await draw(written("en", sentence("a", true), sentence("b")));
    expect([count(two, "notice-good"), count(two, "<form"), count(two, "name=\"segmentId\" value=\"b\""), count(two, "name=\"segmentId\" value=\"a\"")]).toEqual([1, 1, 1, 0]);
  });
});
