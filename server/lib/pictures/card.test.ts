import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { languages } from "../i18n/languages";
import { drawCard } from "./card";

const said: Record<string, string> = { en: "Open evening", pl: "Wieczór otwarty", ro: "Seara porților deschise", ur: "کھلی شام", ar: "أمسية مفتوحة", bn: "উন্মুক্ত সন্ধ্যা", pa: "ਖੁੱਲ੍ਹੀ ਸ਼ਾਮ", so: "Fiidka furan" };

/** How much of a picture's part is light: words on the dark ground. */
async function light(card: Buffer, box: { left: number; top: number; width: number; height: number }): Promise<number> {
  const { data } = await sharp(card).extract(box).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((point) => point > 120).length / data.length;
}

describe("a card to share", () => {
  it.each(languages.map(({ tag }) => tag))("holds words in %s, on the side where they begin", async (tag) => {
    const title = said[tag] ?? "Open evening";
    const card = await drawCard({ title, titleLanguage: tag, line: title, language: tag, school: "Kingsgate School" });
    const { width, height, format } = await sharp(card).metadata();
    expect([width, height, format]).toEqual([1_200, 630, "png"]);
    expect(card.length).toBeLessThan(120_000);
    const side = { left: { left: 70, top: 80, width: 200, height: 170 }, right: { left: 930, top: 80, width: 200, height: 170 } };
    const rtl = tag === "ur" || tag === "ar" || tag === "ar-XB";
    expect(await light(card, rtl ? side.right : side.left)).toBeGreaterThan(0.02);
    // Control: nothing stands where nothing was set.
    expect(await light(card, { left: 500, top: 360, width: 120, height: 60 })).toBeLessThan(0.001);
  });

  it("takes signs and very long words for what they are", async () => {
    const card = await drawCard({ title: `<b>&"'${"x".repeat(300)}`, titleLanguage: "en", line: "", language: "en", school: "<i>" }).catch((error: unknown) => error);
    expect(card).toBeInstanceOf(Buffer);
  });
});
