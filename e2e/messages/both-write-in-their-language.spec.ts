import { expect, type Page } from "@playwright/test";
import sharp from "sharp";

import { addDays, dayIn } from "../../server/lib/clock";
import { query } from "../access/doors";
import { expectWhole, faultsOf, signIn, test, tone } from "../fixtures";

const photo = () => sharp({ create: { width: 900, height: 600, channels: 3, background: "#b84b10" } }).withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } }).jpeg().toBuffer();

/** The messages of the page, oldest first. */
const posts = (page: Page) => page.locator("ol > li[id^=post-]");

test("the mother reads the teacher's answer in Urdu, and answers with a picture, words and a photo, without script", async ({ page, context, browser }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await page.locator('a[href="/ur/family/messages"]').click();
  await expectWhole(page, "ur");
  await page.locator("a.card", { hasText: "کلاس ٹیچر" }).click();
  await expectWhole(page, "ur");
  await expect(posts(page).last()).toContainText("بتانے کا شکریہ۔");
  const thread = new URL(page.url()).pathname;
  const before = await posts(page).count();

  await page.getByRole("button", { name: "بھیجیں" }).click();
  await expect(page.getByRole("alert")).toContainText("پہلے کچھ لکھیں");
  await page.getByRole("button", { name: "شکریہ" }).click();
  await expect(page.getByRole("status")).toContainText("آپ کا پیغام اسکول پہنچ گیا ہے۔");
  await expect(posts(page)).toHaveCount(before + 1);
  await page.locator("textarea[name=words]").fill("ہم نے کتاب پڑھ لی۔");
  await page.locator("input[name=files]").setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") });
  await page.getByRole("button", { name: "بھیجیں" }).click();
  await expect(page.getByRole("alert")).toContainText("PDF");
  await expect(page.locator("textarea[name=words]")).toHaveValue("ہم نے کتاب پڑھ لی۔");
  await page.locator("input[name=files]").setInputFiles({ name: "book.jpg", mimeType: "image/jpeg", buffer: await photo() });
  await page.getByRole("button", { name: "بھیجیں" }).click();
  await expect(posts(page)).toHaveCount(before + 2);
  const image = await posts(page).last().locator("img").getAttribute("src");
  const kept = await context.request.get(image ?? "");
  expect(kept.headers()).toMatchObject({ "content-type": "image/jpeg", "cache-control": "private, no-store" });
  expect((await sharp(await kept.body()).metadata()).exif).toBeUndefined();

  // The same addresses are nothing to another family: a stranger's thread and a stranger's photo.
  const other = await browser.newContext({ javaScriptEnabled: false });
  await signIn(other, "Dariusz");
  for (const address of [thread, image ?? ""]) expect((await other.request.get(address)).status()).toBe(404);
  await other.close();
});

test("the teacher reads it in English, writes back, and the family is told in its own language", async ({ page, context, browser }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family/messages");
  await page.locator("a.card", { hasText: "کلاس ٹیچر" }).click();
  await page.locator("textarea[name=words]").fill("کل کتنے بجے آنا ہے؟");
  await page.getByRole("button", { name: "بھیجیں" }).click();
  await expect(page.getByRole("status")).toBeVisible();

  const staff = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
  await signIn(staff, "Patel");
  const desk = await staff.newPage();
  await desk.goto("/en/staff/messages");
  await expectWhole(desk, "en");
  expect(await faultsOf(desk, "the list of messages")).toEqual([]);
  await desk.getByRole("link", { name: "Amina Khan" }).click();
  await expectWhole(desk, "en");
  expect(await faultsOf(desk, "a conversation for staff")).toEqual([]);
  await expect(posts(desk).first()).toContainText("Zara was ill yesterday.");
  await posts(desk).first().locator("summary").click();
  await expect(posts(desk).first()).toContainText("زارا کل بیمار تھی۔");
  await expect(posts(desk).last()).toContainText("کل کتنے بجے آنا ہے؟");
  await desk.locator("#words").fill("Please come at 3 o’clock.");
  await desk.getByLabel("What is it about?").selectOption("health");
  await desk.getByRole("button", { name: "Send" }).click();
  await expect(desk.getByText("Not sent. A person must check these words")).toBeVisible();
  await expect(desk.locator("#words")).toHaveValue("Please come at 3 o’clock.");
  await desk.getByRole("button", { name: "Send" }).click();
  await expect(desk.getByText("1 adult is being told.")).toBeVisible();
  await staff.close();

  await page.goto("/ur/family");
  await expect(page.locator('a[href="/ur/family/messages"]')).toContainText("1");
  await page.locator('a[href="/ur/family/messages"]').click();
  await page.locator("a.card", { hasText: "کلاس ٹیچر" }).click();
  await expect(posts(page).last()).toContainText("Please come at 3 o’clock.");
  await page.goto("/ur/family");
  await expect(page.locator('a[href="/ur/family/messages"]')).not.toContainText("1");
});

test("what the mother says is heard by the teacher, who writes it down; the office neither hears nor writes", async ({ page, context, browser }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family/messages");
  await page.locator("a.card", { hasText: "کلاس ٹیچر" }).click();
  const thread = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.locator("input[name=voice]").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer: tone(2) });
  await page.getByRole("button", { name: "بھیجیں" }).click();
  await expect(page.getByRole("status")).toContainText("آپ کا پیغام اسکول پہنچ گیا ہے۔");
  const source = (await posts(page).last().locator("audio").getAttribute("src")) ?? "";

  const staff = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
  await signIn(staff, "Patel");
  const desk = await staff.newPage();
  await desk.goto(`/en/staff/messages/${thread}`);
  const said = posts(desk).filter({ has: desk.locator(`audio[src="${source}"]`) });
  await expect(said).toContainText("Amina Khan sent a voice note in Urdu");
  expect((await staff.request.get(source)).status()).toBe(200);
  await said.locator("summary").click();
  expect(await faultsOf(desk, "a voice note in a conversation")).toEqual([]);
  await said.locator("textarea").fill("She asks about the trip.");
  await said.locator("select").selectOption("en");
  await said.getByRole("button", { name: /^Keep these words/ }).click();
  await expect(said).toContainText("She asks about the trip.");
  await staff.close();

  // Another team of the same school.
  const other = await browser.newContext();
  await signIn(other, "Byrne");
  for (const address of [source, `/en/staff/messages/${thread}`]) expect((await other.request.get(address)).status()).toBe(404);
  await other.close();
  await page.reload();
  await expect(posts(page).last()).toContainText("She asks about the trip.");
});

test("a teacher who is away names a colleague, and says so to families", async ({ page, context, browser }) => {
  await signIn(context, "Patel");
  await page.goto("/en/staff/messages/away");
  await expectWhole(page, "en");
  // The school's own days, and two of them: midnight may pass while the test runs.
  const [today, tomorrow] = [0, 1].map((days) => dayIn("Europe/London", addDays(new Date(), days))) as [string, string];
  await page.getByLabel("First day").fill(today);
  await page.getByLabel("Last day").fill("2020-01-01");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The last day cannot be before the first day.")).toBeVisible();
  await page.getByLabel("Last day").fill(tomorrow);
  await page.getByLabel("Who answers for you").selectOption({ index: 1 });
  const cover = await page.getByLabel("Who answers for you").evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? "");
  await page.getByRole("button", { name: "Save" }).click();
  // Whom she would have met on these days is named first, if there is anybody at this hour.
  const [saved, anyway] = [page.getByText("Saved. Families see it from the first day on."), page.getByRole("button", { name: "Save all the same" })];
  await expect(saved.or(anyway)).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  await expect(saved).toBeVisible();
  const family = await browser.newContext({ javaScriptEnabled: false });
  await signIn(family, "Amina");
  const phone = await family.newPage();
  await phone.goto("/en/family/messages");
  await phone.locator("a.card", { hasText: "Class teacher" }).click();
  await expect(phone.locator("main")).toContainText(`${cover}⁩ will answer you.`);
  await family.close();
  await page.getByRole("button", { name: /^Take it back/ }).first().click();
  await expect(page.getByText("Taken back. You answer again.")).toBeVisible();
});

test("the office writes to both parents at once, and each gets a conversation of their own", async ({ page, context, browser }) => {
  const [ola] = await query<{ id: string }>("SELECT id FROM pupil WHERE given_name = 'Ola' AND family_name = 'Nowak'");
  await signIn(context, "Byrne");
  await page.goto(`/en/staff/contacts/${ola?.id}`);
  await page.getByRole("link", { name: "Write to the family" }).click();
  await expectWhole(page, "en");
  await page.getByLabel("In the name of").selectOption("office");
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  await page.locator("#words").fill("The trip is on Friday.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Please choose at least one adult.")).toBeVisible();
  await expect(page.locator("#words")).toHaveValue("The trip is on Friday.");
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("2 adults are being told.")).toBeVisible();

  const seen: string[] = [];
  for (const who of ["Ewa", "Dariusz"] as const) {
    const parent = await browser.newContext({ javaScriptEnabled: false });
    await signIn(parent, who);
    const phone = await parent.newPage();
    await phone.goto("/pl/family/messages");
    await expectWhole(phone, "pl");
    await phone.locator("a.card", { hasText: "Sekretariat" }).click();
    await expectWhole(phone, "pl");
    await expect(posts(phone).last()).toContainText("The trip is on Friday.");
    seen.push(new URL(phone.url()).pathname, await phone.locator("main").innerText());
    await parent.close();
  }
  expect(seen[0]).not.toBe(seen[2]);
  // What he wrote to the office is in his conversation, and nowhere in hers.
  expect([seen[1]?.includes("Pracuję w nocy."), seen[3]?.includes("Pracuję w nocy.")]).toEqual([false, true]);
  await page.goto("/en/staff/messages?show=all");
  await page.getByRole("link", { name: "Dariusz Nowak" }).click();
  await page.getByRole("button", { name: "Give it to the team" }).click();
  await expect(page.getByText("The team answers this family now.")).toBeVisible();
  await page.getByRole("button", { name: "I will answer" }).click();
  await expect(page.getByText("You answer this family now.")).toBeVisible();
});
