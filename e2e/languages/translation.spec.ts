import { writeFileSync } from "node:fs";

import { expect, expectWhole, signIn, test } from "../fixtures";

/** A sentence of the queue by its beginning. */
const row = (page: import("@playwright/test").Page, start: string) => page.locator("[data-row]", { hasText: start }).first();

test("a parent says that a sentence is not clear, without scripts, and sees that it was sent", async ({ page, context }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await page.locator("a[href*='/family/reports/']").first().click();
  await expectWhole(page, "ur");
  await page.locator("details > summary", { hasText: "سائنس" }).first().click();
  // The computer's draft says what it is, in her language.
  await expect(page.getByText("یہ ترجمہ کمپیوٹر نے کیا ہے").first()).toBeVisible();
  const flag = page.locator("form", { has: page.locator("input[name=place]") }).filter({ has: page.locator("button[value=unclear]") });
  await page.locator("details > summary", { hasText: "سمجھ نہیں آئی" }).last().click();
  await flag.last().locator("button[value=unclear]").click();
  await expect(page).toHaveURL(/#words-/);
  await expect(page.locator(".notice-good", { hasText: "سکول کو معلوم ہو گیا" })).toHaveCount(1);
  await expectWhole(page, "ur");
});

test.describe("the bilingual colleague", () => {
  test.use({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });

  test("works by keyboard alone, and what she approves is what the mother reads", async ({ page, context, browser }) => {
    await signIn(context, "Hale");
    await page.goto("/en/staff/translation?language=ur");
    await expectWhole(page, "en");
    await page.keyboard.press("j");
    await expect(page.locator("[data-row]:focus")).toHaveCount(1);
    await row(page, "Zara planned a fair test").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("textarea[name=body]")).toHaveValue(/سایوں/);
    // A translation that loses the name of the child is warned of, one that is English is refused, and what was typed stays.
    // The page is read before its keys are there.
    await expect(async () => {
      await page.keyboard.press("e");
      await expect(page.locator("textarea[name=body]")).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("This is the English and it is not what we want here.");
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.locator("textarea[name=body]")).toHaveValue(/This is the English/);
    await page.locator("textarea[name=body]").fill("Zara نے سایوں پر ایک اچھا تجربہ کیا اور سب کو بتایا۔");
    await page.locator("textarea[name=body]").press("Escape");
    await page.keyboard.press("a");
    await expect(page.getByRole("status")).toContainText("Approved");

    const mother = await browser.newContext({ javaScriptEnabled: false });
    await signIn(mother, "Amina");
    const hers = await mother.newPage();
    await hers.goto("/ur/family");
    await hers.locator("a[href*='/family/reports/']").first().click();
    expect(await hers.content()).toContain("سایوں پر ایک اچھا تجربہ");
    expect(await hers.content()).not.toContain("یہ ترجمہ کمپیوٹر نے کیا ہے");
    await mother.close();
  });

  test("does the same with a mouse and no scripts", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    await signIn(context, "Hale");
    const page = await context.newPage();
    await page.goto("/en/staff/translation?language=pl&show=flags");
    await row(page, "She is ready for Year 6").click();
    await expect(page.getByText("This is not clear")).toBeVisible();
    await page.getByRole("button", { name: "Settled, the words stay" }).click();
    await expect(page.getByRole("status")).toContainText("Settled");
    await context.close();
  });
});

test("a translator outside sees sentences without names, and what they send waits at the school", async ({ page, context, browser }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/translation/outside");
  await page.getByLabel("Name or firm").fill("Words Ltd");
  await page.getByLabel("Language").selectOption("pl");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.locator("input[readonly]").first().inputValue();
  const outside = await browser.newContext();
  const theirs = await outside.newPage();
  const answer = await theirs.goto(new URL(link).pathname);
  expect(answer?.status()).toBe(200);
  await expectWhole(theirs, "en");
  for (const name of ["Ola", "Zara", "Nowak", "Khan", "Lund"]) expect(await theirs.locator("main ol").innerText()).not.toContain(name);
  const first = theirs.locator("main ol > li").first();
  const source = await first.locator("p").first().innerText();
  const slots = source.match(/\{\d+\}/g) ?? [];
  const numbers = source.replace(/\{\d+\}/g, "").match(/\d+/g) ?? [];
  await first.locator("textarea").fill(`Bez znaków ${numbers.join(" ")} {9}`);
  await first.getByRole("button").click();
  await expect(theirs.locator("[aria-invalid=true]")).toHaveCount(1);
  await theirs.locator("main ol > li").first().locator("textarea").fill(`Zdanie po polsku ${[...slots, ...numbers].join(" ")}`);
  await theirs.locator("main ol > li").first().getByRole("button").click();
  await expect(theirs.getByRole("status")).toContainText("The school has your sentence");
  await page.getByRole("button", { name: /Stop this link/ }).first().click();
  expect((await theirs.goto(new URL(link).pathname))?.status()).toBe(404);
  await outside.close();
});

test("a file goes out, comes back and says line by line what is wrong", async ({ page, context }, info) => {
  await signIn(context, "Byrne");
  const out = await context.request.get("/api/translation/export?language=so&format=xliff");
  expect(out.status()).toBe(200);
  expect(out.headers()["cache-control"]).toContain("no-store");
  const text = await out.text();
  expect(text).not.toMatch(/Zara|Ayaan|Lund/);
  const bad = info.outputPath("bad.xlf");
  writeFileSync(bad, text.replace('<target state="new"></target>', '<target state="translated">{9} waa weedh</target>'));
  await page.goto("/en/staff/translation/files");
  await page.locator("#bring-language").selectOption("so");
  await page.getByLabel("File", { exact: true }).setInputFiles(bad);
  await page.getByRole("button", { name: "Check and take it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not taken" })).toBeVisible();
  await expect(page.getByText(/^Line \d+/).first()).toBeVisible();
  await expect(page.getByText("This is not in the English: {9}").first()).toBeVisible();
});

test("no service is set up, and the page says that nothing leaves the school", async ({ page, context }) => {
  await signIn(context, "Adeyemi");
  await page.goto("/en/staff/translation/service");
  await expectWhole(page, "en");
  await expect(page.getByText("No service is set up. Nothing leaves the school.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Switch on/ })).toHaveCount(0);
  await context.clearCookies();
  await signIn(context, "Okafor");
  expect((await page.goto("/en/staff/translation/service"))?.status()).toBe(404);
});
