import type { Browser, Page } from "@playwright/test";

import { query } from "../access/doors";
import { expect, expectWhole, signIn, test } from "../fixtures";

/** The made-up languages find what no reader of English sees: a word that came from no catalogue, a box that cuts longer words off. */
const journeys = ["en-XA", "ar-XB", "ur", "bn", "so"] as const;
const isPseudo = (tag: string) => tag === "en-XA" || tag === "ar-XB";

/** Words that stand on pages as they are: names of people, classes and the school, its address. */
async function namesOf(): Promise<string[]> {
  const rows = await query<{ name: string }>(`
    SELECT DISTINCT unnest(string_to_array(concat_ws(' ', given_name, family_name, title), ' ')) AS name FROM adult
    UNION SELECT DISTINCT unnest(string_to_array(concat_ws(' ', given_name, family_name), ' ')) FROM pupil
    UNION SELECT DISTINCT name FROM class_group UNION SELECT name FROM school UNION SELECT unnest(address_lines) FROM school UNION SELECT email FROM school`);
  return rows.map(({ name }) => name).filter((name) => name.length > 0).sort((a, b) => b.length - a.length);
}

/** Words in plain letters that a reader sees and that are no data: not isolated as a name, not marked as another language's, no address. */
function hardCoded(page: Page, names: string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const own = document.documentElement.lang;
    const isData = (element: Element) => element.closest("bdi, code, script, style, svg, iframe") !== null || (element.closest("[lang]")?.getAttribute("lang") ?? own) !== own;
    const seen = (text: string) => {
      let left = text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, " ").replace(/\u202e?[A-Za-z\u2019'-]+\u202c/g, " ").replace(/\S*[@/.:]\S*/g, (part) => (/[a-z][@/.:][a-z0-9]/i.test(part) ? " " : part));
      for (const name of known) left = left.split(name).join(" ");
      left = left.replace(/\bX+\b/g, " "); // the shape of a code
      return left.match(/(?<![\p{L}\p{M}])[A-Za-z][A-Za-z\u2019'-]+(?![\p{L}\p{M}])/gu) ?? [];
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || isData(parent) || parent.getClientRects().length === 0) continue;
      for (const word of seen(node.textContent ?? "")) found.push(`${word} in "${(node.textContent ?? "").trim().slice(0, 60)}"`);
    }
    for (const element of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]")) {
      if (isData(element)) continue;
      for (const name of ["aria-label", "alt", "placeholder", "title"]) for (const word of seen(element.getAttribute(name) ?? "")) found.push(`${word} in ${name}="${element.getAttribute(name)}"`);
    }
    return found;
  }, names);
}

/** Boxes that cut their words off, and what is wider than the screen. What only screen readers get is cut off on purpose. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const style = getComputedStyle(element);
      if (element.clientWidth <= 1 || element.clientHeight <= 1 || !element.textContent?.trim() || element.closest("svg, select, textarea")) continue;
      const cuts = (value: string) => value === "hidden" || value === "clip";
      if (style.clipPath !== "none" || style.clip !== "auto") continue;
      const wide = element.scrollWidth > element.clientWidth + 1 && (cuts(style.overflowX) || style.textOverflow === "ellipsis");
      const tall = element.scrollHeight > element.clientHeight + 2 && cuts(style.overflowY);
      if (wide || tall) found.push(`${element.tagName.toLowerCase()}.${element.className}: "${element.textContent.trim().slice(0, 40)}"`);
    }
    return found;
  });
}

/** A parent of the demo whom no other journey uses, one for each language. */
async function parents(): Promise<string[]> {
  const rows = await query<{ id: string }>(`
    SELECT DISTINCT a.external_id AS id FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL AND l.parental_responsibility = 'yes'
    JOIN report r ON r.pupil_id = l.pupil_id AND r.state = 'published' JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL
    WHERE a.external_id LIKE 'demo-adult-%' AND a.removed_at IS NULL AND a.reading_need = 'reads' AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id)
      AND NOT EXISTS (SELECT 1 FROM report_receipt c WHERE c.adult_id = a.id) ORDER BY 1 DESC LIMIT ${journeys.length}`);
  return rows.map(({ id }) => id);
}

const openPage = async (browser: Browser) => (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();

/** Goes from page to page in a language, and keeps what was wrong on each. */
async function walkIn(browser: Browser, tag: string) {
  const [page, names] = [await openPage(browser), await namesOf()];
  const faults: string[] = [];
  const look = async () => {
    await expectWhole(page, tag);
    const where = new URL(page.url()).pathname;
    if (isPseudo(tag)) faults.push(...(await hardCoded(page, names)).map((fault) => `${where}: ${fault}`));
    faults.push(...(await clipped(page)).map((fault) => `${where}: ${fault}`));
  };
  const visit = async (path: string) => {
    expect((await page.goto(`/${tag}${path}`))?.status(), path).toBe(200);
    await look();
  };
  /** Opens the last link of a page to something of its kind, which no other journey takes back meanwhile, and answers where that is. */
  const openLast = async (path: string) => {
    await visit(path);
    const found = (await page.locator("main a").evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""))).findLast((href) => new RegExp(`^/${tag}${path}/[0-9a-f-]{36}$`).test(href));
    if (!found) throw new Error(`nothing to open on ${path}`);
    const place = found.slice(tag.length + 1);
    await visit(place);
    return place;
  };
  return { page, look, visit, openLast, faults: () => [...new Set(faults)] };
}

for (const [nth, tag] of journeys.entries()) {
  test(`a family's whole way in ${tag}, without script`, async ({ browser }) => {
    const [{ page, look, visit, faults }, people] = [await walkIn(browser, tag), await parents()];
    for (const path of ["", "/policy", "/privacy", "/accessibility", "/display", "/answer", "/sign-in", "/sign-in/code", "/sign-in/demo"]) await visit(path);
    // A question that is not answered right comes back with words that say what to do.
    await page.goto(`/${tag}/answer`);
    await page.locator("input[name=code]").fill("ABC");
    await page.locator("button[value=read]").click();
    await expect(page.locator(".notice-stop")).toBeVisible();
    await look();

    await signIn(page.context(), { id: people[nth] ?? "" });
    for (const path of ["/family", "/family/profile", "/family/profile/reading", "/family/contacts", "/family/contacts/listen", "/listen/policy", "/listen/privacy", "/listen/accessibility", "/listen/answer"]) await visit(path);
    await page.goto(`/${tag}/family`);
    await page.locator("a[href*='/family/reports/']").first().click();
    await look();
    const report = new URL(page.url()).pathname.slice(tag.length + 1);
    for (const more of ["/easy", "/listen"]) await visit(`${report}${more}`);
    await page.goto(`/${tag}${report}`);
    await page.locator("#answers form:not(:has(textarea)) button").first().click();
    await expect(page.locator(".notice-good").first()).toBeVisible();
    await look();
    await page.locator("#answers details summary").click();
    await page.locator("#answers details form button").last().click();
    await expect(page.locator("#answers .notice-good").last()).toBeVisible();
    await look();
    await page.context().close();
    expect(faults()).toEqual([]);
  });

  test(`news, messages, visits and everything from school in ${tag}, without script`, async ({ browser }) => {
    const { page, look, visit, openLast, faults } = await walkIn(browser, tag);
    const news = await openLast("/newsletters");
    for (const more of ["/easy", "/listen"]) await visit(`${news}${more}`);
    await signIn(page.context(), "Ewa");
    for (const path of ["/family/account", "/family/inbox", "/family/newsletters", "/family/messages", "/family/visits"]) {
      await visit(path);
      await visit(`${path}/listen`);
    }
    const [own, visited] = [await openLast("/family/newsletters"), await openLast("/family/visits")];
    for (const place of [`${own}/easy`, `${own}/listen`, `${visited}/listen`]) await visit(place);
    // A visit that is chosen without a place, and hours that are none: the words that say what is missing.
    await visit("/family/account");
    for (const name of ["from", "to"]) await page.locator(`input[name=${name}]`).fill("09:00");
    await page.locator("form:has(input[name=from]) button").click();
    await look();
    // A message with nothing in it, and one that is sent, from the list to the conversation.
    await page.goto(`/${tag}/family/messages`);
    await page.locator("main a[href*='/family/messages/new?']").first().click();
    await look();
    await page.locator("main form:has(textarea) button").last().click();
    await expect(page.getByRole("alert")).toBeVisible();
    await look();
    await page.context().close();
    expect(faults()).toEqual([]);
  });

  test(`events, meetings, good news and the calendar in ${tag}, without script`, async ({ browser }) => {
    const { page, look, visit, openLast, faults } = await walkIn(browser, tag);
    for (const path of ["/events", "/events/listen", "/events/place", "/dates", "/dates/listen"]) await visit(path);
    const [event] = await query<{ id: string }>("SELECT e.id FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'open_evening' AND s.ends_at > now() ORDER BY e.id LIMIT 1");
    for (const more of ["", "/easy", "/listen", "/book/listen", "/book"]) await visit(`/events/${event?.id}${more}`);
    // A form without a way to answer, and a code that is none: the words that say what is missing.
    await page.locator("main form input[name=name]").fill("Ana");
    await page.locator("main form").last().locator("button").last().click();
    await expect(page.locator("#email-error")).toBeVisible();
    await look();
    await page.goto(`/${tag}/events/place`);
    await page.locator("input[name=code]").fill("ABC");
    await page.locator("main form button").click();
    await expect(page.getByRole("alert")).toBeVisible();
    await look();

    await signIn(page.context(), "Amina");
    for (const path of ["/family/calendar", "/family/rewards", "/family/rewards/photos", "/family/meetings"]) {
      await visit(path);
      await visit(`${path}/listen`);
    }
    const good = await openLast("/family/rewards");
    for (const more of ["/easy", "/listen"]) await visit(`${good}${more}`);
    await visit("/family/rewards");
    await page.locator("main a[href*='/rewards/celebrations/']").first().click();
    await look();
    const celebration = new URL(page.url()).pathname.slice(tag.length + 1);
    for (const more of ["/easy", "/listen"]) await visit(`${celebration}${more}`);
    const round = await openLast("/family/meetings");
    await visit(`${round}/listen`);
    await page.goto(`/${tag}/family/calendar`);
    await page.locator("nav a[href*='month=']").last().click();
    await look();
    await page.context().close();
    expect(faults()).toEqual([]);
  });
}

test("the looks see a word that is in no catalogue, and a box that cuts its words off", async ({ browser }) => {
  const names = await namesOf();
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  for (const tag of ["en-XA", "ar-XB"]) {
    await page.goto(`/${tag}/policy`);
    expect(await hardCoded(page, names)).toEqual([]);
    expect(await clipped(page)).toEqual([]);
    await page.evaluate(() => {
      document.querySelector("main")?.insertAdjacentHTML("beforeend", '<p>Hello there <bdi>Amina</bdi></p><img alt="Welcome" src="data:,"><div id="narrow">\u202eeverything\u202c</div>');
      // Set one by one: the page's policy takes no style that stands in the markup.
      Object.assign(document.getElementById("narrow")?.style ?? {}, { width: "40px", overflow: "hidden", whiteSpace: "nowrap" });
    });
    expect((await hardCoded(page, names)).map((fault) => fault.split(" ")[0])).toEqual(["Hello", "there", "Welcome"]);
    expect(await clipped(page)).toHaveLength(1);
  }
  await page.context().close();
});
