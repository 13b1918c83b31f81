import type { BrowserContext, Page } from "@playwright/test";

import { PAGE_BYTES, weighPage } from "../../server/testing/weight";
import { addressOf, allDoors, type Door, type Ids, mayAny, query, twoFamilies, withDraft } from "../access/doors";
import { checked, expect, expectWhole, faultsOf, openInPlace, origin, signIn, test } from "../fixtures";

// The checker itself runs as a script in the page; the pages bring none. 320 px is a phone of 1,280 px at 400 % (WCAG 1.4.10).
test.use({ javaScriptEnabled: true, viewport: { width: 320, height: 640 } });

const languages = ["en", "pl", "ro", "ur", "ar", "bn", "pa", "so"];
const staffLanguages = ["en", "ur", "bn"];

const pages = allDoors(true).filter((door) => door.kind === "page" && !door.path.includes("[...") && door.path !== "/missing")
  // Behind a secret link, each with its own journey: e2e/languages/translation.spec, e2e/newsletters, e2e/events and e2e/meetings.
  .filter((door) => !/^\/(translate|stop|events\/place|meetings\/board)\/./.test(door.path));
const open = pages.filter((door) => !/^\/(family|staff)/.test(door.path));
const family = pages.filter((door) => door.path.startsWith("/family"));
/** Pages that only show while a second factor is being set up have their own journey (e2e/sign-in). */
const staff = pages.filter((door) => door.path.startsWith("/staff/") && !/^\/staff\/second-factor(\/codes)?$/.test(door.path));

const openAnew = async (page: Page, address: string) => (await page.goto(address))?.status() ?? 0;

async function check(context: BrowserContext, doors: Door[], language: string, ids: Ids, open = openAnew) {
  expect(doors.length).toBeGreaterThan(0);
  const page = await context.newPage();
  await page.goto(`/${language}/accessibility`);
  const faults: string[] = [];
  for (const door of doors) {
    expect(await open(page, `/${language}${addressOf(door, ids)}`), door.path).toBe(200);
    await expectWhole(page, language);
    faults.push(...(await faultsOf(page, door.path)));
    const mail = page.locator("iframe[srcdoc]");
    if ((await mail.count()) > 0) {
      await page.setContent((await mail.getAttribute("srcdoc")) ?? "");
      faults.push(...(await faultsOf(page, `the mail of ${door.path}`)));
    }
  }
  await page.close();
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

for (const language of staffLanguages) {
  test(`staff pages in ${language} have no accessibility fault`, async ({ context }) => {
    const first = withDraft((await twoFamilies())[0]);
    // A mail that the school really sent, not one that an attack aims at.
    const sent = () => query<{ id: string }>("SELECT id FROM sink_mail WHERE html LIKE '%</html>%' LIMIT 1");
    await expect.poll(async () => (await sent()).length).toBe(1);
    first.ids.mailId = (await sent())[0]?.id ?? "";
    await signIn(context, "Hale");
    await check(context, staff.filter((door) => mayAny(door, "deputy_head")), language, first.ids);
    await context.clearCookies();
    await signIn(context, "Byrne");
    await check(context, staff.filter((door) => !mayAny(door, "deputy_head")), language, first.ids);
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
});
