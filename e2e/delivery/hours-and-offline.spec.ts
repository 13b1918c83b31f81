import { expect } from "@playwright/test";

import { query } from "../access/doors";
import { expectWhole, signIn, test } from "../fixtures";

test("a father who works at night says when he wants nothing, and finds everything from school in one list, without script", async ({ page, context }) => {
  await signIn(context, "Dariusz");
  await page.goto("/pl/family/account");
  await expectWhole(page, "pl");
  await page.getByRole("button", { name: "Pracuję w nocy: nie rano" }).click();
  await expect(page.getByRole("status")).toContainText("Godziny zapisano.");
  await expect(page.locator("main")).toContainText("między 06:00 a 14:00");
  await page.getByRole("button", { name: "Każda pora jest dobra" }).click();
  expect(await query("SELECT 1 FROM own_hours h JOIN adult a ON a.id = h.adult_id WHERE a.external_id = 'demo-person-dariusz'")).toEqual([]);
  await page.goto("/pl/family");
  await page.locator('a[href="/pl/family/inbox"]').click();
  await expectWhole(page, "pl");
  await page.locator('main a[href*="/pl/family/reports/"]').first().click();
  await expectWhole(page, "pl");
});

test("the deputy head sets what follows when nobody answers; a call before the text is refused with what was typed", async ({ page, context }) => {
  await signIn(context, "Hale");
  await page.goto("/en/staff/pace");
  await expectWhole(page, "en");
  const group = page.getByRole("group", { name: "A message from staff" });
  await group.getByLabel("Phone call after days").fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "A phone call comes after the text message" })).toBeVisible(); // beside an alarm that another journey raised
  await expect(group.getByLabel("Phone call after days")).toHaveValue("1");
  await group.getByLabel("Phone call after days").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(group.getByLabel("Phone call after days")).toHaveValue("5");
  await query("DELETE FROM contact_pace");
});

test("a phone without a connection shows what to do, in its language, and keeps no page of anybody", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: true });
  await signIn(context, "Amina");
  const page = await context.newPage();
  await page.goto("/ur/family");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await context.setOffline(true);
  await page.goto("/ur/family/messages");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("کنکشن نہیں");
  expect(await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat().sort())).toEqual(["/icon.svg", "/ur/offline"]);
  await context.setOffline(false);
  await page.goto("/ur/family/messages");
  await expectWhole(page, "ur");
  await context.close();
});
