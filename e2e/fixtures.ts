import { type APIRequestContext, type BrowserContext, expect, type Page, test as base } from "@playwright/test";

export { expect } from "@playwright/test";

/** The people of the demo school, by the start of their names. */
export type Person = "Amina" | "Dariusz" | "Ewa" | "Hodan" | "Jo Clarke" | "Ray" | "Okafor" | "Patel" | "Hale" | "Lewis" | "Byrne" | "Adeyemi" | "Grant";

interface DemoPerson {
  id: string;
  name: string;
  role: string;
  language: string;
}

export const origin = process.env.BASE_URL ?? "http://localhost:3000";

/** Everyone whom the demo page lists. */
export async function demoPeople(request: APIRequestContext): Promise<DemoPerson[]> {
  const answer = await request.get("/api/demo/people");
  expect(answer.status()).toBe(200);
  return (await answer.json()) as DemoPerson[];
}

/** Signs a browser in as one of the demo's people, by name or by the demo's id, by the demo's own form. */
export async function signIn(context: BrowserContext, who: Person | { id: string }): Promise<DemoPerson> {
  const people = await demoPeople(context.request);
  const person = typeof who === "object" ? { ...who, name: "", role: "", language: "" } : people.find(({ name }) => name.includes(who));
  if (!person) throw new Error(`nobody in the demo is called ${String(who)}`);
  const answer = await context.request.post("/api/demo/sign-in", { form: { id: person.id }, headers: { origin }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  return person;
}

/** A page is whole: right language and direction, a title, no raw key, nothing wider than the phone. */
export async function expectWhole(page: Page, language: string): Promise<void> {
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", language);
  await expect(html).toHaveAttribute("dir", ["ur", "ar"].includes(language) ? "rtl" : "ltr");
  expect((await page.title()).length).toBeGreaterThanOrEqual(2);
  const text = await page.locator("body").innerText();
  expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]?\w*\.[a-zA-Z]+\b(?!@)/);
  expect(text).not.toMatch(/undefined|\[object|NaN/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

export const test = base;
