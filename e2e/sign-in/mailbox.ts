import { type Browser, expect } from "@playwright/test";

import { signIn } from "../fixtures";

/** The sign-in link in the newest e-mail to an address, as the office reads it in the demo's outbox. */
export async function newestLink(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext();
  try {
    await signIn(context, "Byrne");
    const page = await context.newPage();
    let link: string | null = null;
    await expect(async () => {
      await page.goto("/en/staff/outbox");
      const mail = page.locator("tr, li, article").filter({ hasText: address }).filter({ hasText: "Your link to sign in" }).first();
      await mail.getByRole("link").first().click({ timeout: 2_000 });
      const found = page.locator('a[href*="/sign-in/link?token="]').first();
      link = await found.getAttribute("href", { timeout: 2_000 });
      expect(link).not.toBeNull();
    }).toPass({ timeout: 30_000 });
    return link as unknown as string;
  } finally {
    await context.close();
  }
}
