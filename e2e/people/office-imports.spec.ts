import { buffer } from "node:stream/consumers";

import type { Page } from "@playwright/test";
import { ZipFile } from "yazl";

import { expect, expectWhole, signIn, test } from "../fixtures";

/** Sends a file in by the page's own form and waits until it has been read: the page looks again by itself, without script. */
async function sendIn(page: Page, file: { name: string; mimeType: string; buffer: Buffer }, language = "en"): Promise<void> {
  await page.goto(`/${language}/staff/import`);
  await page.locator('input[name="file"]').setInputFiles(file);
  await page.locator('form[action="/api/import"] button').click();
  await expect(page).toHaveURL(/\/staff\/import\/[0-9a-f-]{36}/);
  await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(0, { timeout: 30_000 });
  await expectWhole(page, language);
}

/** The parts by which a spreadsheet program knows its own file. */
async function workbook(): Promise<Buffer> {
  const zip = new ZipFile();
  for (const name of ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]) zip.addBuffer(Buffer.from("<x/>"), name);
  zip.end();
  return buffer(zip.outputStream);
}

test.describe.serial("the office brings people in, without scripts", () => {
  const names = ["Robin Example", "Wren Example", "Alex Example"];

  test("sees every change first, brings it in, and confirms who may know", async ({ page, context }) => {
    await signIn(context, "Byrne");
    const zip = { name: "example.zip", mimeType: "application/zip", buffer: await (await context.request.get("/api/import/example")).body() };
    await sendIn(page, zip);
    await expect(page.getByRole("heading", { name: "This is what will change" })).toBeVisible();
    await expect(page.getByText("What adults told the school themselves stays")).toBeVisible();
    // Nothing has changed yet.
    const search = await context.request.get("/en/staff/people?search=Wren");
    expect(await search.text()).not.toContain("Wren Example");
    await page.getByRole("button", { name: "Bring in now" }).click();
    await expect(page.getByText("Done. The people are here.")).toBeVisible({ timeout: 30_000 });
    await page.goto("/en/staff/people?search=Example");
    for (const name of names) await expect(page.getByText(name).first()).toBeVisible();
    // Until the school confirms them they know nothing.
    await page.getByRole("link", { name: "Robin Example" }).click();
    await page.getByRole("link", { name: /Why/ }).first().click();
    await expect(page.locator("tbody")).not.toContainText("Yes");
    await page.goto("/en/staff/people/confirm");
    for (const row of await page.locator("tr", { hasText: "Alex Example" }).all()) await row.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Confirm the ticked adults" }).click();
    await page.goto("/en/staff/people?search=Robin");
    await page.getByRole("link", { name: "Robin Example" }).click();
    await page.getByRole("link", { name: /Why/ }).first().click();
    await expect(page.locator("tbody")).toContainText("Yes");
  });

  test("the same file again changes nothing", async ({ page, context }) => {
    await signIn(context, "Byrne");
    await sendIn(page, { name: "example.zip", mimeType: "application/zip", buffer: await (await context.request.get("/api/import/example")).body() });
    await expect(page.getByRole("heading", { name: "There is nothing to change" })).toBeVisible();
    await page.getByRole("button", { name: "Do not bring in" }).click();
    await expect(page.getByText("This file was not brought in")).toBeVisible();
  });

  test("a spreadsheet with another name is refused in the reader's language, and nothing is half written", async ({ page, context }) => {
    await signIn(context, "Byrne");
    await sendIn(page, { name: "links.csv", mimeType: "text/csv", buffer: await workbook() }, "pl");
    await expect(page.getByText("arkusz", { exact: false }).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Bring in now" })).toHaveCount(0);
  });
});
