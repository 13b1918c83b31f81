import type { Page } from "@playwright/test";

import { languages } from "../../server/lib/i18n/languages";
import { expect, expectWhole, faultsOf, signIn, test } from "../fixtures";

/** The newest report of whoever is signed in, by its id. */
async function newestReport(page: Page, language: string): Promise<string> {
  await page.goto(`/${language}/family`);
  const href = (await page.locator("a[href*='/family/reports/']").first().getAttribute("href")) ?? "";
  return href.split("/").at(-1) ?? "";
}

test("Hodan, who reads nothing, opens a report and meets pictures first; the full report is one tap away and the choice stays", async ({ page, context }) => {
  await signIn(context, "Hodan");
  const id = await newestReport(page, "so");
  await page.goto(`/so/family/reports/${id}`);
  await expect(page).toHaveURL(new RegExp(`/so/family/reports/${id}/easy$`));
  await expectWhole(page, "so");
  // What to do stands first, and every line has a picture that says nothing the words do not.
  const first = page.locator("main section").first();
  await expect(first).toHaveClass(/card-now/);
  const lines = page.locator("main section li");
  expect(await lines.count()).toBeGreaterThan(5);
  for (const line of await lines.all()) {
    await expect(line.locator("img").first()).toHaveAttribute("alt", "");
    expect((await line.innerText()).trim()).not.toBe("");
  }
  await expect(page.locator("main time")).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\d$/);

  await page.locator(`a[href="/so/family/reports/${id}?view=full"]`).first().click();
  await expect(page).toHaveURL(/view=full$/);
  await expectWhole(page, "so");
  await page.locator("form:has(input[name=view][value=full]):not(#answers form) button").last().click();
  await expect(page.getByRole("status")).toBeVisible();
  await page.goto(`/so/family/reports/${id}`);
  await expect(page).toHaveURL(new RegExp(`/so/family/reports/${id}$`));
  // Back again, for who comes after.
  await page.goto(`/so/family/reports/${id}/easy`);
  await page.locator("form:has(input[name=view][value=easy]):not(#answers form) button").last().click();
  await expect(page).toHaveURL(new RegExp(`/so/family/reports/${id}/easy$`));
});

test("Amina, who reads, gets the full report first and easy read with one tap; English is one tap further", async ({ page, context }) => {
  await signIn(context, "Amina");
  const id = await newestReport(page, "ur");
  await page.goto(`/ur/family/reports/${id}`);
  await expect(page).toHaveURL(new RegExp(`/ur/family/reports/${id}$`));
  await page.locator(`nav a[href="/ur/family/reports/${id}/easy"]`).click();
  await expectWhole(page, "ur");
  await page.locator(`nav a[href="/en/family/reports/${id}/easy"]`).click();
  await expectWhole(page, "en");
  await expect(page.getByRole("heading", { name: "What you need to do" })).toBeVisible();
});

test("an answer given in easy read stays in easy read", async ({ page, context }) => {
  await signIn(context, "Hodan");
  const id = await newestReport(page, "so");
  await page.goto(`/so/family/reports/${id}/easy`);
  const button = page.locator("#answers > form button");
  // Where the demo is not new, the answer was given already.
  if ((await button.count()) === 0) await page.goto(`/so/family/reports/${id}/easy#answers`);
  else await button.click();
  await expect(page).toHaveURL(/\/easy#answers$/);
  await expect(page.locator("#answers .notice-good").first()).toBeVisible();
});

for (const { tag, dir } of languages) {
  test(`easy read in ${tag}: page and paper`, async ({ page, context }) => {
    await signIn(context, "Ewa");
    const id = await newestReport(page, tag);
    await page.goto(`/${tag}/family/reports/${id}/easy`);
    await expectWhole(page, tag);
    const box = await page.locator("main section li").first().locator("img").boundingBox();
    const width = page.viewportSize()?.width ?? 0;
    // The picture stands where the line begins.
    expect((box?.x ?? 0) + (box?.width ?? 0) / 2 > width / 2).toBe(dir === "rtl");
    const pdf = await context.request.get(`/api/reports/${id}/easy?lang=${tag}`);
    expect(pdf.status()).toBe(200);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
    // Only the pictures of this page are asked for, each of them there.
    const sources = await page.locator("main section img").evaluateAll((images) => [...new Set(images.map((image) => image.getAttribute("src")))]);
    expect(sources.length).toBeLessThan(45);
    for (const src of sources) expect((await context.request.get(src ?? "")).status(), src ?? "").toBe(200);
  });
}

test("another family's report is not there, on the page nor on paper", async ({ page, context }) => {
  await signIn(context, "Ewa");
  const id = await newestReport(page, "en");
  await context.clearCookies();
  await signIn(context, "Amina");
  expect((await page.goto(`/en/family/reports/${id}/easy`))?.status()).toBe(404);
  expect((await context.request.get(`/api/reports/${id}/easy?lang=en`)).status()).toBe(404);
  await context.clearCookies();
  await page.goto(`/en/family/reports/${id}/easy`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect((await context.request.get(`/api/reports/${id}/easy?lang=en`)).status()).toBe(401);
});

test.describe("with scripts, for the checker", () => {
  test.use({ javaScriptEnabled: true });

  for (const language of ["en", "ur", "bn"]) {
    test(`easy read in ${language} has no accessibility fault`, async ({ page, context }) => {
      await signIn(context, "Ewa");
      const id = await newestReport(page, language);
      for (const path of [`/${language}/family/reports/${id}/easy`, `/${language}/family/reports/${id}`]) {
        await page.goto(path);
        expect(await faultsOf(page, path)).toEqual([]);
      }
    });
  }

  test("the office puts in a photo of its own: families see it, with its words, and where it was taken is gone", async ({ page, context, browser }) => {
    const { default: sharp } = await import("sharp");
    await signIn(context, "Byrne");
    await page.goto("/en/staff/pictures");
    const card = page.locator("#school");
    await card.locator("summary").click();
    const fill = async (buffer: Buffer) => {
      await card.locator("input[type=file]").setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer });
      await card.getByRole("textbox").fill("Our school from the street");
      await card.getByRole("button", { name: "Save the photo" }).click();
    };
    await fill(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"));
    await expect(page.getByRole("alert").filter({ hasText: "no photo" })).toBeVisible();
    // What was typed is still there.
    await expect(card.getByRole("textbox")).toHaveValue("Our school from the street");
    await fill(await sharp({ create: { width: 800, height: 600, channels: 3, background: "#3377aa" } }).withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } }).jpeg().toBuffer());
    await expect(page.getByRole("status").first()).toContainText("saved");
    expect(await faultsOf(page)).toEqual([]);

    const family = await browser.newContext();
    await signIn(family, "Ewa");
    const reader = await family.newPage();
    const id = await newestReport(reader, "en");
    await reader.goto(`/en/family/reports/${id}/easy`);
    const photo = reader.locator("main img[src^='/api/pictures/school']").first();
    await expect(photo).toHaveAttribute("alt", "Our school from the street");
    const answer = await family.request.get((await photo.getAttribute("src")) ?? "");
    expect(answer.headers()["content-type"]).toBe("image/jpeg");
    expect(answer.headers()["cache-control"]).toContain("immutable");
    expect((await sharp(await answer.body()).metadata()).exif).toBeUndefined();
    expect((await family.request.get(`/api/reports/${id}/easy?lang=en`)).status()).toBe(200);
    await family.close();
    await page.locator("#school").getByRole("button", { name: /Show the drawn picture again/ }).click();
    await expect(page.locator("#school")).toContainText("Drawn picture");
    // Any other idea of the product has its place too, one tap away.
    await expect(page.locator("#ticket")).toHaveCount(0);
    await page.getByRole("link", { name: "ticket", exact: true }).click();
    await expectWhole(page, "en");
    await page.locator("#ticket input[type=file]").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: await sharp({ create: { width: 300, height: 300, channels: 3, background: "#337733" } }).png().toBuffer() });
    await page.locator("#ticket").getByRole("textbox").fill("A ticket of our fair");
    await page.locator("#ticket").getByRole("button", { name: "Save the photo" }).click();
    await expect(page.locator("#ticket")).toContainText("Your photo");
    expect(await faultsOf(page)).toEqual([]);
    await page.locator("#ticket").getByRole("button", { name: /Show the drawn picture again/ }).click();
    await expect(page.locator("#ticket")).toHaveCount(0);
  });
});

for (const { tag, dir } of languages) {
  test(`what the school told a family, in easy read in ${tag}: from the list to the page, the paper and all of it`, async ({ page, context, browser }) => {
    await signIn(context, "Ewa");
    await page.goto(`/${tag}/family/inbox`);
    const row = page.locator("main li").first();
    const [title, place] = [(await row.locator("a .underline").first().innerText()).trim(), (await row.locator("a").first().getAttribute("href")) ?? ""];
    await row.locator("a[href$='/easy']").click();
    await expectWhole(page, tag);
    await expect(page.locator("h1")).toHaveText(title);
    await expect(page.locator("main section").first()).toHaveClass(/card-now/);
    await expect(page.locator("main [dir]").first()).toHaveAttribute("dir", dir);
    const paper = (await page.locator("a[href^='/api/letters/own/']").getAttribute("href")) ?? "";
    const pdf = await context.request.get(paper);
    expect([pdf.status(), pdf.headers()["content-type"], pdf.headers()["cache-control"], (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, "application/pdf", "private, no-store", "%PDF-"]);
    // The other parent's letters are not there, as those that never were are not.
    const other = await browser.newContext();
    await signIn(other, "Dariusz");
    const theirs = await Promise.all([paper, paper.replace(/own\/[^?]+/, "own/019f0000-0000-7000-8000-0000000000ff")].map((address) => other.request.get(address)));
    expect(theirs.map((answer) => answer.status())).toEqual([404, 404]);
    expect(await theirs[0]!.body()).toEqual(await theirs[1]!.body());
    await other.close();
    await page.locator("main > div > a.button").last().click();
    await expect(page).toHaveURL(new RegExp(`${place}(/easy)?$`));
  });
}
