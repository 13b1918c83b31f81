import { expect } from "@playwright/test";

import { query } from "../access/doors";
import { expectWhole, signIn, test } from "../fixtures";

const latest = async (child: string) =>
  (await query<{ id: string; note_key: string; state: string }>("SELECT s.id, s.note_key, s.state::text FROM success s JOIN pupil p ON p.id = s.pupil_id WHERE p.external_id = $1 ORDER BY s.noted_at DESC LIMIT 1", [`demo-pupil-${child}`]))[0];

test.describe("with scripts, on a laptop", () => {
  test.use({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });

  test("a teacher notes a success of two children in seconds, by the keyboard alone", async ({ page, context }) => {
    await signIn(context, "Patel");
    await page.goto("/en/staff/rewards");
    await expectWhole(page, "en");
    await expect(page.getByRole("textbox", { name: "Type a name" }).first()).toBeFocused();
    const began = Date.now();
    await page.keyboard.type("zar");
    await page.keyboard.press("Enter");
    await page.keyboard.type("aya");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("4");
    await page.keyboard.press("2");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "2 families have the good news" })).toBeVisible();
    expect(Date.now() - began).toBeLessThan(10_000);
    await expect(page.getByRole("textbox", { name: "Type a name" }).first()).toBeFocused();
    const [told] = await query<{ n: string; s: string }>("SELECT count(*) AS n, min(s.statement) AS s FROM message m JOIN success s ON s.id = m.subject_id WHERE m.kind = 'good_news' AND s.noted_at > now() - interval '1 minute'");
    expect(told?.s).toBe("teamwork.listened");
    expect(Number(told?.n)).toBeGreaterThanOrEqual(2);
    // Hodan reads nothing: somebody rings her, and the task says what to tell.
    const [task] = await query<{ n: string }>("SELECT count(*) AS n FROM task t JOIN adult a ON a.id = t.adult_id WHERE a.external_id = 'demo-person-hodan' AND t.kind = 'call' AND t.unique_key IN (SELECT 'call:' || id FROM message WHERE kind = 'good_news')");
    expect(task?.n).toBe("1");
  });

  test("own words wait for the deputy head, who lets them through; what was typed is not lost when something is missing", async ({ page, context, browser }) => {
    await signIn(context, "Patel");
    await page.goto("/en/staff/rewards");
    await page.keyboard.type("zar");
    await page.keyboard.press("Enter");
    await page.getByText("Own words or a photo").click();
    await page.locator("textarea[name=words]").fill("Zara met the XQZV team.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("XQZV");
    await expect(page.locator("textarea[name=words]")).toHaveValue("Zara met the XQZV team.");
    await expect(page.getByRole("button", { name: /^Take Zara/ })).toBeVisible();
    await page.locator("textarea[name=words]").fill("Zara fed the class rabbit.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status").filter({ hasText: "A colleague reads it first" })).toBeVisible();
    expect((await latest("zara"))?.state).toBe("waiting");

    const deputy = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
    await signIn(deputy, "Hale");
    const desk = await deputy.newPage();
    await desk.goto("/en/staff/rewards");
    await expectWhole(desk, "en");
    const card = desk.locator("li.card").filter({ hasText: "Zara fed the class rabbit." });
    await card.getByRole("button", { name: "Let it through" }).click();
    await expect(desk.getByRole("status").filter({ hasText: "The families have the good news" })).toBeVisible();
    expect((await latest("zara"))?.state).toBe("shown");
    await deputy.close();
  });

  test("the fair share names who comes next and leads to the desk with that child chosen", async ({ page, context }) => {
    await signIn(context, "Patel");
    await page.goto("/en/staff/rewards/share");
    await expectWhole(page, "en");
    await expect(page.locator("main")).not.toContainText("Looked after");
    await page.getByRole("link", { name: /^Note something good about/ }).first().click();
    await expect(page.getByRole("button", { name: /^Take .* out$/ })).toBeVisible();
  });
});

test("the mother reads it in Urdu without script, hears it, prints the certificate and says thank you", async ({ page, context }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await page.getByRole("link", { name: /اچھی خبر/ }).first().click();
  await expectWhole(page, "ur");
  const [book] = await query<{ id: string }>("SELECT s.id FROM success s JOIN pupil p ON p.id = s.pupil_id WHERE p.external_id = 'demo-pupil-zara' AND s.statement = 'learning.readsMore'");
  await page.goto(`/ur/family/rewards/${book?.id}`);
  await expectWhole(page, "ur");
  await expect(page.locator("main")).toContainText("نے پوری کتاب پڑھ لی۔");
  await expect(page.locator("main img[src^='/api/rewards/photos/']")).toBeVisible();
  const photo = await context.request.get(await page.locator("main img[src^='/api/rewards/photos/']").getAttribute("src") ?? "");
  expect(photo.headers()["content-type"]).toBe("image/jpeg");
  expect(photo.headers()["cache-control"]).toBe("private, no-store");

  await page.getByRole("button", { name: "شکریہ" }).click();
  await expect(page.getByRole("status")).toContainText("اسکول کو آپ کا جواب مل گیا");
  await expect(page.getByRole("button", { name: "شکریہ" })).toHaveAttribute("aria-pressed", "true");

  const pdf = await context.request.get(`/api/rewards/certificates/${book?.id}?lang=ur`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await page.getByRole("link", { name: "آسان زبان" }).click();
  await expectWhole(page, "ur");
  await page.getByRole("link", { name: "سنیں" }).click();
  await expectWhole(page, "ur");
  const sound = await context.request.get(await page.locator("audio").first().getAttribute("src") ?? "");
  expect(sound.headers()["content-type"]).toBe("audio/mpeg");
  expect((await sound.body()).length).toBeGreaterThan(2_000);
});

test("parents who live apart each have it, with answers of their own; whom an order keeps away has nothing", async ({ browser }) => {
  const [effort] = await query<{ id: string }>("SELECT s.id FROM success s JOIN pupil p ON p.id = s.pupil_id WHERE p.external_id = 'demo-pupil-ola' AND s.statement = 'effort.keptTrying'");
  const [ewa, dariusz, ray] = [await browser.newContext(), await browser.newContext(), await browser.newContext()];
  await signIn(ewa, "Ewa");
  await signIn(dariusz, "Dariusz");
  await signIn(ray, "Ray");
  const [hers, his] = [await ewa.newPage(), await dariusz.newPage()];
  for (const page of [hers, his]) {
    await page.goto(`/pl/family/rewards/${effort?.id}`);
    await expect(page.locator("main")).toContainText("nie poddała się");
  }
  await expect(hers.locator("main")).toContainText("Państwa odpowiedź: Jesteśmy dumni");
  await expect(his.locator("main")).not.toContainText("Państwa odpowiedź:");
  const [sam] = await query<{ id: string }>("SELECT s.id FROM success s JOIN pupil p ON p.id = s.pupil_id WHERE p.external_id = 'demo-pupil-sam' LIMIT 1");
  for (const address of [`/en/family/rewards/${sam?.id}`, `/en/family/rewards/${sam?.id}/listen`, `/api/rewards/certificates/${sam?.id}?lang=en`, `/api/listen/rewards/${sam?.id}/0?lang=en`]) {
    expect((await ray.request.get(address, { maxRedirects: 0 })).status(), address).toBe(404);
  }
  // The control: the foster carer of the same child has it.
  const clarke = await browser.newContext();
  await signIn(clarke, { id: "clarke" });
  expect((await clarke.request.get(`/en/family/rewards/${sam?.id}`)).status()).toBe(200);
  await Promise.all([ewa, dariusz, ray, clarke].map((context) => context.close()));
});

test("a photo is gone for everybody in the moment in which its consent is taken back, and the words stay", async ({ page, context, browser }) => {
  await signIn(context, "Amina");
  const [book] = await query<{ id: string }>("SELECT s.id FROM success s JOIN pupil p ON p.id = s.pupil_id WHERE p.external_id = 'demo-pupil-zara' AND s.statement = 'learning.readsMore'");
  const address = `/api/rewards/photos/${book?.id}?v=reader`;
  expect((await context.request.get(address)).status()).toBe(200);
  const staff = await browser.newContext();
  await signIn(staff, "Patel");
  expect((await staff.request.get(address)).status()).toBe(200);

  await page.goto("/ur/family/rewards");
  await page.getByRole("link", { name: "تصویریں: ہاں یا نہیں کہیں" }).click();
  await expectWhole(page, "ur");
  await page.locator("button[name=answer][value='family:no']").click();
  await expect(page.getByRole("status")).toContainText("آپ کا جواب محفوظ ہو گیا");
  for (const caller of [context, staff]) expect((await caller.request.get(address)).status()).toBe(404);
  await page.goto(`/ur/family/rewards/${book?.id}`);
  await expect(page.locator("main img[src^='/api/rewards/photos/']")).toHaveCount(0);
  await expect(page.locator("main")).toContainText("نے پوری کتاب پڑھ لی۔");
  // And back, when she says yes again.
  await page.goto("/ur/family/rewards/photos");
  await page.locator("button[name=answer][value='family:yes']").click();
  await expect(page.getByRole("status")).toContainText("آپ کا جواب محفوظ ہو گیا");
  expect((await context.request.get(address)).status()).toBe(200);
  await staff.close();
});

test("the office writes down what a parent said on paper", async ({ browser }) => {
  const office = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
  await signIn(office, "Byrne");
  const page = await office.newPage();
  const [tiago] = await query<{ id: string; class_id: string }>("SELECT p.id, e.class_group_id AS class_id FROM pupil p JOIN enrolment e ON e.pupil_id = p.id WHERE p.external_id = 'demo-pupil-tiago'");
  await page.goto(`/en/staff/rewards/photos?class=${tiago?.class_id}`);
  await expectWhole(page, "en");
  const row = page.getByRole("row").filter({ hasText: "Tiago Silva" });
  await row.getByText("Write down an answer").click();
  await row.locator("button[name=answer][value='school:yes']").click();
  await expect(page.getByRole("status")).toContainText("The answer is written down");
  const [kept] = await query<{ given: boolean }>("SELECT given FROM photo_consent WHERE pupil_id = $1 AND use = 'school'", [tiago?.id]);
  expect(kept?.given).toBe(true);
  await office.close();
});
