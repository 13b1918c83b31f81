import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { query } from "../access/doors";
import { expect, expectWhole, faultsOf, origin, test } from "../fixtures";

/** The flood comes to the other school of the demo: nobody else's journey meets it there. */
const harbour = origin.replace("//localhost", "//harbour.localhost");

let eventId = "";
let schoolId = "";

test.beforeAll(async () => {
  schoolId = (await query<{ id: string }>("SELECT id FROM school WHERE 'harbour.localhost' = ANY(hosts)"))[0]?.id ?? "";
  eventId = randomUUID();
  const write = async (words: string) => {
    const id = randomUUID();
    await query("INSERT INTO content_text (id, school_id, language, kind) VALUES ($1, $2, 'en', 'events.words')", [id, schoolId]);
    if (words) await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, $4, $1::text)", [randomUUID(), schoolId, id, words]);
    return id;
  };
  const texts = [await write("Open afternoon"), await write("You see the school."), await write("You meet us."), await write("The hall"), await write("No steps."), await write("")];
  await query(
    `INSERT INTO event (id, school_id, kind, state, title_id, what_id, meet_id, place_id, route_id, after_id, offers, created_at, updated_at, published_at)
     VALUES ($1, $2, 'open_afternoon', 'published', $3, $4, $5, $6, $7, $8, '{}', now(), now(), now())`, [eventId, schoolId, ...texts]);
  await query("INSERT INTO event_session (id, school_id, event_id, starts_at, ends_at, capacity) VALUES ($1, $2, $3, now() + interval '20 days', now() + interval '20 days 1 hour', 50)", [randomUUID(), schoolId, eventId]);
});

/** So many asks from so many addresses were counted in this hour. */
const flood = async () => {
  await query("INSERT INTO rate_limit (school_id, key, window_start, count) SELECT $1, 'event-client:' || n, date_trunc('minute', now()), 5 FROM generate_series(1, 90) AS n ON CONFLICT DO NOTHING", [schoolId]);
};
const calm = () => query("DELETE FROM rate_limit WHERE school_id = $1", [schoolId]);
test.afterEach(calm);

const form = (language: string) => `${harbour}/${language}/events/${eventId}/book`;
async function fill(page: Page, values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) await page.locator(`main [name="${name}"]`).fill(value);
}
const bookedBy = async (address: string) => (await query("SELECT 1 FROM guest WHERE email = $1", [address])).length;

for (const language of ["en", "ur", "pl"]) {
  test(`without script, in ${language}: a form sent at once waits some seconds, comes back as it was typed, and books`, async ({ page }) => {
    await flood();
    await page.goto(form(language));
    await expectWhole(page, language);
    await expect(page.locator('main [name="pass"]')).toHaveCount(1);
    const address = `flood-${language}@family.example`;
    await fill(page, { name: "فاطمہ Nowak", email: address, people: "3", words: "Two words" });
    await page.locator("main form button").click();
    await expect(page).toHaveURL(/\/book\/wait$/);
    await expectWhole(page, language);
    expect(await bookedBy(address)).toBe(0);
    // The page goes on by itself.
    await expect(page).toHaveURL(/\/book$/, { timeout: 20_000 });
    await expectWhole(page, language);
    await expect(page.getByRole("status")).toBeVisible();
    for (const [name, value] of [["name", "فاطمہ Nowak"], ["email", address], ["people", "3"], ["words", "Two words"]] as const) await expect(page.locator(`main [name="${name}"]`)).toHaveValue(value);
    await page.locator("main form button").click();
    await expect(page).toHaveURL(new RegExp(`/${language}/events/place/[\\w-]{43}$`));
    expect(await bookedBy(address)).toBe(1);
  });
}

test("without script: whoever takes a moment to write is not held up", async ({ page }) => {
  await flood();
  await page.goto(form("en"));
  await fill(page, { name: "Slow Writer", email: "slow@family.example" });
  await page.waitForTimeout(9_000);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/en\/events\/place\/[\w-]{43}$/);
});

test("a form that was opened before the flood came loses nothing", async ({ page }) => {
  await page.goto(form("en"));
  await expect(page.locator('main [name="pass"], main [name="proof"], script[src*="sum"]')).toHaveCount(0);
  await fill(page, { name: "Early Family", email: "early@family.example" });
  await flood();
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/book\/wait$/);
  await expect(page).toHaveURL(/\/book$/, { timeout: 20_000 });
  await expect(page.locator('main [name="name"]')).toHaveValue("Early Family");
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/en\/events\/place\//);
});

test("on a quiet day a form sent at once books, and nothing of this is on the page", async ({ page }) => {
  await page.goto(form("en"));
  await expect(page.locator('main [name="pass"], main [name="proof"], script[src*="sum"]')).toHaveCount(0);
  await fill(page, { name: "Quiet Family", email: "quiet@family.example" });
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/en\/events\/place\//);
});

test.describe("with script", () => {
  test.use({ javaScriptEnabled: true });

  test("the browser does the sum while the family writes; pressing at once only takes that long", async ({ page }) => {
    await flood();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(form("en"));
    await fill(page, { name: "Quick Family", email: "quick@family.example" });
    expect(await faultsOf(page)).toEqual([]);
    await page.locator("main form button").click();
    await expect(page).toHaveURL(/\/en\/events\/place\//, { timeout: 60_000 });
    expect(asked).toContain("/sum.js");
    expect(asked.filter((path) => path.endsWith("/wait"))).toEqual([]);
    expect(await bookedBy("quick@family.example")).toBe(1);
  });
});
