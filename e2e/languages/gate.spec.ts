import { expect, type Page } from "@playwright/test";

import { faultsOf, signIn, test } from "../fixtures";

test.use({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });

/** Opens the words about a whole child in Ms Patel's grid. */
async function openWords(page: Page, row: number): Promise<void> {
  await page.goto("/en/staff/reports");
  await page.getByRole("link", { name: /^Write/ }).first().click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(async () => {
    await page.locator(`[data-place="${row}:0"]`).click();
    await expect(page.locator("#own-words")).toBeVisible({ timeout: 500 });
  }).toPass();
}

const look = (page: Page) => page.getByRole("region", { name: "How this reads" });

test("Ms Patel sees while she writes what a family could stumble over, and mends it with one tap", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openWords(page, 10);
  const words = page.locator("#own-words");
  await words.fill("");
  await words.pressSequentially("He is coming out of his shell. In order to learn more he reads next Tuesday.");
  await expect(look(page)).toContainText("hard to translate");
  await expect(look(page)).toContainText("2 sentences");
  await look(page).getByRole("button", { name: "Write “becoming more confident”" }).click();
  await look(page).getByRole("button", { name: "Write “to”" }).click();
  await expect(look(page).getByRole("button", { name: /Write “Tuesday \d+ \w+”/ })).toHaveCount(2);
  await look(page).getByRole("button", { name: /Write “Tuesday/ }).first().click();
  await expect(words).toHaveValue(/^He is becoming more confident\. To learn more he reads Tuesday \d+ \w+\.$/);
  await expect(look(page)).toContainText("Easy to read");
  // What somebody writes about a child stands in no address.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  await words.fill("Plain words about a canary.");
  await expect(look(page)).toContainText("5 words");
  expect(asked.filter((line) => line.includes("gate.check")).every((line) => line.startsWith("POST"))).toBe(true);
  expect(asked.join()).not.toContain("canary");
  expect(await faultsOf(page)).toEqual([]);
});

test("letters that nobody explained keep a report from being ready; explained, it goes", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openWords(page, 11);
  const words = page.locator("#own-words");
  await words.fill("She sees SALT each week.");
  await expect(look(page)).toContainText("Must be mended");
  await expect(page.getByText("Everything is saved")).toBeVisible({ timeout: 15_000 });
  expect(await faultsOf(page)).toEqual([]);

  // The last column is where a report is marked as ready.
  const last = page.locator('[data-place^="11:"]').last();
  await last.click();
  const again = page.getByRole("button", { name: "Write some more" });
  const mark = page.getByRole("button", { name: /^Ready to check/ });
  await expect(again.or(mark)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await mark.click();
  const refusal = page.getByRole("alert").filter({ hasText: "not explained" });
  await expect(refusal).toContainText("Whole child: SALT");
  await page.locator('[data-place="11:0"]').click();
  await expect(words).toHaveValue("She sees SALT each week.");
  await words.fill("She sees SALT (speech and language therapy) each week.");
  await expect(look(page)).not.toContainText("Must be mended");
  await expect(page.getByText("Everything is saved")).toBeVisible({ timeout: 15_000 });
  await last.click();
  await mark.click();
  // As it was, for whoever writes next.
  await again.click();
  await expect(mark).toBeVisible();
});

test("the office meets the same look where it corrects a report, and nothing typed is lost by a refusal", async ({ page, context }) => {
  await signIn(context, "Ewa");
  await page.goto("/en/family");
  const id = (await page.locator("a[href*='/family/reports/']").first().getAttribute("href"))?.split("/").at(-1) ?? "";
  await context.clearCookies();
  await signIn(context, "Byrne");
  await page.goto(`/en/staff/reports/preview/${id}/correct`);
  await page.locator("#note").fill("The TLA was wrong.");
  await expect(look(page).first()).toContainText("Must be mended");
  const general = page.locator("[name='general.ownWords']");
  const before = await general.inputValue();
  await general.fill(`${before} A new sentence.`.trim());
  await page.getByRole("button", { name: /Share/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "TLA" })).toContainText("What you tell the family");
  await expect(page.locator("#note")).toHaveValue("The TLA was wrong.");
  await expect(page.locator("[name='general.ownWords']")).toHaveValue(`${before} A new sentence.`.trim());
});

test("what was typed before the page's script came stays, whatever is chosen afterwards", async ({ page, context }) => {
  await signIn(context, "Patel");
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route(/\.js(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/en/staff/rewards", { waitUntil: "commit" });
  await page.locator("details summary", { hasText: "More" }).or(page.locator("form details summary")).first().click();
  const words = page.locator("#words");
  await words.fill("She helped a new pupil find the way.");
  release();
  // The script is there when another sentence is offered for what was chosen; all that is shown is made anew with it.
  const about = page.locator("input[name=category]");
  const offered = page.locator("input[name=statement]").first();
  const before = await offered.getAttribute("value");
  await expect(async () => {
    await about.first().check();
    await about.nth(2).check();
    expect(await offered.getAttribute("value")).not.toBe(before);
  }).toPass();
  await expect(words).toHaveValue("She helped a new pupil find the way.");
  // From then on it is looked at as it grows.
  await words.press("End");
  await words.pressSequentially(" In order to be kind.");
  await expect(look(page)).toContainText("2 sentences");
});
