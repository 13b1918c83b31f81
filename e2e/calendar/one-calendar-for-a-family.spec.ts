import ICAL from "ical.js";

import { query } from "../access/doors";
import { expect, expectWhole, origin, signIn, test } from "../fixtures";

const plain = (text: string) => text.replace(/[\u2066-\u2069\s]+/g, " ").trim();

/** The entries of a calendar file, read by somebody else's parser. */
function entriesIn(text: string) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => ({ uid: String(component.getFirstPropertyValue("uid")), summary: String(component.getFirstPropertyValue("summary")), status: String(component.getFirstPropertyValue("status")) }));
}

test("Amina has one calendar in Urdu, without script: the days of the school, a child's own, months, festivals, and a secret link that she ends", async ({ page, context, request }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await page.locator("main a[href='/ur/family/calendar']").click();
  await expectWhole(page, "ur");
  expect((await page.content()).length).toBeLessThan(100_000);
  const months = page.locator("nav a[href*='month=']");
  await expect(page.getByText("عملے کی تربیت کا دن", { exact: false }).first()).toBeVisible();
  await months.last().click();
  await expectWhole(page, "ur");
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await page.goto("/ur/family/calendar?month=1999-77&child=no-such-child");
  await expectWhole(page, "ur");

  await page.locator("input[name=festivals]").check();
  await page.locator("input[name=reminders][value=morning]").check();
  await page.getByRole("button", { name: "محفوظ کریں" }).click();
  await expect(page.getByRole("status")).toContainText("محفوظ ہو گیا");
  await expect(page.locator("input[name=reminders][value=morning]")).toBeChecked();
  await expect(page.locator("input[name=festivals]")).toBeChecked();

  await page.locator("button[value=make]").click();
  await expect(page.getByRole("status")).toContainText("لنک تیار ہے");
  const address = await page.locator("#feed-address").inputValue();
  const key = address.split("/").at(-1) ?? "";
  const feed = `${origin}/api/calendar/feed/${key}`;
  const answer = await request.get(feed);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  expect(answer.headers()["content-type"]).toContain("text/calendar");
  const first = await answer.text();
  expect(entriesIn(first).map(({ summary }) => summary).join("\n")).toContain("سکول کے بعد سردیوں کا میلہ");
  expect(await (await request.get(feed)).text()).toBe(first);

  // Another link ends this one; what was ended and what never was are the same, byte for byte.
  await page.locator("button[value=make]").click();
  const newKey = (await page.locator("#feed-address").inputValue()).split("/").at(-1) ?? "";
  expect(newKey).not.toBe(key);
  const [ended, never] = [await request.get(feed), await request.get(`${origin}/api/calendar/feed/${"x".repeat(43)}`)];
  expect([ended.status(), never.status(), await ended.text()]).toEqual([404, 404, await never.text()]);
  await page.locator("button[value=end]").click();
  await expect(page.getByRole("status")).toContainText("لنک بند ہے");
  expect((await request.get(`${origin}/api/calendar/feed/${newKey}`)).status()).toBe(404);
  await expect(page.locator("#feed-address")).toHaveCount(0);

  const file = await context.request.get("/api/calendar?lang=ur");
  expect(entriesIn(await file.text()).length).toBeGreaterThan(5);
  expect((await request.get(`${origin}/api/calendar?lang=ur`)).status()).toBe(401);
  // What is shown is what is heard: this month, then the next one.
  const spokenOf = async () => {
    const names = (await page.locator("main section li > * > span > .font-bold").allTextContents()).map(plain);
    await page.locator("a[href*='/ur/family/calendar/listen']").click();
    await expectWhole(page, "ur");
    const said = (await page.locator("[data-say]").allTextContents()).map(plain);
    for (const name of names) expect(said.join(" ")).toContain(name.replace(/[.۔]$/, ""));
    const sound = await context.request.get((await page.locator("main audio").last().getAttribute("src")) ?? "");
    expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]]).toEqual([200, "audio/mpeg", "private, no-store"]);
    return { names, said };
  };
  await page.goto("/ur/family/calendar");
  const thisMonth = await spokenOf();
  await page.locator("main a").first().click(); // back to what was heard
  await months.last().click();
  await expect(page).toHaveURL(/month=/);
  const month = new URL(page.url()).search;
  const nextMonth = await spokenOf();
  expect(nextMonth.names.length).toBeGreaterThan(0);
  expect(nextMonth.said).not.toEqual(thisMonth.said);
  await page.locator("main a").first().click();
  await expect(page).toHaveURL(new RegExp(`/ur/family/calendar\\${month}$`));
  // Leaves Amina as she was, for the other journeys.
  await query("DELETE FROM calendar_choice WHERE adult_id = (SELECT id FROM adult WHERE external_id = 'demo-person-amina')");
});

test("Dariusz and Ewa, who live apart, meet nothing of each other's in their calendars; an order empties a feed at once", async ({ browser, request }) => {
  const open = async (who: "Dariusz" | "Ewa" | { id: string }, language = "pl") => {
    const context = await browser.newContext();
    await signIn(context, who);
    const page = await context.newPage();
    await page.goto(`/${language}/family/calendar`);
    await expectWhole(page, language);
    await page.locator("button[value=make]").click();
    return { context, page, feed: `${origin}/api/calendar/feed/${(await page.locator("#feed-address").inputValue()).split("/").at(-1)}` };
  };
  const [his, hers] = [await open("Dariusz"), await open("Ewa")];
  const [family] = await query<{ father: string; mother: string; pupil: string; school: string }>(`
    SELECT f.id AS father, m.id AS mother, l.pupil_id AS pupil, f.school_id AS school FROM adult f JOIN guardian_link l ON l.adult_id = f.id AND l.removed_at IS NULL
    JOIN guardian_link k ON k.pupil_id = l.pupil_id AND k.adult_id <> f.id JOIN adult m ON m.id = k.adult_id AND m.given_name = 'Ewa' WHERE f.given_name = 'Dariusz' LIMIT 1`);
  if (!family) throw new Error("Dariusz and Ewa share a child");
  const [teacher] = await query<{ id: string }>("SELECT id FROM adult WHERE external_id = 'demo-person-okafor'");
  const [text] = await query<{ id: string }>("INSERT INTO content_text (id, school_id, language, kind) VALUES (gen_random_uuid(), $1, 'en', 'contacts.record') RETURNING id", [family.school]);
  const visit = async (adult: string, days: number) => (await query<{ id: string }>(`
    INSERT INTO visit (id, school_id, pupil_id, adult_id, planner_id, lead_id, purpose, words_id, language, state, minutes, interpreter, place, starts_at, authorised_at, created_at)
    SELECT gen_random_uuid(), v.school_id, $1, $2, v.planner_id, $4, v.purpose, $5, 'pl', 'booked', 30, 'none', 'home', now() + $3 * interval '1 day', now(), now() FROM visit v LIMIT 1 RETURNING id`, [family.pupil, adult, days, teacher?.id, text?.id]))[0]?.id ?? "";
  const [hisVisit, herVisit] = [await visit(family.father, 3), await visit(family.mother, 4)];
  const read = async (feed: string) => (await request.get(feed)).text();
  // Control: each finds their own.
  for (const [who, own, other] of [[his, hisVisit, herVisit], [hers, herVisit, hisVisit]] as const) {
    await who.page.reload();
    for (const seen of [await who.page.content(), await read(who.feed)]) {
      expect(seen).toContain(own);
      expect(seen).not.toContain(other);
    }
  }
  const restrict = "INSERT INTO restriction (id, school_id, link_id, kind, scopes, starts_on, document, created_at) SELECT gen_random_uuid(), $1, $2, 'other', '{reports,messages,meetings}', now() - interval '1 minute', 'a file', now() RETURNING id";
  // An order also ends meetings and what was asked for, so it meets a family that no other journey uses.
  const [lone] = await query<{ id: string; link: string }>(`
    SELECT a.external_id AS id, l.id AS link FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND l.parental_responsibility = 'yes'
    JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL WHERE a.school_id = $1 AND a.external_id LIKE 'demo-adult-%' AND a.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id)
      AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.adult_id = a.id) AND NOT EXISTS (SELECT 1 FROM meeting_ask k WHERE k.adult_id = a.id)
      AND (SELECT count(*) FROM guardian_link o WHERE o.adult_id = a.id AND o.removed_at IS NULL) = 1 ORDER BY a.id DESC LIMIT 1`, [family.school]);
  const theirs = await open({ id: lone?.id ?? "" }, "en");
  expect((await request.get(theirs.feed)).status()).toBe(200);
  const [order] = await query<{ id: string }>(restrict, [family.school, lone?.link]);
  const gone = await request.get(theirs.feed);
  expect([gone.status(), await gone.text()]).toEqual([404, ""]);
  expect((await request.get(hers.feed)).status()).toBe(200);
  await query("DELETE FROM restriction WHERE id = $1", [order?.id]);
  await theirs.context.close();
  await query("DELETE FROM visit WHERE id = ANY($1::uuid[])", [[hisVisit, herVisit]]);
  await Promise.all([his.context.close(), hers.context.close()]);
});

test("the office keeps the school's dates without script; a visitor reads them in Somali, and a calendar reads the file", async ({ page, context, request }) => {
  await signIn(context, { id: "office" });
  await page.goto("/en/staff/calendar?year=2041");
  await expectWhole(page, "en");
  await page.getByRole("button", { name: "Begin with the usual terms" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("6 usual dates");
  const form = page.locator("form", { has: page.locator("input[name=key]") });
  const add = async (kind: string, from: string, to: string, title = "") => {
    await form.locator("[name=kind]").selectOption(kind);
    await form.locator("[name=startsOn]").fill(from);
    await form.locator("[name=endsOn]").fill(to);
    await form.locator("[name=title]").fill(title);
    await form.getByRole("button").click();
  };
  await add("term", "2041-12-01", "2042-01-20");
  await expect(page.getByRole("alert")).toContainText("Another term");
  await add("inset", "2041-10-03", "2041-10-01");
  await expect(page.getByRole("alert")).toContainText("before the first day");
  await add("own", "2042-04-14", "2042-04-14", "Spring concert");
  await expect(page.locator(".notice[role=status]")).toContainText("Added");
  const card = page.locator("li.card", { hasText: "Spring concert" });
  await expect(card).toContainText("Vaisakhi");
  await expect(card).toContainText("Not translated yet");
  await page.goto("/so/dates");
  await expectWhole(page, "so");
  await expect(page.getByText("Spring concert")).toBeVisible();
  const file = await request.get(`${origin}/api/calendar/open?lang=so`);
  const concert = (text: string) => entriesIn(text).find(({ summary }) => summary === "Spring concert");
  expect(concert(await file.text())?.status).toBe("CONFIRMED");
  await page.goto("/en/staff/calendar?year=2041");
  await card.locator("button[value=remove]").click();
  await expect(page.locator(".notice[role=status]")).toContainText("Taken out");
  expect(concert(await (await request.get(`${origin}/api/calendar/open?lang=so&again=1`)).text())?.status).toBe("CANCELLED");
  await query("DELETE FROM school_date WHERE starts_on >= '2041-08-01'");
});
