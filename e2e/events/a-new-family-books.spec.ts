import { type Browser, expect, type Page } from "@playwright/test";

import { languages } from "../../server/lib/i18n/languages";
import { query } from "../access/doors";
import { expectWhole, faultsOf, origin, signIn, test } from "../fixtures";

/** The link in the newest message to an address, as the office reads it in the demo's outbox. */
async function mailedLink(browser: Browser, address: string, subject: string): Promise<string> {
  const context = await browser.newContext();
  await signIn(context, "Byrne");
  const page = await context.newPage();
  let link = "";
  await expect(async () => {
    await page.goto("/en/staff/outbox");
    const mail = page.locator("tr, li, article").filter({ hasText: address }).filter({ hasText: subject }).first();
    await page.goto((await mail.getByRole("link").first().getAttribute("href", { timeout: 1_000 })) ?? "");
    link = (await page.locator('a[href*="/events/place/"]').first().getAttribute("href", { timeout: 1_000 })) ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 60_000 });
  await context.close();
  return link;
}

const openEvening = async () => (await query<{ id: string; evening: string; afternoon: string }>(
  `SELECT e.id, max(s.id::text) FILTER (WHERE s.capacity = 30) AS evening, max(s.id::text) FILTER (WHERE s.capacity = 40) AS afternoon
   FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'open_evening' GROUP BY e.id ORDER BY e.id LIMIT 1`,
))[0] ?? { id: "", evening: "", afternoon: "" };

async function fill(page: Page, values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) await page.locator(`main [name="${name}"]`).fill(value);
}

test("a family that reads Urdu books an evening in its own language, without account and script, changes it and gives it back", async ({ page, browser }) => {
  const { id, evening, afternoon } = await openEvening();
  await page.goto("/ur");
  await page.locator('main a[href="/ur/events"]').first().click();
  await expectWhole(page, "ur");
  await page.locator(`a[href="/ur/events/${id}"]`).click();
  await expectWhole(page, "ur");
  await expect(page.locator("h1")).toHaveText("نئے خاندانوں کے لیے کھلی شام");
  await page.locator(`a[href="/ur/events/${id}/book?time=${evening}"]`).click();
  await expectWhole(page, "ur");

  // What is missing is said beside its box, and nothing that was typed is lost.
  await fill(page, { name: "فاطمہ خان", people: "3", ages: "۴, ۹" });
  await page.locator('main [name="need"][value="interpreter"]').check();
  await page.locator("main form button").click();
  await expect(page.locator("#email-error")).toBeVisible();
  await expect(page.locator('main [name="name"]')).toHaveValue("فاطمہ خان");
  await expect(page.locator('main [name="need"][value="interpreter"]')).toBeChecked();
  await expectWhole(page, "ur");
  const address = "fatima.khan@family.example";
  await fill(page, { email: address });
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/ur\/events\/place\/[\w-]{43}$/);
  await expectWhole(page, "ur");
  const place = new URL(page.url()).pathname;
  const code = (await page.locator("main bdi").filter({ hasText: /^\w{4}-\w{4}$/ }).textContent()) ?? "";
  const [kept] = await query<{ people: number; child_ages: number[]; session_id: string; speaks: string }>("SELECT b.people, b.child_ages, b.session_id, b.speaks FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.email = $1", [address]);
  expect(kept).toEqual({ people: 3, child_ages: [4, 9], session_id: evening, speaks: "ur" });

  // Going back and sending the same form again is the same place.
  await page.goBack();
  await page.locator("main form button").click();
  await expect(page).toHaveURL(new RegExp(`${place}$`));
  expect(await query("SELECT 1 FROM guest WHERE email = $1", [address])).toHaveLength(1);
  // How it stands is heard too, by whoever has its address; neither the name nor the code is said.
  await page.locator(`a[href="${place}/listen"]`).click();
  await expectWhole(page, "ur");
  const said = (await page.locator("[data-say]").allTextContents()).join(" ");
  expect(said).not.toMatch(/فاطمہ|\w{4}-\w{4}/);
  const sound = await page.request.get((await page.locator("main audio").first().getAttribute("src")) ?? "");
  expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]]).toEqual([200, "audio/mpeg", "private, no-store"]);
  await page.locator("main a").first().click();
  await expect(page).toHaveURL(place);

  // The message comes in Urdu and leads to the same page; the code leads there too.
  const link = await mailedLink(browser, address, "آپ");
  expect(new URL(link, origin).pathname).toBe(place);
  await page.goto("/ur/events/place");
  await fill(page, { code: "AAAA" });
  await page.locator("main form button").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await fill(page, { code: code.toLowerCase() });
  await page.locator("main form button").click();
  await expect(page).toHaveURL(new RegExp(`${place}$`));

  // Another time, one child more; then they cannot come.
  await page.locator("main details summary").first().click();
  await page.locator(`main [name="time"][value="${afternoon}"]`).check();
  await fill(page, { people: "4" });
  await page.locator("main details form button").click();
  await expect(page.getByRole("status")).toBeVisible();
  expect(await query("SELECT b.people, b.session_id FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.email = $1", [address])).toEqual([{ people: 4, session_id: afternoon }]);
  await page.locator('main button[value="cancel"]').click();
  await expect(page.getByRole("status")).toBeVisible();
  await expectWhole(page, "ur");
  expect(await query("SELECT b.state FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.email = $1", [address])).toEqual([{ state: "cancelled" }]);

  const checked = await browser.newPage({ javaScriptEnabled: true });
  await checked.goto(place);
  expect(await faultsOf(checked)).toEqual([]);
  await checked.close();
});

test("a full morning has a waiting list; who gives a place back makes one for the next family, which takes it by the link in its message", async ({ page, browser }) => {
  const [morning] = await query<{ event_id: string; id: string }>("SELECT s.event_id, s.id FROM event_session s JOIN event e ON e.id = s.event_id WHERE e.kind = 'coffee_morning' ORDER BY s.id LIMIT 1");
  // The demo's own families step back; one family books most of the six places by itself.
  await query("UPDATE event_booking SET state = 'cancelled' WHERE session_id = $1", [morning?.id]);
  const other = await browser.newPage({ javaScriptEnabled: false });
  await other.goto(`/en/events/${morning?.event_id}/book`);
  await fill(other, { name: "Grace Boateng", email: "grace.boateng@family.example", people: "5" });
  await other.locator("main form button").click();
  await expect(other).toHaveURL(/\/en\/events\/place\/[\w-]{43}$/);
  await page.goto(`/pl/events/${morning?.event_id}/book`);
  await expectWhole(page, "pl");
  const address = "ola.nowa@family.example";
  await fill(page, { name: "Ola Nowa", email: address, people: "3" });
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/pl\/events\/place\//);
  await expectWhole(page, "pl");
  const waiting = () => query<{ state: string }>("SELECT b.state FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.email = $1", [address]);
  expect(await waiting()).toEqual([{ state: "waiting" }]);

  // The family that has a place gives it back on its own page, found by its code at the telephone.
  const desk = await browser.newContext({ javaScriptEnabled: true });
  await signIn(desk, { id: "office" });
  const staff = await desk.newPage();
  await staff.goto(`/en/staff/events/${morning?.event_id}/guests`);
  const code = (await staff.locator("tr", { hasText: "Grace Boateng" }).locator('bdi[dir="ltr"]').first().textContent()) ?? "";
  await desk.close();
  await other.goto("/en/events/place");
  await fill(other, { code });
  await other.locator("main form button").click();
  await expect(other).toHaveURL(/\/en\/events\/place\/[\w-]{43}$/);
  await other.locator('main button[value="cancel"]').click();
  await expect(other.getByRole("status")).toContainText("taken you off the list");
  await other.close();

  expect(await waiting()).toEqual([{ state: "offered" }]);
  await page.goto(await mailedLink(browser, address, "miejsce"));
  await expectWhole(page, "pl");
  await page.locator('main button[value="accept"]').click();
  await expect(page.getByRole("status")).toBeVisible();
  expect(await waiting()).toEqual([{ state: "booked" }]);
});

test("programs that fill in every box book nothing, and another site's form is refused", async ({ page, request }) => {
  const { id } = await openEvening();
  await page.goto(`/en/events/${id}/book`);
  await fill(page, { name: "Bot", email: "bot@spam.example" });
  await page.locator('main [name="website"]').evaluate((box) => box.setAttribute("value", "https://spam.example"));
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`/en/events/${id}`);
  await page.goto(`/en/events/${id}/book`);
  const fields = await page.locator("main form input").evaluateAll((inputs) => inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""]));
  const answer = await request.post(`/en/events/${id}/book`, { multipart: { ...Object.fromEntries(fields), name: "Eve", email: "eve@spam.example", people: "1" }, headers: { origin: "https://evil.example" }, maxRedirects: 0 });
  expect(answer.status()).toBe(403);
  expect(await query("SELECT 1 FROM guest WHERE email LIKE '%@spam.example'")).toEqual([]);
  // The same form without the hidden box filled in, from here, does book.
  await fill(page, { name: "Ann", email: "ann@not-spam.example" });
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/en\/events\/place\//);
});

test("an event can be read by calendars, search engines and those to whom it is sent", async ({ page, request }) => {
  const { id, evening } = await openEvening();
  await page.goto(`/pl/events/${id}`);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "[]") as { "@type": string; inLanguage: string; startDate: string }[];
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({ "@type": "Event", inLanguage: "pl", isAccessibleForFree: true });
  for (const { tag } of languages) expect(await page.locator(`link[rel="alternate"][hreflang="${tag}"]`).getAttribute("href")).toBe(`${origin}/${tag}/events/${id}`);
  expect(await page.locator('link[rel="alternate"][hreflang="x-default"]').getAttribute("href")).toBe(`${origin}/events/${id}`);
  const card = await request.get(new URL((await page.locator('meta[property="og:image"]').getAttribute("content")) ?? "", origin).pathname + "?lang=pl");
  expect([card.status(), card.headers()["content-type"]]).toEqual([200, "image/png"]);
  const file = await request.get(`/api/events/${id}/calendar?time=${evening}&lang=pl`);
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(await file.text()).toContain("BEGIN:VEVENT");
  expect((await (await request.get("/api/events/calendar?lang=ur")).text()).match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(2);
  const pdf = await request.get(`/api/events/${id}/print?lang=ur`);
  expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
});
