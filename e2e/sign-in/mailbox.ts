import { type Browser, expect } from "@playwright/test";

import { signIn } from "../fixtures";

const taken = new Set<string>();

/** The sign-in link in the newest e-mail to an address, as the office reads it in the demo's outbox. Each is given once. */
export async function newestLink(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext();
  try {
    await signIn(context, "Byrne");
    const page = await context.newPage();
    let link = "";
    await expect(async () => {
      await page.goto("/en/staff/outbox");
      const mail = page.locator("tr, li, article").filter({ hasText: address }).filter({ hasText: "Your link to sign in" }).first();
      await page.goto((await mail.getByRole("link").first().getAttribute("href", { timeout: 1_000 })) ?? "");
      link = (await page.locator('a[href*="/sign-in/link?token="]').first().getAttribute("href", { timeout: 1_000 })) ?? "";
      expect(link).not.toBe("");
      expect(taken.has(link)).toBe(false);
    }).toPass({ timeout: 60_000 });
    taken.add(link);
    return link;
  } finally {
    await context.close();
  }
}
