import { languages } from "../../server/lib/i18n/languages";
import { expect, expectWhole, signIn, test } from "../fixtures";

const paths = ["", "/policy", "/accessibility", "/privacy", "/sign-in"];

for (const { tag, dir } of languages) {
  test(`public pages and a report in ${tag}`, async ({ page, context }) => {
    for (const path of paths) {
      await page.goto(`/${tag}${path}`);
      await expectWhole(page, tag);
    }
    await signIn(context, "Ewa");
    await page.goto(`/${tag}/family`);
    await expectWhole(page, tag);
    await page.locator("a[href*='/family/reports/']").first().click();
    await expectWhole(page, tag);
    await expect(page.locator("html")).toHaveAttribute("dir", dir);
    // Dates in the reader's words but the school's calendar and figures.
    await page.goto(`/${tag}/policy`);
    await expect(page.locator("#record ~ p, #record ~ ul").first()).toBeVisible();
    expect(await page.locator("main").innerText()).toContain("2024");
  });
}

test("an address without a language goes to the reader's", async ({ request }) => {
  const ask = async (path: string, accept: string) => (await request.get(path, { headers: { "accept-language": accept }, maxRedirects: 0 })).headers().location ?? "";
  expect(await ask("/", "ur-PK,ur;q=0.9,en;q=0.5")).toMatch(/\/ur$/);
  expect(await ask("/policy", "pl")).toMatch(/\/pl\/policy$/);
  expect(await ask("/", "tlh")).toMatch(/\/en$/);
});

test("the language menu leads to the same page, without scripts", async ({ page }) => {
  await page.goto("/en/policy");
  await page.locator("header details summary").click();
  await page.getByRole("link", { name: "Polski" }).click();
  await expect(page).toHaveURL(/\/pl\/policy$/);
  await expectWhole(page, "pl");
});

test("lists for staff name a language in English and in itself, or in the reader's own", async ({ page, context }) => {
  await signIn(context, "Hale");
  const named = async (path: string, tag: string) => {
    await page.goto(path);
    return ((await page.locator(`select[name=language] option[value="${tag}"]`).first().textContent()) ?? "").replace(/[\u2066-\u2069]/g, "");
  };
  expect(await named("/en/staff/reached", "ur")).toBe("Urdu (اردو)");
  expect(await named("/pl/staff/reached", "ur")).toBe("urdu");
  expect(await named("/pl/staff/reached", "phr")).toBe("Mirpuri or Pahari (پہاڑی)");
  await page.goto("/en/staff/reached");
  await expect(page.locator("tbody td", { hasText: /^[A-Z][a-z]+ \(\u2068.+\u2069\)$/ }).first()).toBeVisible();
});
