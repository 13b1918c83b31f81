import { expect, expectWhole, signIn, test } from "../fixtures";

test.use({ viewport: { width: 1280, height: 800 } });

test("Mr Okafor writes down on the phone what Rosa Silva says, with the keyboard alone", async ({ page, context }) => {
  await signIn(context, "Okafor");
  await page.goto("/en/staff/people?search=Silva");
  await page.getByRole("link", { name: /Tiago/ }).first().click();
  await page.getByRole("link", { name: /What this adult said.*Rosa/ }).click();
  await expectWhole(page, "en");
  await expect(page.locator("main").getByText("Portuguese").first()).toBeVisible();

  await page.locator("#speaks-1").focus();
  await page.keyboard.type("English");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator("#reading")).toBeFocused();
  await page.keyboard.type("Does");
  await page.locator("#prefers-0").selectOption("phone");
  await page.locator("#speaks-2").press("Enter");

  await expect(page.locator(".notice-good")).toBeVisible();
  await expectWhole(page, "en");
  const card = page.locator(".card-now");
  await expect(card).toContainText("Never text alone");
  await expect(card).toContainText("Ring in Portuguese");
  const row = page.locator("tbody tr", { hasText: "Does not read" });
  await expect(row).toContainText("The adult, to staff");
  await expect(row).toContainText("Okafor");
  await expect(row).toContainText("counts now");

  // A language that is none: nothing is lost, and the form says which.
  await page.locator("#speaks-2").fill("Elvish");
  await page.locator("#speaks-2").press("Enter");
  await expect(page.locator(".notice-stop")).toBeVisible();
  await expect(page.locator("#speaks-2")).toHaveValue("Elvish");
});

test("the adult's own word stands above what somebody else says", async ({ browser, page, context }) => {
  const hers = await browser.newContext();
  await signIn(hers, "Ewa");
  const phone = await hers.newPage();
  await phone.goto("/pl/family/profile/reading");
  await phone.locator("button[value=reads_with_help]").click();
  await expect(phone).toHaveURL(/\/pl\/family\/profile#main$/);

  await signIn(context, "Byrne");
  await page.goto("/en/staff/people?search=Ewa");
  await page.getByRole("link", { name: /Ola/ }).first().click();
  await page.getByRole("link", { name: /What this adult said.*Ewa/ }).click();
  await page.locator("#reading").selectOption("reads");
  await page.locator("input[name=source][value=staff]").check();
  await page.locator("#speaks-0").press("Enter");
  await expect(page.locator(".notice-good")).toContainText("still counts");
  await expect(page.locator("tbody tr", { hasText: "counts now" }).filter({ hasText: "Reads with help" })).toHaveCount(1);

  // The other parent of the same child sees nothing of it.
  const his = await browser.newContext();
  await signIn(his, "Dariusz");
  const other = await his.newPage();
  await other.goto("/pl/family/profile");
  await expect(other.locator("main")).not.toContainText("Czytam z pomocą");
  expect((await other.goto(page.url().replace("/en/", "/pl/")))?.status()).toBe(404);
  await hers.close();
  await his.close();
});

test("a teacher has no such page, and the list of those reached still filters by need", async ({ page, context }) => {
  await signIn(context, "Hale");
  await page.goto("/en/staff/reached?need=does_not_read");
  await expectWhole(page, "en");
  await expect(page.locator("tbody tr").first()).toContainText("Does not read");
  await page.goto("/en/staff/people?search=Warsame");
  await page.getByRole("link", { name: /Ayaan/ }).first().click();
  await expect(page.locator("main")).toContainText("Ring in Somali");
  const address = await page.getByRole("link", { name: /What this adult said/ }).first().getAttribute("href");
  await context.clearCookies();
  await signIn(context, "Patel");
  expect((await page.goto(address ?? ""))?.status()).toBe(404);
});
