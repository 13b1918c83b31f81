import { expect } from "@playwright/test";

import { expectWhole, signIn, test } from "../fixtures";

test.use({ viewport: { width: 1280, height: 900 } });

test("the office passes a report, gives it back, sets a time and stops it, without scripts", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/reports");
  await expectWhole(page, "en");
  await page.getByRole("link", { name: "Check and share" }).first().click();
  await expectWhole(page, "en");

  const ready = page.locator("#ready");
  const name = (await ready.locator("tbody bdi").first().innerText()).trim();
  await page.getByRole("button", { name: "Pass the ticked reports" }).click();
  await expect(page.getByText("Please tick at least one report.")).toBeVisible();
  await ready.locator("input[name=reports]").first().check();
  await page.getByRole("button", { name: "Pass the ticked reports" }).click();
  await expect(page.getByText("One report has passed the check.")).toBeVisible();
  const checked = page.locator("#checked");
  await checked.getByRole("checkbox", { name: new RegExp(name) }).check();
  await checked.getByRole("button", { name: /Give the ticked/ }).click();
  await expect(page.getByText("One report is with the teacher again.")).toBeVisible();

  await page.getByRole("link", { name: "Share with families" }).click();
  await page.getByLabel("At a set time").check();
  await page.getByLabel("Day").fill("2020-01-01");
  await page.locator("form").evaluate((form: HTMLFormElement) => { form.noValidate = true; });
  await page.getByRole("button", { name: "Go on and look once more" }).click();
  await expect(page.getByText("This time is over")).toBeVisible();
  await page.getByLabel("Day").fill("2035-07-16");
  await page.locator("#time").fill("15:30");
  await page.getByRole("button", { name: "Go on and look once more" }).click();
  await expect(page.getByText(/\d+ reports? go(es)? to \d+ adult/)).toBeVisible();
  await expect(page.getByText(/may not know and get/)).toBeVisible();
  await expect(page.getByText("16 July 2035 at 15:30")).toBeVisible();
  await page.getByRole("button", { name: "Set this time" }).click();
  await expect(page.getByText(/^Will be shared on/).first()).toBeVisible();
  await page.getByRole("button", { name: "Do not share then" }).first().click();
  await expect(page.getByText("Nothing will be shared at that time.")).toBeVisible();
});

test("the office sees a report as each adult will, and that one adult gets nothing", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/reached");
  await page.locator('a[href*="/preview/"]').first().click();
  await expectWhole(page, "en");
  await page.getByLabel("See it in").selectOption("ur");
  await page.getByLabel("See it as").selectOption("");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator('[lang="ur"][dir="rtl"]').first()).toBeVisible();
});

test("the list of who has been reached is what its numbers say, and comes as a file", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/reached");
  await expectWhole(page, "en");
  const number = page.getByRole("link", { name: /not reached$/ });
  const count = Number((await number.innerText()).split("\n")[0]);
  await number.click();
  await expect(page.locator("table tbody tr")).toHaveCount(count);
  const href = await page.getByRole("link", { name: "Take this list as a file" }).getAttribute("href");
  const file = await context.request.get(href ?? "");
  expect(file.headers()["content-type"]).toContain("text/csv");
  expect((await file.text()).trim().split("\r\n")).toHaveLength(count + 1);
});

test("a correction without a change is refused, and the note stays", async ({ page, context }) => {
  await signIn(context, "Hale");
  await page.goto("/en/staff/reached");
  const preview = await page.locator('a[href*="/preview/"]').first().getAttribute("href");
  await page.goto(`${preview?.split("?")[0]}/correct`);
  await page.locator("#note").fill("We corrected a mark.");
  await page.getByRole("button", { name: "Share the corrected report" }).click();
  await expect(page.getByText("Nothing is different yet.")).toBeVisible();
  await expect(page.locator("#note")).toHaveValue("We corrected a mark.");
});

test("a correction takes a sentence out and puts another in, and asks for its number, without losing a tick", async ({ page, context }) => {
  await signIn(context, "Hale");
  await page.goto("/en/staff/reached");
  const preview = await page.locator('a[href*="/preview/"]').last().getAttribute("href");
  await page.goto(`${preview?.split("?")[0]}/correct`);
  const kept = page.locator('input[name="general.keep"]');
  const before = await kept.count();
  expect(before).toBeGreaterThan(0);
  const gone = await kept.first().getAttribute("value");
  await kept.first().uncheck();
  const stand = await kept.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value.split(":")[0]));
  const offered = await page.locator('select[name="general.add"] option', { hasText: "…" }).evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const numbered = offered.find((key) => !stand.includes(key)) ?? "";
  await page.locator('select[name="general.add"]').selectOption(numbered);
  await page.locator("#note").fill("We changed a sentence.");
  await page.getByRole("button", { name: "Share the corrected report" }).click();
  await expect(page.getByText("needs a number")).toBeVisible();
  await expect(page.locator(`input[name="general.keep"][value="${gone}"]`)).not.toBeChecked();
  await expect(page.locator('select[name="general.add"]')).toHaveValue(numbered);
  await page.locator('input[name="general.number"]').fill("15");
  await page.getByRole("button", { name: "Share the corrected report" }).click();
  await expect(page.getByText("The corrected report is shared.")).toBeVisible();
  await page.goto(`${preview?.split("?")[0]}/correct`);
  await expect(kept).toHaveCount(before);
  await expect(page.locator(`input[name="general.keep"][value="${numbered}:15"]`)).toBeChecked();
  await expect(page.locator(`input[name="general.keep"][value="${gone}"]`)).toHaveCount(0);
});

test("a sentence that stands in a report is given another number by choosing it again", async ({ page, context }) => {
  await signIn(context, "Hale");
  await page.goto("/en/staff/reached");
  for (const link of await page.locator('a[href*="/preview/"]').evaluateAll((links) => links.map((each) => each.getAttribute("href") ?? ""))) {
    await page.goto(`${link.split("?")[0]}/correct`);
    const standing = (await page.locator('input[name="general.keep"]').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value))).find((value) => value.includes(":"));
    if (!standing) continue;
    const [key = "", number] = standing.split(":");
    await page.locator('select[name="general.add"]').selectOption(key);
    await page.locator('input[name="general.number"]').fill(String(Number(number) + 1));
    await page.locator("#note").fill("We corrected a number.");
    await page.getByRole("button", { name: "Share the corrected report" }).click();
    await expect(page.getByText("The corrected report is shared.")).toBeVisible();
    await page.goto(`${link.split("?")[0]}/correct`);
    await expect(page.locator(`input[name="general.keep"][value="${key}:${Number(number) + 1}"]`)).toBeChecked();
    await expect(page.locator(`input[name="general.keep"][value="${standing}"]`)).toHaveCount(0);
    return;
  }
  throw new Error("no report with a numbered sentence");
});
