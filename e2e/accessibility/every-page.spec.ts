import { createHash, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";

import type { BrowserContext, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

import { PAGE_BYTES, weighPage } from "../../server/testing/weight";
import { addressOf, allDoors, type Door, type Ids, mayAny, query, twoFamilies, withDraft } from "../access/doors";
import { checked, expect, expectWhole, faultsOf, openInPlace, openOnward, origin, signIn, test } from "../fixtures";
import { secretLinks } from "./secret-links";

// The checker itself runs as a script in the page; the pages bring none. 320 px is a phone of 1,280 px at 400 % (WCAG 1.4.10).
test.use({ javaScriptEnabled: true, viewport: { width: 320, height: 640 } });

const languages = ["en", "pl", "ro", "ur", "ar", "bn", "pa", "so"];
const staffLanguages = ["en", "ur", "bn"];

/** Pages behind a link that is a secret (secretLinks), pages that show only while a second factor is being set up, and the page that is not there: each has a test below. */
const secret = ["/events/place/[key]", "/events/place/[key]/listen", "/meetings/board/[key]", "/stop/[key]", "/stop/[key]/listen", "/translate/[key]"];
const factor = ["/staff/second-factor", "/staff/second-factor/codes"];
const absent = "/missing";
/** Pages that show nothing of their own, with what they do. */
const nothing: Record<string, string> = { "/[...rest]": "shows the page that is not there", "/staff": "leads on to the list of the day" };

/** Whether a door, whose address may name a place that all know, is of a page. */
const isOf = (page: string) => {
  const pattern = new RegExp(`^${page.replace(/\[\w+\]/g, "[^/]+")}$`);
  return ({ path }: Door) => path === page || (!page.includes("[...") && pattern.test(path));
};
const apart = [...secret, ...factor, absent, ...Object.keys(nothing)].map(isOf);
const pages = allDoors(true).filter((door) => door.kind === "page" && !apart.some((is) => is(door)));
const open = pages.filter((door) => !/^\/(family|staff)/.test(door.path));
const family = pages.filter((door) => door.path.startsWith("/family"));
const staff = pages.filter((door) => door.path.startsWith("/staff"));

async function check(context: BrowserContext, doors: Door[], language: string, ids: Ids, open: (page: Page, address: string) => Promise<number>) {
  expect(doors.length).toBeGreaterThan(0);
  const [page, letter] = [await context.newPage(), await context.newPage()];
  await page.goto(`/${language}/accessibility`);
  const faults: string[] = [];
  for (const door of doors) {
    expect(await open(page, `/${language}${addressOf(door, ids)}`), door.path).toBe(200);
    await expectWhole(page, language);
    faults.push(...(await faultsOf(page, door.path)));
    const mail = page.locator("iframe[srcdoc]");
    if ((await mail.count()) > 0) {
      await letter.setContent((await mail.getAttribute("srcdoc")) ?? "");
      faults.push(...(await faultsOf(letter, `the mail of ${door.path}`)));
    }
  }
  await Promise.all([page.close(), letter.close()]);
  expect(faults).toEqual([]);
}

test.describe.configure({ mode: "parallel", timeout: 240_000 });

const OPEN_EVENING = "SELECT e.id FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'open_evening' AND s.ends_at > now() ORDER BY e.id LIMIT 1";

for (const language of languages) {
  test(`public and family pages in ${language} have no accessibility fault`, async ({ browser }) => {
    const [visitor, parent] = [await browser.newContext({ viewport: { width: 320, height: 640 } }), await browser.newContext({ viewport: { width: 320, height: 640 } })];
    const [news] = await query<{ id: string }>("SELECT id FROM newsletter WHERE state = 'sent' AND audience = 'public' ORDER BY sent_at LIMIT 1");
    const [event] = await query<{ id: string }>(OPEN_EVENING);
    await check(visitor, open, language, { newsletterId: news?.id ?? "", eventId: event?.id ?? "" }, openInPlace);
    const [first] = await twoFamilies();
    await signIn(parent, { id: first.id });
    await check(parent, family, language, first.ids, openInPlace);
    await Promise.all([visitor.close(), parent.close()]);
  });
}

for (const language of ["en", "pl", "ro", "so"]) {
  test(`public and family pages in ${language} are light: HTML and CSS of each come to 20 KB at most`, async ({ browser }) => {
    const [first, context] = [(await twoFamilies())[0], await browser.newContext()];
    await signIn(context, { id: first.id });
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const [news] = await query<{ id: string }>("SELECT id FROM newsletter WHERE state = 'sent' AND audience = 'public' ORDER BY sent_at LIMIT 1");
    const [event] = await query<{ id: string }>(OPEN_EVENING);
    const heavy: string[] = [];
    for (const door of [...open, ...family]) {
      const isFamily = family.includes(door);
      const { html, css } = await weighPage(`${origin}/${language}${addressOf(door, isFamily ? first.ids : { newsletterId: news?.id ?? "", eventId: event?.id ?? "" })}`, isFamily ? cookie : "");
      // Both were there to be weighed.
      expect(Math.min(html, css), door.path).toBeGreaterThan(1_000);
      if (html + css > PAGE_BYTES) heavy.push(`${door.path}: ${html} + ${css}`);
    }
    await context.close();
    expect(heavy).toEqual([]);
  });
}

/** Where each page of the app stands, by its file: found on its own, so that no list can forget one. */
const addresses = () => readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.split("/").slice(0, -1).filter((folder) => folder !== "[locale]" && !/^\(.*\)$/.test(folder)).join("/")}`).sort();

test("every page of the app is looked at here, or is named with why it shows nothing", () => {
  const named = new Set([...secret, ...factor, absent, ...Object.keys(nothing)]);
  // A page with a fixed name beside it (a new message beside each one) is not the other: whole addresses go first.
  const exact = new Set(addresses());
  const forgotten = (doors: Door[]) => addresses().filter((page) => !named.has(page) && !doors.some((door) => door.path === page || (!exact.has(door.path) && isOf(page)(door))));
  const all = [...open, ...family, ...staff];
  expect(addresses().length).toBeGreaterThan(100);
  expect(forgotten(all)).toEqual([]);
  // What is named is there, and nothing is named that is looked at.
  expect([...secret, ...factor, absent, ...Object.keys(nothing)].filter((path) => !addresses().includes(path))).toEqual([]);
  // The control: a page that nobody looks at is found.
  expect(forgotten(all.filter(({ path }) => path !== "/staff/today"))).toEqual(["/staff/today"]);
});

/** Whether the meetings of `secretLinks`, a quarter of an hour either way of now, are of two days where the school is. */
function isAroundMidnight(): boolean {
  const dayAt = (minutes: number) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "short" }).format(Date.now() + minutes * 60_000);
  return dayAt(-17) !== dayAt(17);
}

for (const language of languages) {
  test(`pages behind a secret link in ${language}, the board in the hall among them, and the page that is not there have no accessibility fault`, async ({ browser }) => {
    const [event] = await query<{ id: string }>("SELECT e.id FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'workshop' AND e.state = 'published' AND s.starts_at > now() ORDER BY e.id DESC LIMIT 1");
    const links = await secretLinks(language, event?.id ?? (await twoFamilies())[0].ids.eventId ?? "");
    expect(Object.keys(links).sort()).toEqual(secret);
    const faults: string[] = [];
    // On a phone at 400 %, and where the board hangs.
    for (const viewport of [{ width: 320, height: 640 }, { width: 1920, height: 1080 }]) {
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      for (const [pattern, address] of [...Object.entries(links), [absent, "/no-such-page"] as const]) {
        expect((await page.goto(`/${language}${address}`))?.status(), pattern).toBe(pattern === absent ? 404 : 200);
        await expectWhole(page, language);
        faults.push(...(await faultsOf(page, `${pattern} at ${viewport.width}`)));
        if (pattern !== "/meetings/board/[key]") continue;
        // Rooms, delays and whoever is next are on it, or there was nothing to look at. A board shows its own day: around midnight what began is of another.
        await expect(page.locator("tbody tr")).toHaveCount(2);
        if (!isAroundMidnight()) await expect(page.locator("tbody .bg-glow-wash")).toHaveCount(2);
      }
      await context.close();
    }
    expect(faults).toEqual([]);
  });
}

for (const language of staffLanguages) {
  test(`the steps of a second factor in ${language} have no accessibility fault`, async ({ context, page }) => {
    // A new member of staff, in a session that has no second step yet.
    const adultId = randomUUID();
    await query("INSERT INTO adult (id, school_id, given_name, family_name) SELECT $1, school_id, 'Sam', 'Newcomer' FROM adult WHERE external_id = 'demo-person-office'", [adultId]);
    await query("INSERT INTO staff_post (id, school_id, adult_id, role) SELECT $1, school_id, id, 'teacher' FROM adult WHERE id = $2", [randomUUID(), adultId]);
    const enter = async () => {
      await signIn(context, "Byrne");
      const held = (await context.cookies()).map(({ value }) => createHash("sha256").update(value).digest("hex"));
      expect(await query("UPDATE session SET adult_id = $1, second_factor_at = NULL WHERE token_hash = ANY($2) RETURNING id", [adultId, held])).toHaveLength(1);
      await page.goto(`/${language}/staff/second-factor`);
    };
    const faults: string[] = [];
    const look = async (step: string) => {
      await expectWhole(page, language);
      faults.push(...(await faultsOf(page, step)));
    };
    await enter();
    await look("start");
    await page.locator("main form button").click();
    await expect(page.locator("main [role=img] svg")).toBeVisible();
    await look("confirm");
    const key = (await page.locator("main bdi[dir=ltr]").innerText()).replaceAll(" ", "");
    await page.locator("main input[name=code]").fill(TOTP.generate({ secret: Secret.fromBase32(key) }));
    await page.locator("main form button").click();
    await expect(page).toHaveURL(`/${language}/staff/second-factor/codes`);
    await look("codes");
    await enter();
    await look("give");
    expect(faults).toEqual([]);
    await query("UPDATE adult SET removed_at = now() WHERE id = $1", [adultId]);
  });
}

for (const language of staffLanguages) {
  test(`staff pages in ${language} have no accessibility fault`, async ({ context }) => {
    const first = withDraft((await twoFamilies())[0]);
    // A mail that the school really sent, not one that an attack aims at.
    const sent = () => query<{ id: string }>("SELECT id FROM sink_mail WHERE html LIKE '%</html>%' LIMIT 1");
    await expect.poll(async () => (await sent()).length).toBe(1);
    first.ids.mailId = (await sent())[0]?.id ?? "";
    await signIn(context, "Hale");
    await check(context, staff.filter((door) => mayAny(door, "deputy_head")), language, first.ids, openOnward);
    await context.clearCookies();
    await signIn(context, "Byrne");
    await check(context, staff.filter((door) => !mayAny(door, "deputy_head")), language, first.ids, openOnward);
  });
}

test("the checker finds a fault when there is one, and as much in a page that opens in another's place", async ({ page, context }) => {
  await signIn(context, "Amina");
  const seen = async () => ({ url: page.url(), html: await page.evaluate(() => document.documentElement.outerHTML.length), ...(await checked(page)) });
  for (const path of ["/en/policy", "/ur/family", "/ur/family/contacts/listen"]) {
    await page.goto(path);
    const anew = await seen();
    expect(anew.passed.length).toBeGreaterThan(25);
    await page.goto("/en");
    await faultsOf(page);
    expect(await openInPlace(page, path)).toBe(200);
    expect(await seen()).toEqual(anew);
    await page.evaluate(() => document.querySelector("html")?.removeAttribute("lang"));
    expect((await faultsOf(page, "policy")).join()).toContain("html-has-lang");
  }
  // So in a page of staff that is opened from another: the same rules find something in it, and a fault in it is found.
  await signIn(context, "Hale");
  for (const path of ["/en/staff/people", "/ur/staff/today"]) {
    await page.goto(path);
    const anew = await checked(page);
    expect(anew.passed.length).toBeGreaterThan(25);
    const html = (await page.locator("main").innerText()).length;
    await page.goto(`${path.slice(0, 3)}/staff/reports`);
    await faultsOf(page);
    expect(await openOnward(page, path)).toBe(200);
    expect((await page.locator("main").innerText()).length).toBe(html);
    expect(await checked(page)).toEqual(anew);
    // Too pale, and a colour that was not there before.
    await page.evaluate(() => document.querySelector("h1")?.setAttribute("style", "color: rgb(250 250 251)"));
    expect((await faultsOf(page)).join()).toContain("color-contrast");
    await page.evaluate(() => document.querySelector("html")?.removeAttribute("lang"));
    expect((await faultsOf(page)).join()).toContain("html-has-lang");
  }
  // A page that is not there says so here too, with a title of its own.
  await page.goto("/ur/staff/reports");
  for (const open of [openOnward, async () => (await page.goto("/ur/staff/no-such-page"))?.status()]) {
    expect(await open(page, "/ur/staff/no-such-page")).toBe(404);
    await expectWhole(page, "ur");
    await expect(page).toHaveTitle(await page.locator("h1").innerText());
    expect(await faultsOf(page)).toEqual([]);
  }
});
