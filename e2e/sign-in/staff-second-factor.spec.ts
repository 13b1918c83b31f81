import { Secret, TOTP } from "otpauth";

import { expect, signIn, test } from "../fixtures";
import { newestLink } from "./mailbox";

const TEACHER = "amber.fisk@kingsgate.example";

test("a teacher links a phone, and a lost phone is cleared by the office", async ({ page, browser, context }) => {
  test.setTimeout(180_000);
  const byLink = async () => {
    await page.goto("/en/sign-in");
    await page.getByLabel("Your e-mail address").fill(TEACHER);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await page.goto(await newestLink(browser, TEACHER));
    await page.getByRole("button", { name: "Sign in now" }).click();
    await expect(page).toHaveURL(/\/en\/staff\/second-factor/);
  };

  await byLink();
  await page.goto("/en/staff/people");
  await expect(page).toHaveURL(/\/en\/staff\/second-factor/);
  await page.getByRole("button", { name: "I have the app" }).click();
  const secret = (await page.locator("main bdi").innerText()).replaceAll(" ", "");
  const code = () => TOTP.generate({ secret: Secret.fromBase32(secret) });
  await page.getByLabel("Code of 6 numbers").fill(String((Number(code()) + 1) % 1_000_000).padStart(6, "0"));
  await page.getByRole("button", { name: "Link my phone" }).click();
  await expect(page.getByText("This code is not right.")).toBeVisible();
  const used = code();
  await page.getByLabel("Code of 6 numbers").fill(used);
  await page.getByRole("button", { name: "Link my phone" }).click();
  await expect(page).toHaveURL("/en/staff/second-factor/codes");
  const spare = await page.locator("main li").allInnerTexts();
  expect(new Set(spare).size).toBe(10);
  await page.getByRole("button", { name: "I have kept them safe" }).click();
  await expect(page).toHaveURL(/\/en\/staff(\/today)?$/);

  await context.clearCookies();
  await byLink();
  await page.getByLabel("Code of 6 numbers").fill(used);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(/This code (has been used|is not right)/)).toBeVisible();
  await page.getByText("No phone with you?").click();
  await page.getByLabel("Spare code").fill((spare[0] ?? "").toLowerCase());
  await page.getByRole("button", { name: "Use this spare code" }).click();
  await page.goto("/en/staff/account");
  await expect(page.getByText("You have 9 spare codes left.")).toBeVisible();

  const office = await browser.newContext();
  await signIn(office, "Byrne");
  const help = await office.newPage();
  await help.goto("/en/staff/second-factor/people");
  await help.getByRole("button", { name: /Clear the second step of .*Fisk/ }).click();
  await expect(help.getByText("Done. They can now sign in and set up a new phone.")).toBeVisible();
  await page.goto("/en/staff/account");
  await expect(page).toHaveURL(/\/en\/sign-in/);
  await office.close();
});

test("the office prints a family's letters, and the code opens the family's pages", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/letters");
  const pupilId = await page.locator('input[name="pupilId"]').first().getAttribute("value");
  const answer = await context.request.post("/en/staff/letters/print", { form: { pupilId: pupilId ?? "" }, headers: { origin: new URL(page.url()).origin } });
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({ "content-type": "application/pdf", "cache-control": "private, no-store" });
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const stranger = await context.browser()?.newContext();
  const refused = await stranger?.request.post("/en/staff/letters/print", { form: { pupilId: pupilId ?? "" }, headers: { origin: new URL(page.url()).origin }, maxRedirects: 0 });
  expect(refused?.status()).toBe(303);
  await stranger?.close();
});

test("a wrong code says what a code looks like, and is not written into the address", async ({ page }) => {
  await page.goto("/en/sign-in/code");
  await page.getByLabel("Code on your letter").fill("ABC");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("This is not a whole code.")).toBeVisible();
  expect(page.url()).not.toContain("ABC");
  await page.goto("/en/sign-in/code?code=ACDE-FGHJ-KMNP");
  await expect(page.getByLabel("Code on your letter")).toHaveValue("ACDE-FGHJ-KMNP");
  await page.locator("main button").click();
  await expect(page.getByText("This link or code does not work any more.")).toBeVisible();
});
