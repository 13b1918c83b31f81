import { query } from "../access/doors";
import { expect, expectWhole, signIn, test, tone } from "../fixtures";

// Teachers and the screen in the hall run scripts; families, below, do without.
test.use({ javaScriptEnabled: true });

const NEAR = "teacher_id = (SELECT id FROM adult WHERE external_id = 'demo-person-patel') AND state = 'booked' AND starts_at < now() + interval '30 minutes' AND ends_at > now() - interval '30 minutes'";

/** Takes what the teacher has at this hour off her day for the time of a journey; `back` puts it there again. */
async function freeHour(): Promise<{ back: () => Promise<unknown> }> {
  const taken = (await query<{ id: string }>(`UPDATE meeting SET state = 'cancelled' WHERE ${NEAR} RETURNING id`)).map(({ id }) => id);
  return { back: () => query("UPDATE meeting SET state = 'booked' WHERE id = ANY($1)", [taken]) };
}

/** A family of the teacher's class that has nothing else at this hour, with a meeting that begins in five minutes. */
async function makeMeeting(): Promise<{ id: string; teacher: string; adult: string; child: string; number: number }> {
  const [made] = await query<{ id: string; teacher: string; adult: string; child: string; number: number }>(`
    WITH free AS (
      SELECT a.id AS teacher_id, a.external_id AS teacher, e.pupil_id, l.adult_id, g.external_id AS adult, p.given_name || ' ' || p.family_name AS child, a.school_id
      FROM teaching_post t JOIN adult a ON a.id = t.adult_id JOIN enrolment e ON e.class_group_id = t.class_group_id AND e.ended_at IS NULL JOIN guardian_link l ON l.pupil_id = e.pupil_id
        JOIN adult g ON g.id = l.adult_id JOIN pupil p ON p.id = e.pupil_id
      WHERE a.external_id = 'demo-person-patel' AND t.ended_at IS NULL AND l.confirmed_at IS NOT NULL AND l.removed_at IS NULL AND l.parental_responsibility = 'yes' AND g.external_id LIKE 'demo-adult-%'
        AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.link_id = l.id) AND NOT EXISTS (SELECT 1 FROM meeting m WHERE (m.pupil_id = p.id OR m.adult_id = g.id) AND m.starts_at BETWEEN now() - interval '3 hours' AND now() + interval '3 hours')
      -- Nobody whom the other parent's meeting at this hour would keep away.
      ORDER BY (SELECT count(*) FROM guardian_link o JOIN guardian_link mine ON mine.pupil_id = o.pupil_id WHERE mine.adult_id = g.id AND o.adult_id <> g.id AND o.removed_at IS NULL), random() LIMIT 1
    ), round AS (
      SELECT id FROM meeting_round WHERE kind = 'rolling' AND state = 'open' LIMIT 1
    ), own AS (
      -- On a slow machine the teacher's hours of the demo have come near: nobody has two at once.
      SELECT s.id, s.round_id FROM meeting_session s, free WHERE s.teacher_id = free.teacher_id AND tstzrange(s.starts_at, s.ends_at) && tstzrange(now() + interval '5 minutes', now() + interval '15 minutes') LIMIT 1
    ), made AS (
      INSERT INTO meeting_session (id, school_id, round_id, teacher_id, starts_at, ends_at, modes)
      SELECT gen_random_uuid(), free.school_id, round.id, free.teacher_id, now() + interval '5 minutes', now() + interval '15 minutes', '{in_person}' FROM free, round WHERE NOT EXISTS (SELECT 1 FROM own) RETURNING id, round_id
    ), hours AS (
      SELECT id, round_id, now() + interval '5 minutes' AS starts_at FROM (SELECT * FROM own UNION ALL SELECT * FROM made) AS either
    )
    INSERT INTO meeting (id, school_id, round_id, session_id, pupil_id, adult_id, teacher_id, mode, language, needs_interpreter, starts_at, ends_at, gap_minutes, created_at, changed_at)
    SELECT gen_random_uuid(), free.school_id, hours.round_id, hours.id, free.pupil_id, free.adult_id, free.teacher_id, 'in_person', 'en', false, hours.starts_at, hours.starts_at + interval '10 minutes', 0, now(), now() FROM free, hours
    RETURNING id, number, (SELECT teacher FROM free), (SELECT adult FROM free), (SELECT child FROM free)`);
  if (!made) throw new Error("nobody to meet");
  return made;
}

const stateOf = async (id: string) => (await query<{ state: string; started: boolean; finished: boolean; longer: boolean }>("SELECT state::text, started_at IS NOT NULL AS started, finished_at IS NOT NULL AS finished, longer_at IS NOT NULL AS longer FROM meeting WHERE id = $1", [id]))[0];

test("the teacher's day: begun without a connection, longer, ended, noted with a promise; the family reads it, and nothing of the opinion", async ({ page, context, browser }) => {
  const hour = await freeHour();
  const meeting = await makeMeeting();
  try {
    await signIn(context, "Patel");
    await query("INSERT INTO voice_note (id, school_id, adult_id, pupil_id, subject_id, language, type, audio, created_at) SELECT gen_random_uuid(), school_id, adult_id, pupil_id, id, 'ur', 'audio/wav', $2, now() FROM meeting WHERE id = $1", [meeting.id, tone()]);
    await page.goto("/en/staff/meetings/day");
    await expectWhole(page, "en");
    const card = page.locator("li.card").filter({ hasText: meeting.child });
    await expect(card).toContainText(`Number ${meeting.number}`);
    // What the family said of it with its voice is heard there, and written down.
    const voice = card.locator("audio");
    await expect(voice).toHaveAttribute("aria-label", /voice note in Urdu/);
    const sound = await context.request.get((await voice.getAttribute("src")) ?? "");
    expect([sound.status(), sound.headers()["content-type"]]).toEqual([200, "audio/wav"]);
    await card.getByText("What it says, in English").click();
    await card.locator("textarea[name=body]").first().fill("Is she reading enough?");
    await card.getByRole("button", { name: /^Keep these words/ }).click();
    await expect(page).toHaveURL(/\/en\/staff\/meetings\/day$/);
    await expect(card.locator("textarea[name=body]").first()).toHaveValue("Is she reading enough?");
    // The page's own script must be there before the network goes.
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await card.getByRole("button", { name: /^Start/ }).press("Enter");
    await expect(card).toContainText("Under way");
    await expect(card.getByRole("status")).toContainText("There is time until about");
    await expect(page.getByText("Nothing is lost without a connection")).toBeVisible();
    expect(await stateOf(meeting.id)).toMatchObject({ started: false });
    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect.poll(() => stateOf(meeting.id)).toMatchObject({ started: true, state: "booked" });
    await card.getByRole("button", { name: /^We need longer/ }).press("Enter");
    await expect.poll(() => stateOf(meeting.id)).toMatchObject({ longer: true, finished: false });
    await card.getByRole("button", { name: /^Finish/ }).press("Enter");
    await expect.poll(() => stateOf(meeting.id)).toMatchObject({ state: "held", finished: true });
    await card.locator("summary", { hasText: "Note what was said" }).click();
    await card.locator("textarea[name=facts]").fill("We looked at the reading book.");
    await card.locator("textarea[name=opinion]").fill("I worry about sleep.");
    await card.locator("input[name=promise0]").fill("The school lends a book.");
    await card.locator("textarea[name=opinion]").press("Control+Enter");
    await expect(page.getByText("The school has everything.")).toBeVisible();
    await expect.poll(async () => (await query("SELECT 1 FROM meeting_promise WHERE meeting_id = $1", [meeting.id])).length).toBe(1);
    await expect(card).toContainText("The school lends a book.");
    // The family reads what was said and promised, and that another talk follows.
    const theirs = await browser.newContext({ javaScriptEnabled: false });
    await signIn(theirs, { id: meeting.adult });
    const own = await theirs.newPage();
    await own.goto("/en/family/meetings");
    await expectWhole(own, "en");
    await expect(own.locator("section[aria-labelledby=promises]")).toContainText("The school lends a book.");
    await own.goto("/en/family/contacts");
    const record = await own.locator("main").innerText();
    expect(record).toContain("We looked at the reading book.");
    expect(record).not.toContain("I worry about sleep");
    const [told] = await query<{ n: number }>("SELECT count(*)::int AS n FROM message WHERE kind = 'meeting_longer' AND subject_id = $1", [meeting.id]);
    expect(told?.n).toBe(1);
    // Staff who work in another language see that it is not translated; what the school promised stands on the list of the day, and ends there for the family too.
    await page.goto("/pl/staff/meetings/day");
    await expectWhole(page, "pl");
    await expect(page.locator("li.card").filter({ hasText: meeting.child }).locator("li").filter({ hasText: "The school lends a book." })).toContainText("Nie ma jeszcze tłumaczenia.");
    await page.goto("/en/staff/today");
    await expectWhole(page, "en");
    const task = page.locator("tbody tr").filter({ hasText: "The school lends a book." });
    await task.getByRole("button", { name: /^This is done/ }).press("Enter");
    await expect(page.getByRole("status")).toContainText("Saved");
    await expect(task).toHaveCount(0);
    await own.goto("/en/family/meetings");
    await expect(own.locator("section[aria-labelledby=promises] li").filter({ hasText: "The school lends a book." })).toContainText("Done");
    await theirs.close();
  } finally {
    await query("UPDATE meeting SET state = 'cancelled' WHERE id = $1", [meeting.id]);
    await hour.back();
  }
});

test("the board in the hall: opened by a link without signing in, by number, in the families' languages; it survives the network and ends when it is stopped", async ({ page, context, browser }) => {
  await signIn(context, "Byrne");
  const [round] = await query<{ id: string }>("SELECT r.id FROM meeting_round r JOIN meeting_board b ON b.round_id = r.id WHERE b.revoked_at IS NULL LIMIT 1");
  await page.goto(`/en/staff/meetings/${round?.id}`);
  await page.getByRole("button", { name: "Make a link" }).press("Enter");
  await expect(page.getByRole("status")).toContainText("The link is made");
  const address = (await page.getByRole("link", { name: "Open the screen" }).last().getAttribute("href")) ?? "";
  const hall = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const screen = await hall.newPage();
  await screen.clock.install();
  expect((await screen.goto(address))?.status()).toBe(200);
  await expectWhole(screen, "en");
  const text = await screen.locator("main").innerText();
  expect(text).toContain("Who is next");
  const families = await query<{ family_name: string }>("SELECT DISTINCT p.family_name FROM meeting m JOIN pupil p ON p.id = m.pupil_id WHERE m.round_id = $1", [round?.id]);
  const staff = new Set((await query<{ family_name: string }>("SELECT a.family_name FROM adult a JOIN staff_post s ON s.adult_id = a.id")).map(({ family_name }) => family_name));
  expect(families.length).toBeGreaterThan(3);
  for (const { family_name } of families.filter((each) => !staff.has(each.family_name))) expect(text).not.toMatch(new RegExp(`\\b${family_name}\\b`));
  // Without a network it keeps what it showed and says so; with one it goes on by itself.
  await hall.setOffline(true);
  await expect(async () => {
    await screen.clock.runFor(21_000);
    await expect(screen.locator("[data-lost]")).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(screen.locator("tbody tr").first()).toBeVisible();
  await hall.setOffline(false);
  await expect(async () => {
    await screen.clock.runFor(21_000);
    await expect(screen.locator("[data-lost]")).toBeHidden({ timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Stop this link" }).last().press("Enter");
  await expect(page.getByRole("status")).toContainText("works no longer");
  await expect(async () => {
    await screen.clock.runFor(21_000);
    await expect(screen.locator("[data-board]")).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await hall.close();
});

test("the mother reads in Urdu what was promised, without script, and says that her part is done", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await signIn(context, "Amina");
  const page = await context.newPage();
  await page.goto("/ur/family/meetings");
  const promises = page.locator("section[aria-labelledby=promises]");
  await expect(promises).toContainText("آپ ہر شام دس منٹ زارا کو پڑھتے ہوئے سنیں گی۔");
  const mine = promises.locator("li").filter({ hasText: "آپ ہر شام" });
  await mine.getByRole("button", { name: "یہ ہو گیا ہے" }).click();
  await expect(page.getByRole("status")).toContainText("شکریہ");
  await expectWhole(page, "ur");
  await expect(mine).toContainText("ہو گیا");
  await expect(mine.getByRole("button", { name: "یہ ہو گیا ہے" })).toHaveCount(0);
  await context.close();
});

test("the school names its own place for video; what was typed comes back when the address is none", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/meetings");
  const before = await page.locator("input[name=videoAddress]").inputValue();
  await page.locator("select[name=video]").selectOption("server");
  await page.locator("input[name=videoAddress]").fill("http://video.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".notice[role=alert]")).toContainText("begins with https");
  await expect(page.locator("input[name=videoAddress]")).toHaveValue("http://video.example");
  await page.locator("input[name=videoAddress]").fill(before);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("saved");
});
