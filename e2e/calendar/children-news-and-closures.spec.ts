import { createHash, randomUUID } from "node:crypto";

import ICAL from "ical.js";

import { addDays, dayIn } from "../../server/lib/clock";
import { query } from "../access/doors";
import { expect, expectWhole, faultsOf, origin, signIn, test } from "../fixtures";

const ZONE = "Europe/London";
const dayAhead = (days: number) => dayIn(ZONE, addDays(new Date(), days));

/** A text of one sentence, as the school wrote it. */
async function writeText(schoolId: string, kind: string, body: string): Promise<string> {
  const id = randomUUID();
  await query("INSERT INTO content_text (id, school_id, language, kind, created_at) VALUES ($1, $2, 'en', $3, now())", [id, schoolId, kind]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES (gen_random_uuid(), $1, $2, 0, $3, $4)", [schoolId, id, body, createHash("sha256").update(body).digest("hex")]);
  return id;
}

/** A newsletter that went to the families of these years, with one date in it. */
async function sendNews(schoolId: string, years: number[], day: string, minute: number | null, words: string): Promise<string> {
  const id = randomUUID();
  await query("INSERT INTO newsletter (id, school_id, title_id, state, audience, year_groups, created_at, updated_at) VALUES ($1, $2, $3, 'draft', 'families', $4, now(), now())", [id, schoolId, await writeText(schoolId, "newsletters.words", "News"), years]);
  await query("INSERT INTO newsletter_block (id, school_id, newsletter_id, position, kind, text_id, happens_on, happens_time) VALUES (gen_random_uuid(), $1, $2, 0, 'date', $3, $4, $5)", [schoolId, id, await writeText(schoolId, "newsletters.words", words), day, minute]);
  await query("UPDATE newsletter SET state = 'sent', send_at = now(), sent_at = now() WHERE id = $1", [id]);
  return id;
}

test("a parent of two shows the dates of one child, without script; a day in the news is there for those whom the news went to, until it is taken back", async ({ browser, request }) => {
  const [family] = await query<{ id: string; school_id: string; ids: string[]; names: string[]; years: number[] }>(`
    SELECT a.external_id AS id, a.school_id, array_agg(p.id ORDER BY p.year_group DESC) AS ids, array_agg(p.given_name ORDER BY p.year_group DESC) AS names, array_agg(p.year_group ORDER BY p.year_group DESC) AS years
    FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND l.parental_responsibility = 'yes' JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL
    WHERE a.external_id LIKE 'demo-adult-kingsgate-%' AND a.removed_at IS NULL GROUP BY a.id HAVING count(*) = 2 AND count(DISTINCT p.year_group) = 2 ORDER BY a.id DESC LIMIT 1`);
  if (!family) throw new Error("nobody has two children in two years");
  const [older, younger] = [0, 1].map((nth) => ({ id: family.ids[nth] ?? "", name: family.names[nth] ?? "", year: family.years[nth] ?? 0 }));
  const [other] = await query<{ id: string }>(`
    SELECT a.external_id AS id FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL
    WHERE a.external_id LIKE 'demo-adult-kingsgate-%' AND a.removed_at IS NULL GROUP BY a.id HAVING bool_and(p.year_group <> $1) ORDER BY a.id DESC LIMIT 1`, [older?.year]);
  const words = { swim: `Swimming ${randomUUID().slice(0, 8)}`, trip: `Trip ${randomUUID().slice(0, 8)}.`, all: `Fair ${randomUUID().slice(0, 8)}` };
  const dates: string[] = [];
  for (const [title, years] of [[words.swim, [younger?.year]], [words.all, []]] as const) {
    const id = randomUUID();
    dates.push(id);
    await query("INSERT INTO school_date (id, school_id, kind, starts_on, ends_on, title_id, year_groups, created_at, updated_at) VALUES ($1, $2, 'own', $3, $3, $4, $5, now(), now())", [id, family.school_id, dayAhead(2), await writeText(family.school_id, "calendar.words", title), years]);
  }
  const news = await sendNews(family.school_id, [older?.year ?? 0], dayAhead(3), 15 * 60 + 30, words.trip);
  try {
    const context = await browser.newContext();
    await signIn(context, { id: family.id });
    const page = await context.newPage();
    const main = page.locator("main");
    await page.goto("/en/family/calendar");
    await expectWhole(page, "en");
    for (const each of Object.values(words)) await expect(main).toContainText(each);
    const trip = page.locator("main li", { hasText: words.trip });
    await expect(trip).toContainText("15:30");
    await expect(trip).not.toContainText("–");
    await expect(trip).toContainText(older?.name ?? "");
    const filter = page.getByRole("navigation", { name: "Show dates for" });
    for (const [child, shown, hidden] of [[younger, [words.swim, words.all], words.trip], [older, [words.trip, words.all], words.swim]] as const) {
      await filter.getByRole("link", { name: child?.name }).click();
      await expect(filter.getByRole("link", { name: child?.name })).toHaveAttribute("aria-current", "true");
      for (const each of shown) await expect(main).toContainText(each);
      await expect(main).not.toContainText(hidden);
      await expectWhole(page, "en");
      // The month that one turns to is that child's as well.
      await expect(page.locator("nav a[href*='month=']").last()).toHaveAttribute("href", new RegExp(`child=${child?.id}`));
    }
    await filter.getByRole("link", { name: "All children" }).click();
    await expect(main).toContainText(words.swim);
    // A child that is not theirs is no filter.
    await page.goto(`/en/family/calendar?child=${randomUUID()}`);
    for (const each of Object.values(words)) await expect(main).toContainText(each);
    await page.locator("main a", { hasText: words.trip }).click();
    await expect(page).toHaveURL(new RegExp(`/en/family/newsletters/${news}$`));
    const file = async () => new ICAL.Component(ICAL.parse(await (await context.request.get("/api/calendar?lang=en")).text())).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    const entry = (await file()).find(({ summary }) => summary.includes(words.trip));
    expect(entry?.summary).toBe(`${older?.name}: ${words.trip}`);
    expect(entry?.startDate.toJSDate().toISOString().slice(0, 10)).toBe(dayAhead(3));
    // Whoever has no child in that year finds neither the newsletter nor its day.
    const others = await browser.newContext();
    await signIn(others, { id: other?.id ?? "" });
    const theirs = await others.newPage();
    await theirs.goto("/en/family/calendar");
    await expect(theirs.locator("main")).toContainText(words.all);
    await expect(theirs.locator("main")).not.toContainText(words.trip);
    expect((await others.request.get(`/en/family/newsletters/${news}`)).status()).toBe(404);
    await query("UPDATE newsletter SET state = 'withdrawn', withdrawn_at = now() WHERE id = $1", [news]);
    await page.goto("/en/family/calendar");
    await expect(main).not.toContainText(words.trip);
    expect((await file()).some(({ summary }) => summary.includes(words.trip))).toBe(false);
    expect((await request.get(`${origin}/api/calendar?lang=en`)).status()).toBe(401);
    await Promise.all([context.close(), others.close()]);
  } finally {
    await query("UPDATE newsletter SET state = 'withdrawn', withdrawn_at = now() WHERE id = $1 AND state = 'sent'", [news]);
    await query("DELETE FROM school_date WHERE id = ANY($1::uuid[])", [dates]);
  }
});

test("the office tells a closure to all whom it concerns, each once and in their own way, without script", async ({ page, context }) => {
  const [school] = await query<{ id: string }>("SELECT school_id AS id FROM adult WHERE external_id = 'demo-person-office'");
  const schoolId = school?.id ?? "";
  // A year that no child of the demo is in: a reader of Polish with an e-mail, one who reads nothing, one who has only a letter box, and one whom nobody has confirmed.
  const people = { reads: randomUUID(), rung: randomUUID(), post: randomUUID(), unconfirmed: randomUUID() };
  const mail = `reads-${people.reads}@families.example`;
  const pupils: string[] = [];
  const adult = (id: string, fields: string, values: unknown[]) => query(`INSERT INTO adult (id, school_id, given_name, family_name, ${fields}) VALUES ($1, $2, 'Closed', 'Family', ${values.map((_, nth) => `$${nth + 3}`).join(", ")})`, [id, schoolId, ...values]);
  await adult(people.reads, "email, reading_language, spoken_languages, reading_need", [mail, "pl", ["pl"], "reads"]);
  await adult(people.rung, "phone, spoken_languages, reading_need", ["020 7946 0999", ["so"], "does_not_read"]);
  await adult(people.post, "address_lines, reading_language, spoken_languages, reading_need", [["1 Kingsgate Road", "London"], "en", ["en"], "reads"]);
  await adult(people.unconfirmed, "email, reading_language, reading_need", [`no-${mail}`, "en", "reads"]);
  for (const [who, id] of Object.entries(people)) {
    const pupil = randomUUID();
    pupils.push(pupil);
    await query("INSERT INTO pupil (id, school_id, given_name, family_name, year_group) VALUES ($1, $2, 'Closed', 'Child', 13)", [pupil, schoolId]);
    await query("INSERT INTO guardian_link (id, school_id, adult_id, pupil_id, relation, parental_responsibility, has_care, confirmed_at) VALUES (gen_random_uuid(), $1, $2, $3, 'mother', 'yes', true, $4)", [schoolId, id, pupil, who === "unconfirmed" ? null : new Date()]);
  }
  const ids = Object.values(people);
  try {
    await signIn(context, { id: "office" });
    await page.goto("/en/staff/calendar");
    const form = page.locator("form", { has: page.locator("input[name=key]") });
    await form.locator("[name=kind]").selectOption("closure");
    await form.locator("[name=startsOn]").fill(dayAhead(1));
    await form.locator("[name=endsOn]").fill(dayAhead(1));
    await form.locator("[name=title]").fill("The heating is broken");
    await form.locator("[name=years]").fill("13");
    await form.getByRole("button").click();
    await expect(page.locator(".notice[role=status]")).toContainText("Added");
    const card = page.locator("li.card", { hasText: "The heating is broken" });
    // Before the button is pressed nobody is told.
    expect(await query("SELECT 1 FROM message WHERE adult_id = ANY($1::uuid[]) AND kind = 'school_closed'", [ids])).toEqual([]);
    await card.getByRole("button", { name: "Tell all families now" }).click();
    await expect(page.locator(".notice[role=status]")).toContainText("The message goes to 3 adults.");
    await expect(card).toContainText("Families were told");
    await card.getByRole("button", { name: "Tell all families now" }).click();
    await expect(page.locator(".notice[role=status]")).toContainText("The message goes to 0 adults.");
    const told = await query<{ adult_id: string; language: string; urgency: number; channels: string[] }>(`
      SELECT m.adult_id, m.language, m.urgency, array_agg(d.channel::text ORDER BY d.channel::text) AS channels FROM message m JOIN delivery d ON d.message_id = m.id
      WHERE m.adult_id = ANY($1::uuid[]) AND m.kind = 'school_closed' GROUP BY m.id`, [ids]);
    const of = (id: string) => told.filter(({ adult_id }) => adult_id === id);
    expect([of(people.reads).length, of(people.rung).length, of(people.post).length, of(people.unconfirmed).length]).toEqual([1, 1, 1, 0]);
    expect(of(people.reads)[0]).toMatchObject({ language: "pl", channels: expect.arrayContaining(["email", "in_app"]) });
    expect(of(people.reads)[0]?.channels).not.toContain("call");
    expect(of(people.rung)[0]?.channels).toContain("call");
    expect(of(people.post)[0]?.channels).toContain("letter");
    // Whoever reads nothing is rung now and not at the call of the week; the mail leaves past quiet hours, once, in Polish.
    const calls = await query<{ key: string; late: boolean }>("SELECT split_part(unique_key, ':', 1) AS key, due_at > now() AS late FROM task WHERE adult_id = $1 AND done_at IS NULL", [people.rung]);
    expect(calls).toEqual([{ key: "call", late: false }]);
    await expect.poll(async () => (await query<{ subject: string }>("SELECT subject FROM sink_mail WHERE recipient LIKE $1 AND subject LIKE '%Szkoła zamknięta%'", [`%${mail}%`])).map(({ subject }) => subject), { timeout: 30_000 }).toEqual([expect.stringMatching(/^Ważne.*Szkoła zamknięta: /)]);
    await expectWhole(page, "en");
  } finally {
    await query("DELETE FROM task WHERE adult_id = ANY($1::uuid[])", [ids]);
    await query("DELETE FROM message WHERE adult_id = ANY($1::uuid[])", [ids]);
    await query("DELETE FROM school_date WHERE year_groups = '{13}' AND school_id = $1", [schoolId]);
    await query("DELETE FROM pupil WHERE id = ANY($1::uuid[])", [pupils]);
    await query("DELETE FROM adult WHERE id = ANY($1::uuid[])", [ids]);
  }
});

test("the office takes the dates of a published list: looked at first, faults by line, all of it or nothing, without script; in Urdu on a phone as well", async ({ page, context, browser }) => {
  await signIn(context, { id: "office" });
  const choose = async (name: string, text: string) => {
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Look at the dates" }).click();
  };
  const kept = () => query<{ kind: string; starts_on: string }>("SELECT kind::text, to_char(starts_on, 'YYYY-MM-DD') AS starts_on FROM school_date WHERE starts_on >= '2046-08-01' AND cancelled_at IS NULL ORDER BY starts_on");
  try {
    await page.goto("/en/staff/calendar?year=2046");
    await page.getByRole("link", { name: "Dates from a list" }).click();
    await expectWhole(page, "en");
    await choose("dates.csv", "name,start,end\nAutumn term,3 September 2046,soon\nHalf term,29/10/2046,26/10/2046\nTrip,2046-12-01,\n");
    const alert = page.getByRole("alert").filter({ hasText: "Nothing was saved" });
    await expect(alert).toBeVisible();
    await expect(page.locator(".notice li")).toHaveText([/Line 2: The day cannot be read/, /Line 3: The last day is before the first day/]);
    await expect(page.getByRole("button", { name: "Save all of these" })).toHaveCount(0);
    const list = (extra = "") => `name,start,end\nAutumn term,3 September 2046,19 December 2046\nHalf term,29/10/2046,02/11/2046\nINSET day,2047-01-03,\nMay Day bank holiday,2047-05-06,\nSports day,2047-06-21,\n${extra}`;
    await choose("dates.csv", list());
    await expect(page.getByRole("status").filter({ hasText: "4 dates were found" })).toBeVisible();
    await expect(page.locator("main")).toContainText("May Day bank holiday");
    expect(await kept()).toEqual([]);
    // Two terms at once: nothing of it is kept, and the line is named; what was chosen stands there again.
    await page.locator("[name=kind-3]").selectOption("term");
    await page.locator("[name='startsOn-3']").fill("2046-12-01");
    await page.locator("[name='endsOn-3']").fill("2047-01-20");
    await page.getByRole("button", { name: "Save all of these" }).click();
    await expect(page.locator(".notice li")).toContainText([/Another term is at this time/]);
    expect(await kept()).toEqual([]);
    await expect(page.locator("[name='startsOn-3']")).toHaveValue("2046-12-01");
    await page.locator("[name=kind-3]").selectOption("left");
    await page.getByRole("button", { name: "Save all of these" }).click();
    await expect(page.locator(".notice[role=status]")).toContainText("3 dates from the list are in.");
    expect(await kept()).toEqual([{ kind: "term", starts_on: "2046-09-03" }, { kind: "half_term", starts_on: "2046-10-29" }, { kind: "inset", starts_on: "2047-01-03" }]);
    // The same as a calendar file: what is there already is not added again.
    await page.goto("/en/staff/calendar/list");
    await choose("dates.ics", ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//c//d//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20460101T000000Z", "SUMMARY:Autumn term", "DTSTART;VALUE=DATE:20460903", "DTEND;VALUE=DATE:20461220", "END:VEVENT",
      "BEGIN:VEVENT", "UID:2", "DTSTAMP:20460101T000000Z", "SUMMARY:Sports day", "DTSTART;VALUE=DATE:20470621", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"));
    await expect(page.locator("main")).toContainText("in the calendar already");
    await page.getByRole("button", { name: "Save all of these" }).click();
    await expect(page.locator(".notice[role=status]")).toContainText("1 date from the list is in.");
    expect((await kept()).map(({ kind }) => kind)).toEqual(["term", "half_term", "inset", "own"]);
    await chooseNothing();
    const urdu = await browser.newContext({ javaScriptEnabled: true });
    await signIn(urdu, { id: "office" });
    const phone = await urdu.newPage();
    for (const path of ["/ur/staff/calendar?year=2046", "/ur/staff/calendar/list"]) {
      await phone.goto(path);
      await expectWhole(phone, "ur");
      expect(await faultsOf(phone)).toEqual([]);
    }
    await urdu.close();
  } finally {
    await query("DELETE FROM school_date WHERE starts_on >= '2046-08-01'");
  }

  async function chooseNothing() {
    await page.goto("/en/staff/calendar/list");
    await page.locator("input[type=file]").evaluate((box) => box.removeAttribute("required"));
    await page.getByRole("button", { name: "Look at the dates" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Choose a file with dates" })).toBeVisible();
  }
});
