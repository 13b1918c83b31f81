import type { CDPSession, Page } from "@playwright/test";

import { provenTags } from "../../server/lib/i18n/language-table";
import { findLanguage } from "../../server/lib/i18n/languages";
import { sampleSentences, sampleWords } from "../../server/lib/pdf/samples.fixture";
import { expect, test } from "../fixtures";

// Only the page's own stylesheet and faces are asked: the text is put onto a page of the school, a letter at a time too.
test.use({ javaScriptEnabled: true });

const sampleOf = (tag: string) => sampleSentences[tag] ?? `${sampleWords[tag]?.well.join(" ") ?? ""} ${sampleWords[tag]?.comment ?? ""}`;
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{M}]/gu, "");
const isChinese = (tag: string) => tag.startsWith("zh");

interface Used {
  familyName: string;
  isCustomFont: boolean;
}

/** Puts one paragraph in a language onto the page, in place of all else, and waits for its faces. */
async function show(page: Page, tag: string, text: string, style = ""): Promise<void> {
  await page.evaluate(async ({ lang, dir, words, rule }) => {
    const paragraph = document.createElement("p");
    Object.assign(paragraph, { id: "sample", lang, dir, textContent: words });
    if (rule) paragraph.style.fontFamily = rule;
    document.body.replaceChildren(paragraph);
    const { fontFamily } = getComputedStyle(paragraph);
    await document.fonts.load(`32px ${fontFamily}`, words);
    await document.fonts.ready;
  }, { lang: tag, dir: findLanguage(tag)?.dir ?? "ltr", words: text, rule: style });
}

/** The faces that the browser really drew the paragraph with; `isCustomFont`: one of those that the page brings. */
async function facesUsed(cdp: CDPSession): Promise<Used[]> {
  const { root } = await cdp.send("DOM.getDocument", { depth: 0 });
  const { nodeId } = await cdp.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#sample" });
  return (await cdp.send("CSS.getPlatformFontsForNode", { nodeId })).fonts;
}

/** The letters that come out as the box of a missing one: the same picture as a code point that no face can have. */
function boxes(page: Page, letters: string): Promise<string[]> {
  return page.evaluate((all) => {
    const { fontFamily } = getComputedStyle(document.querySelector("#sample") as Element);
    const draw = (sign: string) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 120 });
      const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
      pen.font = `48px ${fontFamily}`;
      pen.textAlign = "center";
      pen.fillText(sign, 60, 75);
      return canvas.toDataURL();
    };
    const box = draw("\u0378");
    return [...new Set(all)].filter((sign) => draw(sign) === box);
  }, letters);
}

/** Whether the paragraph's first letter stands to the right of its last one on the first line. */
function beginsRight(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const text = document.querySelector("#sample")?.firstChild as Text;
    const at = (from: number) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + 1);
      return range.getBoundingClientRect();
    };
    const second = text.data.indexOf(" ") + 1;
    return second > 0 ? at(0).left > at(second).left : getComputedStyle(text.parentElement as Element).direction === "rtl";
  });
}

async function open(page: Page): Promise<CDPSession> {
  await page.goto("/en/policy");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("DOM.enable");
  await cdp.send("CSS.enable");
  return cdp;
}

for (const tag of provenTags) {
  test(`no letter of ${tag} is missing on a page, and the page runs the right way`, async ({ page }) => {
    const cdp = await open(page);
    const letters = lettersOf(sampleOf(tag));
    await show(page, tag, sampleOf(tag));
    expect(await beginsRight(page)).toBe(findLanguage(tag)?.dir === "rtl");
    const missing = await boxes(page, letters);
    if (isChinese(tag)) {
      // The phone's own face: the page says which of the two scripts it is, so that the phone takes the right one. A machine without any shows
      // boxes alone, and then no sign is drawn by chance from a face of another language.
      expect(await page.locator("#sample").evaluate((element) => [getComputedStyle(element).fontFamily, element.getAttribute("lang")])).toEqual([expect.stringMatching(/^"Latin Words", system-ui/), tag]);
      expect((await facesUsed(cdp)).filter(({ familyName }) => /Noto Sans (?!.*(?:SC|TC|CJK))/.test(familyName))).toEqual([]);
      expect([0, new Set(letters).size]).toContain(missing.length);
      return;
    }
    expect(missing, "boxes").toEqual([]);
    await show(page, tag, letters);
    const used = await facesUsed(cdp);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ isCustomFont }) => !isCustomFont).map(({ familyName }) => familyName), "drawn by the machine, not by a face of the page").toEqual([]);
  });
}

test("a missing letter, a face of the machine and a wrong direction are found", async ({ page }) => {
  const cdp = await open(page);
  await show(page, "ta", sampleOf("ta"));
  expect(await boxes(page, "த\u0379")).toEqual(["\u0379"]);
  await show(page, "pl", sampleOf("pl"), "serif");
  expect((await facesUsed(cdp)).some(({ isCustomFont }) => !isCustomFont)).toBe(true);
  await show(page, "ur", sampleOf("ur"));
  expect(await beginsRight(page)).toBe(true);
  await show(page, "en", sampleOf("en"));
  expect(await beginsRight(page)).toBe(false);
});
