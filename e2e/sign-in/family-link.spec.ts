import { expect, expectWhole, origin, test } from "../fixtures";
import { newestLink } from "./mailbox";

const KNOWN = "rosa.silva@family.example";

test("the answer is the same for every address, and a wrong one keeps what was typed", async ({ page }) => {
  const pages: string[] = [];
  for (const address of ["nobody-at-all@family.example", "jo.clarke@family.example"]) {
    await page.goto("/en/sign-in");
    await expectWhole(page, "en");
    await page.getByLabel("Your e-mail address").fill(address);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page).toHaveURL("/en/sign-in/sent");
    pages.push((await page.content()).replace(/<script[\s\S]*?<\/script>/g, "")); // only the development server has any
  }
  expect(pages[0]).toBe(pages[1]);
  expect(pages[0]).not.toContain("family.example");
  await page.goto("/en/sign-in");
  await page.getByLabel("Your e-mail address").fill("rosa@nowhere");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByLabel("Your e-mail address")).toHaveValue("rosa@nowhere");
  await expect(page.getByText("This does not look like an e-mail address.")).toBeVisible();
  expect(page.url()).not.toContain("rosa");
});

test("a link survives mail scanners, opens one session of many presses, and then is over", async ({ page, browser, context }) => {
  await page.goto("/en/sign-in?next=/family/account");
  await page.getByLabel("Your e-mail address").fill(KNOWN);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page).toHaveURL("/en/sign-in/sent");
  const link = await newestLink(browser, KNOWN);

  const scanner = await browser.newContext();
  for (let n = 0; n < 10; n += 1) {
    expect((await scanner.request.head(link)).status()).toBe(200);
    expect((await scanner.request.get(link)).status()).toBe(200);
  }
  expect(await scanner.cookies()).toEqual([]);

  await page.goto(link);
  await expect(page.locator("main button")).toHaveCount(1);
  const fields = await page.locator("main form input").evaluateAll((inputs) => inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""]));
  const presses = await Promise.all(
    Array.from({ length: 20 }, () => scanner.request.post(link, { multipart: Object.fromEntries(fields), headers: { origin }, maxRedirects: 0 })),
  );
  const signedIn = presses.filter((answer) => /^(__Host-)?kingsgate=[^;]+;/m.test(answer.headers()["set-cookie"] ?? ""));
  expect(signedIn).toHaveLength(1);

  await page.getByRole("button", { name: "Sign in now" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText("This link or code does not work any more.")).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("kingsgate");
  await scanner.close();
});

test("signing in goes to the wanted page, and signing out everywhere ends it", async ({ page, browser, context }) => {
  await page.goto("/en/family/account");
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
  await page.getByLabel("Your e-mail address").fill("jo.clarke@family.example");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.goto(await newestLink(browser, "jo.clarke@family.example"));
  await page.getByRole("button", { name: "Sign in now" }).click();
  await expect(page).toHaveURL("/en/family/account");
  const cookie = (await context.cookies()).find(({ name }) => /^(__Host-)?kingsgate$/.test(name));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await context.addCookies(cookie ? [cookie] : []);
  await page.goto("/en/family/account");
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
});

test("a form of another site's page is refused", async ({ page, request }) => {
  await page.goto("/en/sign-in");
  const fields = await page.locator("main form input").evaluateAll((inputs) => inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""]));
  const body = { ...Object.fromEntries(fields), email: KNOWN };
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, undefined]) {
    const answer = await request.post("/en/sign-in", { multipart: body, headers, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
  }
});
