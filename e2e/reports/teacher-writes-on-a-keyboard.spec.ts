import { expect, type Page } from "@playwright/test";

import { faultsOf, signIn, test } from "../fixtures";

test.use({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });

/** Opens the grid of Ms Patel's class in the round that is open. */
async function openGrid(page: Page): Promise<void> {
  await page.goto("/en/staff/reports");
  await page.getByRole("link", { name: /^Write/ }).first().click();
  await expect(page.getByRole("grid")).toBeVisible();
  // The first answer to a key says that the screen is alive.
  await expect(async () => {
    await page.locator('[data-place="0:0"]').focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.locator('[data-place="0:1"]')).toBeFocused({ timeout: 500 });
  }).toPass();
}

const saved = (page: Page) => expect(page.getByText("Everything is saved")).toBeVisible({ timeout: 15_000 });

test("Ms Patel writes marks, a sentence and own words without touching the mouse", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openGrid(page);
  const cell = page.locator('[data-place="5:3"]');
  await cell.focus();
  for (const key of ["3", "e", "d"]) await page.keyboard.press(key);
  await expect(cell).toContainText("Can do this well");
  await expect(cell).toContainText("Tries hard");

  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: /Find a sentence/ })).toBeFocused();
  await page.keyboard.type("asks why");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(cell).toBeFocused();
  await page.keyboard.press("t");
  await page.keyboard.type("A fine term in science.");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#own-words")).toHaveValue("");
  await expect(page.locator("#own-words")).toBeFocused();
  await saved(page);

  await page.reload();
  await expect(cell).toContainText("1 sentence");
  await expect(cell).toContainText("own words");
  await expect(cell).toContainText("Faster than we hoped");
});

test("a lost connection loses nothing, over a reload too", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openGrid(page);
  await context.setOffline(true);
  await page.locator('[data-place="6:3"]').focus();
  await page.keyboard.press("t");
  await page.keyboard.press("Control+a");
  const words = `Written on the bus at ${Date.now()}.`;
  await page.keyboard.type(words);
  await expect(page.getByText("One change waits for the connection.")).toBeVisible();
  // The browser asks before the page goes; the teacher goes all the same.
  page.on("dialog", (dialog) => void dialog.accept());
  await page.route("**/api/trpc/**", (route) => route.abort());
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByText(/not saved yet|waits for the connection/)).toBeVisible();
  await page.unroute("**/api/trpc/**");
  await saved(page);
  await page.reload();
  await page.locator('[data-place="6:3"]').click();
  await expect(page.locator("#own-words")).toHaveValue(words);
});

test("two teachers write the same words at once: both are shown, both can stay", async ({ page, context, browser }) => {
  await signIn(context, "Patel");
  await openGrid(page);
  const other = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
  await signIn(other, "Hale");
  const second = await other.newPage();
  await second.goto(page.url());
  await expect(second.getByRole("grid")).toBeVisible();

  await context.setOffline(true);
  await page.locator('[data-place="7:3"]').focus();
  await page.keyboard.press("t");
  await page.keyboard.type("Words of the teacher.");
  await expect(async () => {
    await second.locator('[data-place="7:3"]').click();
    await second.locator("#own-words").fill("Words of the deputy head.", { timeout: 1_000 });
  }).toPass();
  await saved(second);
  await context.setOffline(false);

  const conflict = page.getByRole("region", { name: /Two people changed this/ });
  await expect(conflict).toContainText("Words of the deputy head.", { timeout: 15_000 });
  await expect(conflict).toContainText("Words of the teacher.");
  await expect(conflict).toContainText("Mrs Hale");
  await conflict.getByRole("button", { name: "Keep both" }).click();
  await expect(page.locator("#own-words")).toHaveValue("Words of the deputy head.\n\nWords of the teacher.");
  await saved(page);
  await other.close();
});

test("a session that has ended keeps what was written and says so", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openGrid(page);
  await context.clearCookies();
  await page.locator('[data-place="8:3"]').focus();
  await page.keyboard.press("2");
  await expect(page.getByText("You are signed out.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("link", { name: /Sign in again/ })).toHaveAttribute("target", "_blank");
  await signIn(context, "Patel");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await saved(page);
});

test("the writing screen has no accessibility fault, closed and open", async ({ page, context }) => {
  await signIn(context, "Patel");
  await openGrid(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press("/");
  await expect(page.getByRole("listbox")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});
