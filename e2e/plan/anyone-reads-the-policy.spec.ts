import { expect, expectWhole, test } from "../fixtures";

test("anyone reads what the school promises, who looks after it and when it was checked", async ({ page }) => {
  await page.goto("/en/policy");
  await expectWhole(page, "en");
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(12);
  const record = page.locator("section", { has: page.locator("#record") });
  await expect(record).toContainText("Deputy head");
  await expect(record).toContainText("January 2019");
  for (const month of ["December 2019", "November 2020", "September 2021", "September 2022", "September 2023", "September 2024"]) {
    await expect(record).toContainText(month);
  }
  // The next check was due before today: the page says so.
  await expect(record).toContainText("late");
});
