import { createHash, randomBytes, randomUUID } from "node:crypto";

import { query } from "../access/doors";
import { expect, expectWhole, faultsOf, signIn, test, tone } from "../fixtures";

/** A workshop of the school's that nobody else visits, from so many hours from now, with a place for a family that speaks Urdu. */
async function makePlace(name: string, inHours: number) {
  const [school] = await query<{ id: string }>("SELECT school_id AS id FROM adult WHERE external_id = 'demo-person-office'");
  const [eventId, sessionId, textId, guestId, bookingId, key] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomBytes(32).toString("base64url")];
  await query("INSERT INTO content_text (id, school_id, language, kind) VALUES ($1, $2, 'en', 'events.words')", [textId, school?.id]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, 'Come and cook', $1::text)", [randomUUID(), school?.id, textId]);
  await query("INSERT INTO event (id, school_id, kind, state, title_id, what_id, meet_id, place_id, route_id, after_id, created_at, updated_at, published_at) VALUES ($1, $2, 'workshop', 'published', $3, $3, $3, $3, $3, $3, now(), now(), now())", [eventId, school?.id, textId]);
  await query("INSERT INTO event_session (id, school_id, event_id, starts_at, ends_at, capacity) VALUES ($1, $2, $3, now() + $4 * interval '1 hour', now() + ($4 + 2) * interval '1 hour', 9)", [sessionId, school?.id, eventId, inHours]);
  await query("INSERT INTO guest (id, school_id, name, channel, language, created_at) VALUES ($1, $2, $3, 'none', 'ur', now())", [guestId, school?.id, name]);
  await query("INSERT INTO event_booking (id, school_id, session_id, guest_id, state, people, child_ages, needs, speaks, code_hash, link_hash, created_at, updated_at) VALUES ($1::uuid, $2, $3, $4, 'booked', 2, '{}', '{}', 'ur', $1::text, $5, now(), now())", [bookingId, school?.id, sessionId, guestId, createHash("sha256").update(key).digest("hex")]);
  return { eventId, bookingId, place: `/ur/events/place/${key}` };
}

const kept = (bookingId: string) => query<{ part: string; language: string; type: string }>("SELECT part::text, language, type FROM event_voice WHERE booking_id = $1 ORDER BY part", [bookingId]);

test("a visitor says in Urdu what else we should know, without script, and staff hear it and write it down", async ({ page, browser }) => {
  const { eventId, bookingId, place } = await makePlace("Nadia Aslam", 240);
  await page.goto(`/ur/events/${eventId}/book`);
  await expectWhole(page, "ur");
  // The form that books has no box for a voice: it says where there is one.
  await expect(page.locator("main input[type=file]")).toHaveCount(0);
  await page.goto(place);
  await expectWhole(page, "ur");
  const form = page.locator("form[action^='/api/events/said/']");
  await form.locator("input[type=file]").setInputFiles({ name: "voice.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("<html>no sound at all</html>") });
  await form.locator("button").last().click();
  await expect(page).toHaveURL(place);
  await expect(form.locator("[aria-invalid=true]")).toHaveCount(1);
  expect(await kept(bookingId)).toEqual([]);
  await form.locator("input[type=file]").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer: tone(2) });
  await form.locator("button").last().click();
  await expect(page).toHaveURL(place);
  await expect(page.getByRole("status")).toBeVisible();
  await expectWhole(page, "ur");
  expect(await kept(bookingId)).toEqual([{ part: "words", language: "ur", type: "audio/wav" }]);
  const own = await page.request.get((await form.locator("audio[src]").getAttribute("src")) ?? "");
  expect([own.status(), own.headers()["content-type"], own.headers()["cache-control"]]).toEqual([200, "audio/wav", "private, no-store"]);
  await page.goto(`${place}/listen`);
  await expect(page.locator("main")).toContainText("کیا کوئی اور بات ہے");

  const staff = await browser.newContext();
  await signIn(staff, "Byrne");
  const guests = await staff.newPage();
  await guests.goto(`/en/staff/events/${eventId}/guests`);
  const row = guests.locator("tr", { hasText: "Nadia Aslam" });
  await expect(row).toContainText("sent a voice note in Urdu");
  const source = (await row.locator("audio").getAttribute("src")) ?? "";
  expect([(await staff.request.get(source)).status(), (await page.request.get(source)).status()]).toEqual([200, 401]);
  await row.locator("details summary").click();
  await row.locator("textarea").fill("My daughter cannot eat nuts.");
  await row.locator("select").selectOption("en");
  await row.locator("form button").click();
  await expect(row).toContainText("My daughter cannot eat nuts.");
  const checked = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  await checked.goto(place);
  expect(await faultsOf(checked)).toEqual([]);
  await Promise.all([staff, checked.context()].map((context) => context.close()));
});

test("a visitor records into the page how it was", async ({ browser }) => {
  const { bookingId, place } = await makePlace("Saima Aslam", -1);
  const context = await browser.newContext({ permissions: ["microphone"], javaScriptEnabled: true });
  const page = await context.newPage();
  await page.goto(place);
  await page.locator("input[name=rating][value='3']").check();
  const press = page.locator("[data-record] button");
  await press.click();
  await page.waitForTimeout(2_500);
  await press.click();
  await expect(page.locator("[data-record] audio")).toBeVisible();
  await page.locator("form[action^='/api/events/said/'] button").last().click();
  await expect(page.getByRole("status")).toBeVisible();
  expect(await query("SELECT rating FROM event_booking WHERE id = $1", [bookingId])).toEqual([{ rating: 3 }]);
  expect((await kept(bookingId)).map(({ part, language }) => [part, language])).toEqual([["feedback", "ur"]]);
  await context.close();
});
