import type { Page } from "@playwright/test";

import { expect, expectWhole, faultsOf, signIn, test } from "../fixtures";

test.use({ javaScriptEnabled: true });

const rows = (page: Page) => page.locator("[data-call]");

/** Opens the morning; the first answer to a key says that the screen is alive. */
async function openCalls(page: Page): Promise<void> {
  await page.goto("/en/staff/calls");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).first()).toBeFocused({ timeout: 500 });
  }).toPass();
}

test("Mr Okafor knows whom to ring, in which language and why, and notes it on the keyboard", async ({ page, context }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(context, "Okafor");
  await openCalls(page);
  await expectWhole(page, "en");
  await expect(page.getByText("Families in your care: 60")).toBeVisible();
  await expect(rows(page).first()).toContainText("Late");
  const hodan = rows(page).filter({ hasText: "Hodan Warsame" }).first();
  await expect(hodan).toContainText("Somali");
  await expect(hodan).toContainText("Interpreter");
  await expect(hodan).toContainText("Tries without an answer: 1");
  await expect(hodan.locator("a[href^='tel:']")).toHaveCount(1);

  const name = await rows(page).first().locator("a").first().innerText();
  const address = await rows(page).first().locator("a").first().getAttribute("href");
  const before = await rows(page).count();
  await page.keyboard.press("o");
  await expect(page.getByRole("radio", { name: "We spoke", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.getByLabel("What they said back").fill("We count on the way to school.");
  await page.getByLabel("What happened").fill("We rang to ask how it goes.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(rows(page)).toHaveCount(before - 1);
  await page.goto(address ?? "");
  await expect(page.getByText("We count on the way to school.")).toHaveCount(1);
  await expect(page.getByText(name).first()).toBeVisible();
});

test("a call says in plain English what to tell, and comes back when nobody answers", async ({ page, context }) => {
  await signIn(context, "Okafor");
  await openCalls(page);
  await rows(page).filter({ hasText: "Hodan Warsame" }).first().getByRole("link", { name: /^What to say/ }).click();
  await expect(page.getByText(/report about Ayaan is ready/)).toBeVisible();
  // The words themselves, as the report has them.
  await expect(page.getByRole("heading", { name: "The words themselves" })).toBeVisible();
  await expect(page.getByText("What is going well").first()).toBeVisible();
  await expectWhole(page, "en");
  await page.getByRole("radio", { name: "No answer" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/en\/staff\/calls$/);
  await expect(rows(page).filter({ hasText: "Hodan Warsame" }).first()).toContainText("Tries without an answer: 2");
});

test("what is noted without a connection is kept, and comes to the school once when it is back", async ({ page, context }) => {
  await signIn(context, "Okafor");
  await openCalls(page);
  const row = rows(page).filter({ hasText: "spoken with this family" }).first();
  const address = await row.locator("a").first().getAttribute("href");
  await row.getByRole("button", { name: /^Note what came of it/ }).click();
  await context.setOffline(true);
  await page.getByLabel("What happened").fill("Noted in the lift, without a signal.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Notes that wait for a connection: 1")).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kingsgate.contacts.")).length)).toBe(1);
  await context.setOffline(false);
  await expect(page.getByText("Saved.")).toBeVisible({ timeout: 40_000 });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kingsgate.contacts.")).length)).toBe(0);
  await page.goto(address ?? "");
  await expect(page.getByText("Noted in the lift, without a signal.")).toHaveCount(1);
});

test("signing out takes unsent notes off the computer, and says so before", async ({ page, context }) => {
  await signIn(context, "Okafor");
  await page.goto("/en/staff/account");
  await page.evaluate(() => localStorage.setItem("kingsgate.contacts.1.someone.key", "{}"));
  await page.reload();
  await expect(page.getByText("Notes that have not reached the school: 1")).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.includes("/staff/account"));
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("what was learned of Hodan waits until he confirms it", async ({ page, context }) => {
  await signIn(context, "Okafor");
  await openCalls(page);
  await rows(page).filter({ hasText: "Hodan Warsame" }).first().locator("a").first().click();
  await expect(page.getByText("Learned, not confirmed yet")).toBeVisible();
  await page.getByRole("button", { name: /^Yes, keep it/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "From now on we know it" })).toBeVisible();
  await expect(page.getByText("Learned, not confirmed yet")).toHaveCount(0);
});

test("the office gives a family to a worker, with all its children", async ({ page, context }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(context, "Byrne");
  await page.goto("/en/staff/caseloads?need=unassigned");
  await expectWhole(page, "en");
  const before = await page.getByText(/Families without a worker: \d+/).innerText();
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("Give to").selectOption({ label: "Mrs Sabir" });
  await page.getByRole("button", { name: "Give these families" }).click();
  await expect(page.getByRole("status")).toContainText("Children who moved:");
  await expect(page.getByText(/Families without a worker: \d+/)).not.toHaveText(before);
});

test("an open form has no accessibility fault, on a phone", async ({ page, context }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(context, "Okafor");
  await openCalls(page);
  await page.getByRole("button", { name: /^Note what came of it/ }).first().click();
  await page.getByRole("radio", { name: "Something is in the way" }).check();
  await page.locator("form summary").click();
  expect(await faultsOf(page)).toEqual([]);
  await expectWhole(page, "en");
});
