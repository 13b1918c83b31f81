import { execFileSync } from "node:child_process";

import { languages } from "../../server/lib/i18n/languages";
import { query } from "../access/doors";
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

test("a reader of Ukrainian, which has no pages yet, gets what is said of the child in it: on the page, on paper and aloud", async ({ page, context }) => {
  const [reader] = await query<{ id: string }>(`
    SELECT DISTINCT a.external_id AS id FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL JOIN report r ON r.pupil_id = l.pupil_id AND r.state = 'published'
    WHERE a.reading_language = 'uk' AND a.reading_need = 'reads' AND a.removed_at IS NULL AND a.external_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id) ORDER BY 1 LIMIT 1`);
  await signIn(context, { id: reader?.id ?? "" });
  await page.goto("/en/family");
  await expect(page.locator('main p[lang="uk"]')).toContainText("Цих сторінок ще немає українською");
  await page.locator("main a[href*='/family/reports/']").first().click();
  await expectWhole(page, "en");
  const said = page.locator('main section p[lang="uk"]');
  expect(await said.count()).toBeGreaterThan(3);
  const [first = ""] = await said.allInnerTexts();
  expect(first).toMatch(/\p{Script=Cyrillic}{3}/u);
  await page.locator("main section details summary").first().click();
  await expect(page.locator('main section details [lang="en"] p').first()).toBeVisible();
  await expect(page.getByText("A native speaker has not checked these words yet.").first()).toBeVisible();
  const paper = await context.request.get((await page.locator("main a[href*='/pdf?lang=']").getAttribute("href")) ?? "");
  expect(paper.headers()["content-type"]).toBe("application/pdf");
  const words = (text: string) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ");
  expect(words(execFileSync("pdftotext", ["-", "-"], { input: await paper.body(), encoding: "utf8" }))).toContain(words(first));
  await page.locator("main a[href$='/listen']").click();
  await expect(page.locator('main [lang="uk"]').first()).toBeVisible();
  // A page that the reader chose instead is in its own language.
  await page.goto(page.url().replace("/en/", "/pl/").replace("/listen", ""));
  await expectWhole(page, "pl");
  await expect(page.locator('main section [lang="uk"]')).toHaveCount(0);
});

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
