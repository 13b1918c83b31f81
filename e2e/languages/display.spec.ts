import type { BrowserContext, Page } from "@playwright/test";

import { languages } from "../../server/lib/i18n/languages";
import { query } from "../access/doors";
import { expect, expectWhole, faultsOf, signIn, test } from "../fixtures";

/** Chooses by the form, as a reader does, and stays on its page. */
async function choose(page: Page, language: string, looks: string[], from = ""): Promise<void> {
  await page.goto(`/${language}${from}`);
  await page.locator("footer a[href*='/display?back=']").click();
  for (const look of await page.locator("input[name=look][type=checkbox]").all()) await look.setChecked(looks.includes((await look.getAttribute("value")) ?? ""));
  await page.locator("main form button").click();
  await expect(page.locator("main [role=status], main .notice-good")).toBeVisible();
}

const lookOf = (page: Page) => page.locator("html").getAttribute("data-display");
const sizeOf = (page: Page) => page.locator("main p").first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
const forget = (context: BrowserContext) => context.clearCookies({ name: /kingsgate-display/ });

/** The faces that a fresh browser fetches for one page. */
async function facesOf(context: BrowserContext, path: string): Promise<string[]> {
  const page = await context.newPage();
  const faces: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "font") faces.push(new URL(request.url()).pathname.split("/").at(-1) ?? "");
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await page.close();
  return faces;
}

for (const language of ["en", "ur"]) {
  test(`a choice is kept over pages, in ${language}, until another one`, async ({ page, context }) => {
    await page.goto(`/${language}/policy`);
    const before = await sizeOf(page);
    await choose(page, language, ["large", "contrast"], "/policy");
    await expect(page.locator("input[value=large]")).toBeChecked();
    await page.locator("main a").last().click();
    await expect(page).toHaveURL(new RegExp(`/${language}/policy$`));
    for (const path of ["/policy", "", "/sign-in", "/accessibility"]) {
      await page.goto(`/${language}${path}`);
      await expectWhole(page, language);
      expect(await lookOf(page)).toBe("large contrast");
    }
    await page.goto(`/${language}/policy`);
    expect(await sizeOf(page)).toBeGreaterThan(before * 1.3);
    await signIn(context, "Amina");
    await page.goto(`/${language}/family`);
    expect(await lookOf(page)).toBe("large contrast");
    await page.locator("a[href*='/family/reports/']").first().click();
    await expectWhole(page, language);
    expect(await lookOf(page)).toBe("large contrast");
    await choose(page, language, [], "/family");
    await page.goto(`/${language}/family`);
    expect(await lookOf(page)).toBeNull();
  });
}

test("the cookie says nothing about anybody, lasts a year, and no other reader gets the look", async ({ page, context, browser }) => {
  await choose(page, "en", ["contrast"]);
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith("kingsgate-display"));
  expect(cookie).toMatchObject({ value: "contrast", sameSite: "Lax", httpOnly: true, path: "/" });
  expect(((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400).toBeGreaterThan(364);
  const looks = async (headers: Record<string, string> = {}) => {
    const answer = await (await browser.newContext()).request.get("/en/policy", { headers });
    expect(answer.headers().vary).toContain("Save-Data");
    return /<html[^>]*>/.exec(await answer.text())?.[0] ?? "";
  };
  for (let turn = 0; turn < 2; turn++) {
    await page.goto("/en/policy");
    expect(await lookOf(page)).toBe("contrast");
    expect(await looks()).not.toContain("data-display");
    expect(await looks({ "save-data": "on" })).toContain('data-display="plain"');
    // A reader who comes back later brings the choice and nothing else: the page from memory has the look too.
    expect(await looks({ cookie: `${cookie?.name}=contrast` })).toContain('data-display="contrast"');
    expect(await looks({ cookie: `${cookie?.name}=large.contrast`, "save-data": "on" })).toContain('data-display="large contrast plain"');
  }
});

test("large print is where the profile of an adult asks for it, until they choose otherwise", async ({ page, context }) => {
  const [adult] = await query<{ id: string; prefers: string[] }>(
    "SELECT replace(external_id, 'demo-person-', '') AS id, prefers::text[] FROM adult WHERE external_id = 'demo-person-dariusz'");
  await signIn(context, "Dariusz");
  await page.goto("/pl/family");
  expect(await lookOf(page)).toBeNull();
  await query("UPDATE adult SET prefers = '{large_print}' WHERE external_id = 'demo-person-dariusz'");
  try {
    await page.goto("/pl/family");
    expect(await lookOf(page)).toBe("large");
    await page.goto("/pl/display");
    await expect(page.locator("input[value=large]")).toBeChecked();
    await choose(page, "pl", [], "/family");
    await page.goto("/pl/family");
    expect(await lookOf(page)).toBeNull();
    await forget(context);
    await page.goto("/pl/family");
    expect(await lookOf(page)).toBe("large");
  } finally {
    await query("UPDATE adult SET prefers = $1::preference[] WHERE external_id = 'demo-person-dariusz'", [`{${(adult?.prefers ?? []).join(",")}}`]);
  }
});

test("nothing is wider than a phone of 360 px at 200 %, in large print and high contrast", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 180, height: 370 }, deviceScaleFactor: 2, javaScriptEnabled: false });
  const page = await context.newPage();
  await choose(page, "en", ["large", "contrast"]);
  for (const language of ["en", "pl", "ur", "bn", "so"]) {
    for (const path of ["", "/policy", "/sign-in", "/display", "/accessibility"]) {
      await page.goto(`/${language}${path}`);
      expect(await lookOf(page)).toBe("large contrast");
      await expectWhole(page, language);
    }
  }
  await signIn(context, "Amina");
  for (const language of ["en", "ur"]) {
    await page.goto(`/${language}/family`);
    await expectWhole(page, language);
    await page.locator("a[href*='/family/reports/']").first().click();
    await expectWhole(page, language);
  }
  await context.close();
});

test("nothing is wider than a phone in large print, in any language", async ({ page, context }) => {
  await signIn(context, "Ewa");
  await choose(page, "en", ["large"]);
  for (const { tag } of languages) {
    for (const path of ["", "/policy", "/display", "/family", "/family/profile"]) {
      await page.goto(`/${tag}${path}`);
      expect(await lookOf(page)).toMatch(/^large/);
      for (const width of [320, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await expectWhole(page, tag);
      }
    }
  }
});

test.describe("without a fault", () => {
  test.use({ javaScriptEnabled: true });
  for (const language of ["en", "ur"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`in ${language}, ${colorScheme}: large print, and high contrast with 7:1`, async ({ page, context }) => {
        await page.emulateMedia({ colorScheme });
        await signIn(context, "Amina");
        for (const looks of [["large"], ["contrast"], ["large", "contrast", "plain"]]) {
          await choose(page, language, looks);
          const enhanced = { "color-contrast-enhanced": { enabled: looks.includes("contrast") } };
          for (const path of ["", "/policy", "/display", "/family", "/accessibility"]) {
            await page.goto(`/${language}${path}`);
            expect(await faultsOf(page, `${path} ${looks.join("+")}`, enhanced)).toEqual([]);
          }
        }
      });
    }
  }
});

test.describe("faces", () => {
  test("are not fetched with plain letters, nor where the browser saves data; without them they are", async ({ browser }) => {
    for (const [language, face] of [["ur", "vazirmatn"], ["en", "atkinson"], ["ar", "vazirmatn"]] as const) {
      const fresh = () => browser.newContext({ javaScriptEnabled: false });
      // Control: what is fetched otherwise.
      expect((await facesOf(await fresh(), `/${language}/policy`)).join()).toContain(face);
      const plain = await fresh();
      await choose(await plain.newPage(), language, ["plain"]);
      // Urdu has letters that some machines lack: where none of their faces has them, one small one is fetched.
      const atMost = language === "ur" ? /^(vazirmatn-arabic-400-normal\.woff2)?$/ : /^$/;
      expect((await facesOf(plain, `/${language}/policy`)).join()).toMatch(atMost);
      const saving = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: { "save-data": "on" } });
      expect((await facesOf(saving, `/${language}/policy`)).join()).toMatch(atMost);
      const page = await saving.newPage();
      await page.goto(`/${language}/display`);
      await expect(page.locator("input[value=plain]")).not.toBeChecked();
      await page.close();
    }
  });

  test("of Nastaliq come to open pages when their reader wants them, and to pages of families at once", async ({ browser, page, context }) => {
    const nastaliq = "noto-nastaliq-urdu-letters-400-normal.woff2";
    const sorted = async (who: BrowserContext, path: string) => [...new Set(await facesOf(who, path))].sort();
    const open = await sorted(context, "/ur/events");
    expect(open.join()).toContain("vazirmatn");
    expect(open).not.toContain(nastaliq);
    await page.goto("/ur/events");
    await expectWhole(page, "ur");
    await page.getByRole("button", { name: "نستعلیق حروف میں دکھائیں" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-display", "nastaliq");
    await expect(page).toHaveURL(/\/ur\/events$/);
    await expectWhole(page, "ur");
    await expect(page.getByRole("button", { name: "نستعلیق حروف میں دکھائیں" })).toHaveCount(0);
    for (const path of ["/ur/events", "/ur", "/ur/policy"]) {
      const faces = await sorted(context, path);
      expect(faces, path).toContain(nastaliq);
      expect(faces.join(), path).not.toContain("vazirmatn");
    }
    // The choice stands with the others and is taken back there.
    await choose(page, "ur", ["large"], "/events");
    expect(await lookOf(page)).toBe("large");
    expect(await sorted(context, "/ur/events")).not.toContain(nastaliq);
    // Another reader's open page is as before, and nobody but readers of Nastaliq is asked.
    const other = await browser.newContext({ javaScriptEnabled: false });
    expect(await sorted(other, "/ur/events")).not.toContain(nastaliq);
    const arabic = await other.newPage();
    await arabic.goto("/ar/display");
    await expect(arabic.locator("input[value=nastaliq]")).toHaveCount(0);
    await signIn(other, "Amina");
    expect(await sorted(other, "/ur/family")).toContain(nastaliq);
    expect(await sorted(other, "/ur/policy")).toContain(nastaliq);
    await other.close();
  });

  test("of letters that old phones lack stay", async ({ browser }) => {
    const saving = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: { "save-data": "on" } });
    const faces = await facesOf(saving, "/bn/policy");
    expect([...new Set(faces)]).toEqual(["noto-sans-bengali-bengali-400-normal.woff2"]);
    const page = await saving.newPage();
    await page.goto("/bn/display");
    await expect(page.locator("input[type=checkbox]")).toHaveCount(2);
  });
});
