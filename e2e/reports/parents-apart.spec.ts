import type { BrowserContext } from "@playwright/test";

import { expect, expectWhole, type Person, signIn, test } from "../fixtures";

async function reportOf(context: BrowserContext, who: Person, language: string) {
  await signIn(context, who);
  const page = await context.newPage();
  await page.goto(`/${language}/family`);
  await expectWhole(page, language);
  await page.locator("a[href*='/family/reports/']").first().click();
  await page.waitForURL(/family\/reports/);
  // In full, whatever either of them chose to open first.
  await page.goto(`${page.url().replace(/\/easy.*$/, "")}?view=full`);
  return page;
}

test("Dariusz reads the same report as Ewa, in Polish, and sees nothing of hers", async ({ browser }) => {
  const [his, hers] = [await browser.newContext(), await browser.newContext()];
  const [father, mother] = [await reportOf(his, "Dariusz", "pl"), await reportOf(hers, "Ewa", "pl")];
  expect(father.url()).toBe(mother.url());
  await expect(father.locator("h1")).toContainText("Ola");
  expect(await father.locator("#part-well ~ p").allInnerTexts()).toEqual(await mother.locator("#part-well ~ p").allInnerTexts());

  // What she answers is hers alone.
  await mother.locator("#answers form").first().getByRole("button").click();
  await expect(mother.locator("#answers .notice-good")).toHaveCount(1);
  await father.reload();
  await expect(father.locator("#answers .notice-good")).toHaveCount(0);
  const [his1, hers1] = [await father.content(), await mother.content()];
  expect(his1).not.toContain("Ewa");
  expect(hers1).not.toContain("Dariusz Nowak");
  await his.close();
  await hers.close();
});

test("a court order takes access away at once, in a browser that is signed in", async ({ browser }) => {
  const [father, office] = [await browser.newContext(), await browser.newContext()];
  const page = await reportOf(father, "Dariusz", "pl");
  const address = page.url();

  await signIn(office, "Byrne");
  const desk = await office.newPage();
  await desk.goto("/en/staff/people?search=Nowak+Dariusz");
  await desk.getByRole("link", { name: "Dariusz Nowak" }).first().click();
  await desk.locator("details summary").filter({ hasText: "Take access away" }).click();
  await desk.getByLabel("Reports").check();
  await desk.getByLabel(/Where is the paper kept/).fill("Order of 3 March 2026, file 12");
  await desk.getByRole("button", { name: "Take access away now" }).click();
  await expect(desk.getByRole("status")).toContainText("signed out");

  // His open browser is signed out, and after signing in again the report is not there.
  await page.goto(address);
  await expect(page).toHaveURL(/\/pl\/sign-in/);
  await signIn(father, "Dariusz");
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(404);
  expect((await father.request.get(`/api/reports/${new URL(address).pathname.split("/").at(-1)}/pdf?lang=pl`)).status()).toBe(404);

  await desk.getByRole("button", { name: "Lift this restriction" }).click();
  await expect(desk.getByRole("status")).toContainText("lifted");
  expect((await page.goto(address))?.status()).toBe(200);
  await father.close();
  await office.close();
});
