import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

import { query } from "../access/doors";
import { expect, expectWhole, origin, signIn, test } from "../fixtures";

/** Each script of Chinese, with the face that stands here for the one that phones bring. */
const scripts = [
  { tag: "zh-Hans", family: "Noto Sans SC", file: "@expo-google-fonts/noto-sans-sc" },
  { tag: "zh-Hant", family: "Noto Sans TC", file: "@expo-google-fonts/noto-sans-tc" },
] as const;

const require = createRequire(import.meta.url);
const folderOf = (name: string) => path.dirname(require.resolve(`${name}/package.json`));

/** A list of fonts as a system has it: those of this machine, and these. */
function systemFonts(folder: string, fonts: readonly string[]): string {
  const file = path.join(folder, `fonts-${fonts.length}.conf`);
  const dirs = ["/usr/share/fonts", ...fonts.map(folderOf)].map((dir) => `<dir>${dir}</dir>`).join("");
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${path.join(folder, "cache")}</cachedir></fontconfig>`);
  return file;
}

/** A parent of the demo whom no other journey uses. */
async function aParent(): Promise<{ id: string; adultId: string }> {
  const [row] = await query<{ id: string; adultId: string }>(`
    SELECT a.external_id AS id, a.id AS "adultId" FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL AND l.parental_responsibility = 'yes'
    JOIN report r ON r.pupil_id = l.pupil_id AND r.state = 'published' JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL
    WHERE a.external_id LIKE 'demo-adult-%' AND a.removed_at IS NULL AND a.reading_need = 'reads' AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id)
    GROUP BY a.id, a.external_id ORDER BY a.external_id DESC OFFSET 40 LIMIT 1`);
  if (!row) throw new Error("the demo has no such parent");
  return row;
}

for (const { tag, family, file } of scripts) {
  test(`what stands on a page in ${tag} is drawn by the reader's own system, sign for sign, and fetches no letters`, async ({ playwright, launchOptions }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "kingsgate-fonts-"));
    const { id, adultId } = await aParent();
    const [before] = await query<{ language: string | null }>("SELECT reading_language AS language FROM adult WHERE id = $1", [adultId]);
    await query("UPDATE adult SET reading_language = $2 WHERE id = $1", [adultId, tag]);
    try {
      // The control is a phone without these letters: there nothing of them is drawn by that face.
      for (const fonts of [[file], []]) {
        const browser = await playwright.chromium.launch({ ...launchOptions, env: { ...process.env, FONTCONFIG_FILE: systemFonts(folder, fonts) } as Record<string, string> });
        const context = await browser.newContext({ baseURL: origin, viewport: { width: 360, height: 740 } });
        await signIn(context, { id });
        const page = await context.newPage();
        const fetched: string[] = [];
        page.on("request", (request) => void (request.resourceType() === "font" && fetched.push(new URL(request.url()).pathname)));
        await page.goto("/en/family", { waitUntil: "networkidle" });
        await expectWhole(page, "en");
        const words = page.locator(`main p[lang="${tag}"]`);
        await expect(words).toBeVisible();
        await expect(words).toHaveAttribute("dir", "ltr");
        const signs = [...(await words.innerText())].filter((sign) => /\p{Script=Han}/u.test(sign)).length;
        expect(signs).toBeGreaterThan(15);
        const devtools = await context.newCDPSession(page);
        await devtools.send("DOM.enable");
        await devtools.send("CSS.enable");
        const { root } = await devtools.send("DOM.getDocument");
        const { nodeId } = await devtools.send("DOM.querySelector", { nodeId: root.nodeId, selector: `main p[lang="${tag}"]` });
        const drawn = (await devtools.send("CSS.getPlatformFontsForNode", { nodeId })).fonts;
        const bySystem = drawn.filter(({ familyName, isCustomFont }) => familyName === family && !isCustomFont).reduce((sum, { glyphCount }) => sum + glyphCount, 0);
        if (fonts.length > 0) expect(bySystem, JSON.stringify(drawn)).toBeGreaterThanOrEqual(signs);
        else expect(bySystem).toBe(0);
        // Latin letters alone are fetched, for what stands beside.
        expect(fetched.filter((each) => !/atkinson/.test(each))).toEqual([]);
        await browser.close();
      }
    } finally {
      await query("UPDATE adult SET reading_language = $2 WHERE id = $1", [adultId, before?.language ?? null]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
