import { expect, expectWhole, signIn, test } from "../fixtures";

test("Amina reads Zara's report in Urdu, on a phone, without scripts", async ({ page, context }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await expectWhole(page, "ur");
  await page.getByRole("link", { name: /رپورٹ/ }).first().click();
  await expect(page).toHaveURL(/\/ur\/family\/reports\//);
  await expectWhole(page, "ur");
  // The four parts of a report, each under its heading, and the picture of days with its words.
  await expect(page.locator("#part-well")).toBeVisible();
  await expect(page.locator("#part-next")).toBeVisible();
  await expect(page.locator("#part-home")).toBeVisible();
  await expect(page.getByRole("img")).toHaveCount(1);
  expect(await page.locator("script").count()).toBeLessThanOrEqual(1);

  // English is one tap away, in place, and in English direction.
  const english = page.locator("section", { has: page.locator("#part-well") }).locator("details").first();
  await expect(english.locator("[lang=en]")).toBeHidden();
  await english.locator("summary").click();
  await expect(english.locator("[lang=en]")).toBeVisible();
  await expect(english.locator("[lang=en]")).toContainText("Zara");

  await page.locator("#answers form").first().getByRole("button").click();
  await expect(page).toHaveURL(/\/ur\/family\/reports\//);
  await expect(page.locator("#answers .notice-good")).toHaveCount(1);
  // Going back and pressing again changes nothing and breaks nothing.
  await page.reload();
  await expect(page.locator("#answers .notice-good")).toHaveCount(1);

  await page.locator("#answers details summary").click();
  await page.locator("textarea[name=note]").fill("میں زارا کی پڑھائی کے بارے میں بات کرنا چاہتی ہوں");
  await page.locator("#answers details form").getByRole("button").last().click();
  await expect(page.locator("#answers .notice-good")).toHaveCount(2);
});

test("the wish to talk is a task for the class teacher, in the mother's own words", async ({ browser }) => {
  const staff = await browser.newContext();
  await signIn(staff, "Patel");
  const page = await staff.newPage();
  await page.goto("/en/staff/today");
  await expect(page.getByText("Amina Khan").first()).toBeVisible();
  await staff.close();
});

test("the same report is a tagged PDF in Urdu", async ({ page, context }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  const href = await page.locator("a[href*='/family/reports/']").first().getAttribute("href");
  const id = href?.split("/").at(-1) ?? "";
  const answer = await context.request.get(`/api/reports/${id}/pdf?lang=ur`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  const bytes = await answer.body();
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.toString("latin1")).toContain("/StructTreeRoot");
  expect(answer.headers()["content-disposition"] ?? "").not.toContain("Zara");
});
