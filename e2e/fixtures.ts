import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

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
  const { direction, title, text, overflow } = await page.evaluate(() => ({
    direction: document.documentElement.dir,
    title: document.title,
    text: document.body.innerText,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(direction).toBe(/^(ur|ar)\b/.test(language) ? "rtl" : "ltr");
  expect(title.length).toBeGreaterThanOrEqual(2);
  expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]?\w*\.[a-zA-Z]+\b(?!@)/);
  expect(text).not.toMatch(/undefined|\[object|NaN/);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe-core itself, as @axe-core/playwright brings it. */
const fromChecker = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
const checker = readFileSync(fromChecker.resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  nodes: { target: unknown[] }[];
}

interface Checker {
  run: (context: object, options: object) => Promise<{ violations: Finding[]; passes: { id: string }[] }>;
}

/** A colour is read once: the checker reads those of every element and of all that stands behind it anew, which is a fifth of its time. */
function rememberColours(): void {
  interface Colour { r: number; g: number; b: number; alpha: number }
  const { prototype } = (window as unknown as { axe: { commons: { color: { Color: { prototype: { parseString: (text: string) => unknown } } } } } }).axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map<string, Colour>();
  prototype.parseString = function (this: Colour, text) {
    const colour = known.get(text);
    if (colour) return Object.assign(this, colour);
    read.call(this, text);
    known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
    return this;
  };
}

/** What the checker says of a page: its faults, and the names of the rules that found something to look at and no fault. */
export async function checked(page: Page, rules: Record<string, { enabled: boolean }> = {}): Promise<{ violations: Finding[]; passed: string[] }> {
  if (await page.evaluate(() => !("axe" in window))) {
    await page.evaluate(checker);
    await page.evaluate(rememberColours);
  }
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: Checker };
    const { violations, passes } = await axe.run({ exclude: [["iframe[srcdoc]"]] }, options);
    return { violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ target }) => ({ target })) })), passed: passes.map(({ id }) => id) };
  }, { runOnly: RULES, rules, resultTypes: ["violations"], preload: false });
}

/**
 * The accessibility faults of a page, one line each with the places; `rules` switches further ones on. The page must run scripts.
 * The checker runs in the page itself: by way of AxeBuilder, which brings it in twice and carries all it found out, it takes half as long
 * again, and what that serves beyond is frames of other sites, which no page has. A mail stands in a frame that may run nothing, the
 * checker neither: it is checked by itself.
 */
export async function faultsOf(page: Page, name = "", rules: Record<string, { enabled: boolean }> = {}): Promise<string[]> {
  const { violations } = await checked(page, rules);
  return violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
}

/**
 * Opens a page of finished HTML in the place of the one that stands there, as its browser would read it, scripts and pictures too, but in
 * the same window: the checker stays, and runs in a third of the time. Not for staff's pages, whose script must start afresh.
 * @returns the status of the answer
 */
export function openInPlace(page: Page, address: string): Promise<number> {
  return page.evaluate(async (to) => {
    const answer = await fetch(to);
    const html = await answer.text();
    history.replaceState(null, "", answer.url);
    document.open();
    const loaded = new Promise((done) => window.addEventListener("load", done, { once: true }));
    document.write(html);
    document.close();
    await loaded;
    return answer.status;
  }, address);
}

/**
 * Opens a page of staff from the one that stands there, as a press of a link does: the window and the checker in it stay. Anew where the
 * page that stands there has no script of ours.
 * @returns the status that it would have if it were opened anew: such an answer has none of its own, a page that is not there says it in itself
 */
export async function openOnward(page: Page, address: string): Promise<number> {
  if (!(await page.evaluate(() => "next" in window))) return (await page.goto(address))?.status() ?? 0;
  await page.evaluate((to) => (window as unknown as { next: { router: { push: (to: string) => void } } }).next.router.push(to), address);
  await page.waitForURL(address);
  await expect(page).toHaveTitle(/../); // it may come a moment after the page
  return (await page.locator("meta[name=robots][content=noindex]").count()) > 0 ? 404 : 200;
}

/** A second of a tone as WAV. */
export function tone(seconds = 1): Buffer {
  const rate = 8_000;
  const wav = Buffer.alloc(44 + rate * 2 * seconds);
  wav.write("RIFF", 0, "latin1");
  wav.write("WAVEfmt ", 8, "latin1");
  wav.write("data", 36, "latin1");
  for (const [at, value] of [[4, wav.length - 8], [16, 16], [24, rate], [28, rate * 2], [40, wav.length - 44]] as const) wav.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) wav.writeUInt16LE(value, at);
  for (let n = 0; n < rate * seconds; n += 1) wav.writeInt16LE(Math.round(Math.sin(n / 5) * 9_000), 44 + n * 2);
  return wav;
}

export const test = base;
