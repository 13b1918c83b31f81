import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

import { query } from "../access/doors";
import { expect, expectWhole, signIn, test } from "../fixtures";

test("the office prints the letters that wait, and a family answers hers by its code, without script", async ({ page, context, browser }, info) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/letters");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Letters to print");
  const waiting = Number(/\d+/.exec((await page.getByRole("button", { name: /^Print all/ }).textContent()) ?? "")?.[0]);
  expect(waiting).toBeGreaterThan(0);
  await page.getByRole("button", { name: /^Print all/ }).click();
  await expect(page.locator(".notice-good")).toContainText(waiting === 1 ? "1 letter is ready" : `${waiting} letters are ready`);
  await expect(page.getByText("No letter waits")).toBeVisible();
  await expectWhole(page, "en");

  const address = (await page.getByRole("link", { name: /^Open the file of/ }).first().getAttribute("href")) ?? "";
  const file = await context.request.get(address);
  expect(file.headers()).toMatchObject({ "content-type": "application/pdf", "cache-control": "private, no-store" });
  const path = info.outputPath("letters.pdf");
  writeFileSync(path, await file.body());
  const words = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  // The figures stand apart on paper; the program takes some of the gaps for spaces.
  const codes = [...words.matchAll(/(?<![0-9A-Z])(?:[0-9A-Z] ?){4}-(?: ?[0-9A-Z]){4}(?![0-9A-Z])/g)].map(([code]) => code.replaceAll(" ", ""));
  expect(new Set(codes).size).toBe(waiting);

  const family = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await family.goto(`/ur/answer?code=${codes[0]}`);
  await expectWhole(family, "ur");
  await expect(family.locator("input[name=code]")).toHaveValue(codes[0] ?? "");
  const before = await query<{ count: string }>("SELECT count(*) FROM task WHERE unique_key LIKE 'call-letter-answer:%'");
  await family.locator("button[value=phone]").click();
  await expect(family.locator(".notice-good")).toBeVisible();
  await expectWhole(family, "ur");
  const after = await query<{ count: string }>("SELECT count(*) FROM task WHERE unique_key LIKE 'call-letter-answer:%'");
  expect(Number(after[0]?.count)).toBe(Number(before[0]?.count) + 1);
  // A code that is none is told so, and nothing of what was typed comes back.
  await family.goto("/ur/answer");
  await family.locator("input[name=code]").fill("ACDE-FGHJ");
  await family.locator("button[value=read]").click();
  await expect(family.locator(".notice-stop")).toBeVisible();
  await expect(family.locator("input[name=code]")).toHaveValue("");

  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "Byrne" }).first()).toContainText("1");
  await page.getByRole("button", { name: /again later$/ }).first().click();
  await expect(page.locator(".notice-good")).toContainText("wait again");
  expect((await context.request.get(address)).status()).toBe(404);
});
