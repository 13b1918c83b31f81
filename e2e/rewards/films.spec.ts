import { randomUUID } from "node:crypto";

import { type Browser, expect, type Page } from "@playwright/test";
import webvtt from "webvtt-parser";

import { drawFilm, hevcFilm, plain } from "../../server/testing/films";
import { query } from "../access/doors";
import { expectWhole, faultsOf, signIn, test } from "../fixtures";

interface Held {
  id: string;
  schoolId: string;
  pupilId: string;
  child: string;
  /** The only adult of the child, by the demo's id. */
  parent: string;
  adultId: string;
}

/** A celebration that was held yesterday, of one child, Ms Patel's or another teacher's, whose one parent no other journey asks about films. */
async function held(whose: "patel" | "others"): Promise<Held> {
  const rows = await query<{ school_id: string; pupil_id: string; child: string; parent: string; adult_id: string }>(`
    SELECT p.school_id, p.id AS pupil_id, p.given_name || ' ' || p.family_name AS child, a.external_id AS parent, a.id AS adult_id
    FROM pupil p JOIN enrolment e ON e.pupil_id = p.id AND e.ended_at IS NULL JOIN teaching_post t ON t.class_group_id = e.class_group_id JOIN adult s ON s.id = t.adult_id AND (s.external_id = 'demo-person-patel') = $1
      JOIN guardian_link l ON l.pupil_id = p.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND l.parental_responsibility = 'yes' JOIN adult a ON a.id = l.adult_id AND a.external_id LIKE 'demo-adult-%'
    WHERE p.removed_at IS NULL AND p.school_id = (SELECT school_id FROM adult WHERE external_id = 'demo-person-patel') AND (SELECT count(*) FROM guardian_link o WHERE o.pupil_id = p.id AND o.removed_at IS NULL) = 1 AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.link_id = l.id)
      AND NOT EXISTS (SELECT 1 FROM photo_consent c WHERE c.pupil_id = p.id AND c.use = 'film') ORDER BY p.id LIMIT 1`, [whose === "patel"]);
  const [row] = rows;
  if (!row) throw new Error("no child for a film");
  const id = randomUUID();
  await query("INSERT INTO celebration (id, school_id, kind, starts_at, ends_at, place, state, invited_at, created_at) VALUES ($1, $2, 'assembly', now() - interval '1 day', now() - interval '23 hours', 'Main hall', 'invited', now() - interval '8 days', now() - interval '8 days')", [id, row.school_id]);
  await query("INSERT INTO celebration_pupil (school_id, celebration_id, pupil_id) VALUES ($1, $2, $3)", [row.school_id, id, row.pupil_id]);
  return { id, schoolId: row.school_id, pupilId: row.pupil_id, child: row.child, parent: row.parent, adultId: row.adult_id };
}

const consent = ({ schoolId, pupilId, adultId }: Held) => query("INSERT INTO photo_consent (school_id, pupil_id, adult_id, use, given, at) VALUES ($1, $2, $3, 'film', true, now())", [schoolId, pupilId, adultId]);
const forget = async ({ id, pupilId, adultId }: Held) => {
  await query("DELETE FROM celebration WHERE id = $1", [id]);
  await query("DELETE FROM message WHERE subject_id = $1", [id]);
  await query("DELETE FROM photo_consent WHERE pupil_id = $1 AND adult_id = $2 AND use = 'film'", [pupilId, adultId]);
};

const alert = (page: Page, words: string) => page.getByRole("alert").filter({ hasText: words });
const staffPage = async (browser: Browser, who: "Patel" | { id: string }, address: string) => {
  const context = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 }, permissions: ["camera", "microphone"] });
  await signIn(context, who);
  const page = await context.newPage();
  await page.goto(address);
  return page;
};

test("a teacher films on the page, a colleague times the captions and lets it through, and the family watches it", async ({ browser }) => {
  const celebration = await held("patel");
  await consent(celebration);
  try {
    const address = `/en/staff/rewards/celebrations/${celebration.id}`;
    const teacher = await staffPage(browser, "Patel", address);
    await expectWhole(teacher, "en");
    const press = (name: string) => teacher.getByRole("button", { name, exact: true }).click();
    // Without leave, without a camera, while another program has it: each is said, and the box for a file is there.
    for (const [name, words] of [["NotAllowedError", "may not use the camera"], ["NotFoundError", "There is no camera here"], ["NotReadableError", "Another program is using the camera"]] as const) {
      await teacher.evaluate((fault) => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", fault))), name);
      await press("Turn the camera on");
      await expect(alert(teacher, words)).toBeVisible();
      await expect(teacher.locator("input[name=film]")).toBeVisible();
    }
    expect(await faultsOf(teacher)).toEqual([]);
    await teacher.reload();
    // A camera that stops and a page that is left end the film; what was filmed until then is there.
    for (const [end, words] of [
      [() => void (document.querySelector<HTMLVideoElement>("video[autoplay]")?.srcObject as MediaStream).getTracks()[0]?.dispatchEvent(new Event("ended")), "The camera stopped"],
      [() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true }); document.dispatchEvent(new Event("visibilitychange")); }, "You left this page"],
    ] as const) {
      await teacher.getByRole("button", { name: /^(Turn the camera on|Film again)$/ }).click();
      await press("Start filming");
      await expect(teacher.getByRole("timer")).toContainText("0:01 of 10:00");
      await teacher.waitForTimeout(1_200);
      await teacher.evaluate(end);
      await expect(alert(teacher, words)).toBeVisible();
      await expect(teacher.getByRole("button", { name: "Use this film" })).toBeVisible();
    }
    await press("Film again");
    await expect(alert(teacher, "You left this page")).toHaveCount(0);
    await press("Start filming");
    await expect(teacher.getByRole("timer")).toContainText("0:03 of 10:00");
    await press("Stop filming");
    await press("Use this film");
    await expect(teacher.getByRole("status").filter({ hasText: "This film is chosen" })).toBeVisible();
    expect(await teacher.locator("input[name=film]").evaluate((box: HTMLInputElement) => box.files?.[0]?.size ?? 0)).toBeGreaterThan(5_000);
    await teacher.getByRole("checkbox", { name: celebration.child }).check();
    await teacher.getByRole("textbox", { name: "What is said in the film" }).fill("Well done to you all. We are proud.");
    await press("Send it to a colleague to look at");
    await expect(teacher.getByRole("status").filter({ hasText: "A colleague looks at the film first" })).toBeVisible();
    await expect(teacher.getByRole("button", { name: "Show it to these families" })).toHaveCount(0);

    const family = await browser.newContext({ javaScriptEnabled: true });
    await signIn(family, { id: celebration.parent });
    const phone = await family.newPage();
    await phone.goto(`/en/family/rewards/celebrations/${celebration.id}`);
    await expect(phone.locator("video")).toHaveCount(0);

    const office = await staffPage(browser, { id: "office" }, address);
    await expect(office.getByText("This film waits.")).toBeVisible();
    await office.getByText("When each sentence is shown").click();
    const [start, end, next] = [office.getByLabel("Start of sentence 1"), office.getByLabel("End of sentence 1"), office.getByLabel("Start of sentence 2")];
    await expect(start).toHaveValue("0.0");
    const usual = Number(await end.inputValue());
    // By the keyboard alone: arrow keys move a tenth of a second.
    await start.focus();
    for (let nth = 0; nth < 3; nth += 1) await office.keyboard.press("ArrowUp");
    await expect(start).toHaveValue("0.3");
    await next.focus();
    await office.keyboard.press("ArrowDown");
    await office.getByRole("button", { name: "Save the times" }).click();
    await expect(alert(office, "Sentence 2 starts before the one before it ends")).toBeVisible();
    await office.getByText("When each sentence is shown").click();
    await start.fill("0.3");
    await next.fill((usual + 0.2).toFixed(1));
    await office.getByRole("button", { name: "Save the times" }).click();
    await expect(office.getByRole("status").filter({ hasText: "The times are saved" })).toBeVisible();
    expect(await faultsOf(office)).toEqual([]);
    await office.getByRole("button", { name: "Show it to these families" }).first().click();
    await expect(office.getByRole("status").filter({ hasText: "1 adult is told" })).toBeVisible();

    await phone.reload();
    await expectWhole(phone, "en");
    const film = phone.locator("video");
    await expect(film.locator("track")).toHaveAttribute("srclang", "en");
    await expect(film.locator("track")).toHaveAttribute("label", "English");
    const captions = await family.request.get((await film.locator("track").getAttribute("src")) ?? "");
    expect([captions.headers()["content-type"], captions.headers()["content-language"]]).toEqual(["text/vtt; charset=utf-8", "en"]);
    const { cues, errors } = new webvtt.WebVTTParser().parse(await captions.text(), "captions");
    expect(errors).toEqual([]);
    expect(cues.map(({ startTime, text }) => [startTime, text])).toEqual([[0.3, "Well done to you all."], [Number((usual + 0.2).toFixed(1)), "We are proud."]]);
    // It plays, and the browser shows the sentence at its moment.
    const shown = await film.evaluate(async (player: HTMLVideoElement) => {
      player.muted = true;
      await player.play();
      await new Promise((done) => setTimeout(done, 900));
      return { width: player.videoWidth, at: player.currentTime, mode: player.textTracks[0]?.mode, words: [...(player.textTracks[0]?.activeCues ?? [])].map((cue) => (cue as VTTCue).text) };
    });
    expect(shown).toMatchObject({ mode: "showing", words: ["Well done to you all."] });
    expect(shown.width).toBeGreaterThan(100);
    await phone.getByText("What is said in the film").click();
    await expect(phone.locator("main")).toContainText("We are proud.");
    expect(await faultsOf(phone)).toEqual([]);
    for (const page of [teacher, office, phone]) await page.context().close();
  } finally {
    await forget(celebration);
  }
});

test("a film that is too long ends by itself and is kept until then, and whoever leaves the page with it is asked first", async ({ browser }) => {
  const celebration = await held("patel");
  try {
    const teacher = await staffPage(browser, "Patel", "/en/staff/rewards/celebrations");
    await teacher.clock.install();
    await teacher.goto(`/ur/staff/rewards/celebrations/${celebration.id}`);
    await teacher.getByRole("button", { name: "کیمرا کھولیں" }).click();
    await teacher.getByRole("button", { name: "فلم بنانا شروع کریں" }).click();
    await expect(teacher.getByRole("timer")).toContainText("0:01");
    await teacher.clock.fastForward("10:01");
    await expect(alert(teacher, "فلم 10 منٹ تک ہو سکتی ہے")).toBeVisible();
    await expect(teacher.getByRole("button", { name: "یہی فلم لیں" })).toBeVisible();
    await expectWhole(teacher, "ur");
    const asked = teacher.waitForEvent("dialog");
    const leaving = teacher.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.accept();
    await leaving;
    await teacher.context().close();
  } finally {
    await forget(celebration);
  }
});

test("a film is chosen as a file, without script: refused while one child in it has no yes, and by name where many phones cannot play it; kept without its place when all agree", async ({ browser }) => {
  const celebration = await held("others");
  const place = "+51.5074-000.1278/";
  const files = {
    film: { name: "assembly.webm", mimeType: "video/webm", buffer: Buffer.from(await drawFilm({ svgs: [plain("#0a544d"), plain("#ffc845")], secret: place })) },
    hevc: { name: "IMG_1.mov", mimeType: "video/quicktime", buffer: Buffer.from(await hevcFilm()) },
  };
  expect(files.film.buffer.includes(place)).toBe(true);
  const office = await browser.newContext();
  try {
    await signIn(office, { id: "office" });
    const page = await office.newPage();
    const send = async (language: string, file: (typeof files)["film"]) => {
      await page.goto(`/${language}/staff/rewards/celebrations/${celebration.id}`);
      await page.getByRole("checkbox", { name: celebration.child }).check();
      await page.locator("textarea[name=words]").fill("Well done to you all.");
      await page.locator("input[name=film]").setInputFiles(file);
      await page.locator("form[action='/api/rewards/clip'] button.button").last().click();
    };
    await send("en", files.film);
    await expect(alert(page, "have no yes to films")).toContainText(celebration.child);
    // What was typed is not lost, and nothing was kept.
    await expect(page.locator("textarea[name=words]")).toHaveValue("Well done to you all.");
    await expect(page.getByRole("checkbox", { name: celebration.child })).toBeChecked();
    expect(await query("SELECT 1 FROM celebration_clip WHERE celebration_id = $1", [celebration.id])).toEqual([]);
    await consent(celebration);
    for (const [language, words] of [["en", "Many phones cannot play this kind of film"], ["ur", "بہت سے فون"], ["pl", "Wiele telefonów"]] as const) {
      await send(language, files.hevc);
      await expect(alert(page, words)).toContainText("Most Compatible");
      await expectWhole(page, language);
    }
    await send("en", files.film);
    await expect(page.getByRole("status").filter({ hasText: "The families can watch the film" })).toBeVisible();
    const family = await browser.newContext();
    await signIn(family, { id: celebration.parent });
    const phone = await family.newPage();
    await phone.goto(`/en/family/rewards/celebrations/${celebration.id}`);
    const kept = await family.request.get((await phone.locator("video source").getAttribute("src")) ?? "");
    expect([kept.status(), kept.headers()["content-type"], (await kept.body()).includes(place)]).toEqual([200, "video/webm", false]);
    await family.close();
  } finally {
    await forget(celebration);
    await office.close();
  }
});
