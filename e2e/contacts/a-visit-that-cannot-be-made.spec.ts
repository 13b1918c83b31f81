import { randomUUID } from "node:crypto";

import { expect } from "@playwright/test";

import { query } from "../access/doors";
import { expectWhole, signIn, test } from "../fixtures";

interface Lone {
  school: string;
  adult: string;
  name: string;
  pupil: string;
  link: string;
}

/** A carer with one child and nobody beside them, in English, without meetings, visits or orders: an order changes a family for good, so this one is nobody else's. */
async function loneCarer(nth: number): Promise<Lone> {
  const rows = await query<Lone>(`
    SELECT a.school_id AS school, a.id AS adult, a.given_name || ' ' || a.family_name AS name, p.id AS pupil, l.id AS link
    FROM adult a JOIN guardian_link l ON l.adult_id = a.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND l.parental_responsibility = 'yes' JOIN pupil p ON p.id = l.pupil_id AND p.removed_at IS NULL
    WHERE a.external_id LIKE 'demo-adult-%' AND a.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.link_id = l.id) AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.adult_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.adult_id = a.id) AND NOT EXISTS (SELECT 1 FROM meeting_ask k WHERE k.adult_id = a.id)
      AND (SELECT count(*) FROM guardian_link o WHERE o.adult_id = a.id AND o.removed_at IS NULL) = 1 AND (SELECT count(*) FROM guardian_link o WHERE o.pupil_id = p.id AND o.removed_at IS NULL) = 1
    ORDER BY a.id DESC OFFSET 1 + $1 LIMIT 1`, [nth]);
  if (!rows[0]) throw new Error("the demo has no such family");
  return rows[0];
}

/** A visit of Mr Okafor's to this carer, at ten on a day of the school's calendar. */
async function agreed(family: Lone, day: string): Promise<string> {
  const [id, textId] = [randomUUID(), randomUUID()];
  const [{ okafor = "", hale = "" } = {}] = await query<{ okafor: string; hale: string }>("SELECT (SELECT id FROM adult WHERE external_id = 'demo-person-okafor') AS okafor, (SELECT id FROM adult WHERE external_id = 'demo-person-hale') AS hale");
  await query("INSERT INTO content_text (id, school_id, language, kind) VALUES ($1, $2, 'en', 'contacts.record')", [textId, family.school]);
  await query("INSERT INTO segment (id, school_id, text_id, position, body, hash) VALUES ($1::uuid, $2, $3, 0, 'We would like to see you.', $1::text)", [randomUUID(), family.school, textId]);
  await query(`INSERT INTO visit (id, school_id, pupil_id, adult_id, purpose, words_id, language, minutes, planner_id, lead_id, state, authorised_by_id, authorised_at, place, starts_at, created_at)
    VALUES ($1, $2, $3, $4, 'support', $5, 'en', 30, $6, $6, 'booked', $7, now(), 'home', ($8 || ' 10:00')::timestamp AT TIME ZONE 'Europe/London', now())`, [id, family.school, family.pupil, family.adult, textId, okafor, hale, day]);
  return id;
}

test("a day away names the visit that is agreed on it, with its time, before it is saved and after; another day is saved at once", async ({ page, context }) => {
  const family = await loneCarer(0);
  const visitId = await agreed(family, "2027-06-15");
  await signIn(context, "Okafor");
  const save = async (from: string, until: string) => {
    await page.goto("/pl/staff/messages/away");
    await page.locator("input[name=fromOn]").fill(from);
    await page.locator("input[name=untilOn]").fill(until);
    await page.getByRole("button", { name: "Zapisz", exact: true }).click();
    await expectWhole(page, "pl");
  };
  await save("2027-06-14", "2027-06-16");
  await expect(page.getByRole("alert")).toContainText("Jeszcze nie zapisano");
  const line = page.locator("form .notice-warn li");
  await expect(line).toHaveText(new RegExp(`^Wizyta, .*15 czerwca 2027.*10:00.*${family.name}`));
  const awayDays = () => query("SELECT 1 FROM staff_away WHERE from_on = '2027-06-14'");
  expect(await awayDays()).toEqual([]);
  await page.getByRole("button", { name: "Zapisz mimo to" }).click();
  await expect(page.getByRole("status")).toContainText("Zapisano");
  expect(await awayDays()).toHaveLength(1);
  // It still says who waits, until the visit is called off.
  const saved = page.locator("li.card").filter({ hasText: "14 cze" });
  await expect(saved).toContainText("10:00");
  await saved.getByRole("link", { name: /Wizyta/ }).click();
  await expect(page).toHaveURL(new RegExp(`/pl/staff/visits/${visitId}`));
  // The control: days on which nobody waits are saved at once.
  await save("2027-06-17", "2027-06-18");
  await expect(page.getByRole("status")).toContainText("Zapisano");
  await query("DELETE FROM staff_away WHERE from_on IN ('2027-06-14', '2027-06-17')");
  await query("DELETE FROM visit WHERE id = $1", [visitId]);
});

test("an order calls off the visit that is agreed: whoever goes is told, reads it on its page and on the list of the day, and the adult learns nothing of it", async ({ page, context, browser }) => {
  const family = await loneCarer(1);
  const visitId = await agreed(family, "2027-06-22");
  await signIn(context, "Okafor");
  await page.goto(`/en/staff/visits/${visitId}`);
  await expect(page.getByRole("button", { name: "Call the visit off" })).toBeVisible();

  const office = await browser.newContext();
  await signIn(office, "Byrne");
  const desk = await office.newPage();
  await desk.goto(`/en/staff/people/links/${family.link}`);
  await desk.locator("details summary").filter({ hasText: "Take access away" }).click();
  await desk.getByLabel("Meetings").check();
  await desk.getByLabel(/Where is the paper kept/).fill("Order of 3 March 2026, file 14");
  await desk.getByRole("button", { name: "Take access away now" }).click();
  await expect(desk.getByRole("status")).toContainText("Done.");
  await office.close();

  expect(await query("SELECT state::text, called_off_at IS NOT NULL AS off FROM visit WHERE id = $1", [visitId])).toEqual([{ state: "cancelled", off: true }]);
  for (const language of ["en", "ur", "so"]) {
    await page.goto(`/${language}/staff/visits/${visitId}`);
    await expectWhole(page, language);
    await expect(page.locator(".notice-stop")).toBeVisible();
    await expect(page.locator("form button[value=cancel]")).toHaveCount(0);
  }
  await page.goto("/en/staff/visits");
  await expect(page.getByRole("region", { name: /Must not be made/ })).toContainText(family.name);
  // The job of the same transaction tells whoever goes.
  await expect.poll(async () => (await query("SELECT 1 FROM message WHERE kind = 'visit_called_off' AND subject_id = $1", [visitId])).length).toBe(1);
  await page.goto("/en/staff/today?kind=follow_up");
  await page.locator("tr").filter({ hasText: "A visit is called off. Do not go." }).getByRole("link", { name: "Open the visit" }).click();
  await expect(page.locator(".notice-stop")).toContainText("This visit must not be made");
  expect(await query("SELECT 1 FROM message WHERE subject_id = $1 AND adult_id = $2", [visitId, family.adult])).toEqual([]);
  await query("UPDATE task SET done_at = now() WHERE subject_id = $1", [visitId]);
});
