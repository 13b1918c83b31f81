import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext } from "@playwright/test";

import { expect, expectWhole, type Person, signIn, test } from "../fixtures";

// The checker itself runs as a script in the page; the pages bring none.
test.use({ javaScriptEnabled: true });

const languages = ["en", "ur", "bn"];
const open = ["", "/policy", "/accessibility", "/privacy", "/sign-in", "/sign-in/demo", "/sign-in/code"];
const family = ["/family", "/family/account", "/family/profile", ...["speaks", "also", "reading", "reading-language", "prefers", "interpreter"].map((step) => `/family/profile/${step}`)];
const staff = ["/staff/today", "/staff/people", "/staff/people/confirm", "/staff/import", "/staff/letters", "/staff/reports", "/staff/reached", "/staff/outbox"];

async function check(context: BrowserContext, paths: string[], language: string, follow: string[] = []) {
  const page = await context.newPage();
  const queue = [...paths];
  const faults: string[] = [];
  for (const path of queue) {
    const answer = await page.goto(`/${language}${path}`);
    expect(answer?.status(), path).toBe(200);
    await page.waitForLoadState("networkidle");
    await expectWhole(page, language);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    faults.push(...violations.map((violation) => `${path}: ${violation.id} at ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`));
    for (const pattern of follow) {
      const href = await page.locator(`main a[href^="/${language}/"][href*="${pattern}"]`).first().getAttribute("href", { timeout: 200 }).catch(() => null);
      const next = href?.replace(`/${language}`, "");
      if (next && !queue.some((known) => known.includes(pattern) && known !== pattern && known.split("/").length === next.split("/").length)) queue.push(next);
    }
  }
  await page.close();
  expect(faults).toEqual([]);
}

for (const language of languages) {
  test(`public pages in ${language} have no accessibility fault`, async ({ context }) => {
    await check(context, open, language);
  });

  test(`family pages in ${language} have no accessibility fault`, async ({ context }) => {
    await signIn(context, "Ewa");
    await check(context, family, language, ["/family/reports/"]);
  });

  test(`staff pages in ${language} have no accessibility fault`, async ({ context }) => {
    test.setTimeout(180_000);
    await context.clearCookies();
    await signIn(context, "Byrne" satisfies Person);
    await check(context, staff, language, ["/staff/people/0", "/staff/people/links/", "/staff/people/adults/", "/staff/reports/0"]);
  });
}

test("the checker finds a fault when there is one", async ({ page }) => {
  await page.goto("/en/policy");
  await page.evaluate(() => document.querySelector("html")?.removeAttribute("lang"));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => violation.id)).toContain("html-has-lang");
});
