import { expect, type Page } from "@playwright/test";
import sharp from "sharp";

import { query } from "../access/doors";
import { expectWhole, faultsOf, signIn, test } from "../fixtures";

const photo = () => sharp({ create: { width: 900, height: 600, channels: 3, background: "#b84b10" } }).jpeg().toBuffer();
const piece = (page: Page, name: string) => page.locator("section", { has: page.locator("h2", { hasText: name }) });
const add = async (page: Page, name: string) => page.locator("details[open]").getByRole("button", { name, exact: true }).last().click();

test("the office writes, checks and sends a newsletter without script, and each family finds it in its language", async ({ page, context, browser }) => {
  await signIn(context, { id: "office" });
  await page.goto("/en/staff/newsletters");
  await expectWhole(page, "en");
  await page.getByRole("textbox", { name: "Title" }).fill("Our garden grows");
  await page.getByRole("button", { name: "New newsletter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write the newsletter");
  // Every button saves all that was typed.
  await piece(page, "1. Text").getByRole("textbox").fill("The children planted beans. Ask the SALT team.");
  await add(page, "Date");
  await expect(piece(page, "1. Text").getByRole("textbox")).toHaveValue("The children planted beans. Ask the SALT team.");
  await piece(page, "2. Date").getByRole("textbox", { name: "Words" }).fill("The garden opens.");
  await add(page, "Picture");
  await piece(page, "3. Picture").getByRole("button", { name: "Save and choose a picture" }).click();
  await page.getByRole("textbox", { name: "What does the picture show?" }).fill("Beans in pots.");
  await page.getByRole("radio", { name: "Nobody can be recognised" }).check();
  await page.locator("input[type=file]").setInputFiles({ name: "beans.jpg", mimeType: "image/jpeg", buffer: await photo() });
  await page.getByRole("button", { name: "Save the picture" }).click();
  await expect(page.getByRole("status").first()).toContainText("The picture is saved.");
  await add(page, "Card with a button");
  await piece(page, "4. Card").getByRole("textbox", { name: "Words" }).fill("Come and dig with us.");
  await piece(page, "4. Card").getByRole("textbox", { name: "Address" }).fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await expect(page.getByRole("alert").first()).toContainText("must start with / or https://");
  await expect(piece(page, "4. Card").getByRole("textbox", { name: "Words" })).toHaveValue("Come and dig with us.");
  await piece(page, "4. Card").getByRole("textbox", { name: "Address" }).fill("/policy");
  await piece(page, "4. Card").getByRole("button", { name: /Move up/ }).click();
  await expect(page.locator("section > div > h2")).toHaveText(["1. Text", "2. Date", "3. Card with a button", "4. Picture"]);
  await page.getByText("Who gets it").click();
  await page.getByRole("radio", { name: /Everybody/ }).check();
  await page.getByRole("button", { name: "Save and send" }).click();

  // What is missing is named with its place, and nothing can leave.
  await expect(page.locator(".notice-stop")).toContainText("2. Date: has no day");
  await expect(page.locator(".notice-stop")).toContainText("SALT");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.getByRole("link", { name: "2. Date" }).click();
  await piece(page, "2. Date").getByLabel("Day").fill("2027-03-12");
  await piece(page, "2. Date").getByLabel("Time").fill("15:30");
  await piece(page, "1. Text").getByRole("textbox").fill("The children planted beans.");
  await page.getByRole("button", { name: "Save and send" }).click();
  await expectWhole(page, "en");
  const urdu = page.locator("tr", { has: page.locator("th", { hasText: "Urdu" }) });
  await expect(urdu).toContainText("5 of 5 pieces missing");
  const address = new URL(page.url()).pathname;
  const id = address.split("/").at(-2) ?? "";
  await page.goto(`${address.replace("/send", "/preview")}?language=ur`);
  await expect(page.locator("main")).toContainText("The children planted beans.");
  await page.getByRole("button", { name: "Send me this e-mail" }).click();
  await expect(page.getByRole("status")).toContainText("on its way");
  await page.goto(address);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Some families will find English" })).toBeVisible();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status")).toContainText("going out");
  await expect.poll(async () => (await query<{ state: string }>("SELECT state FROM newsletter WHERE id = $1", [id]))[0]?.state, { timeout: 30_000 }).toBe("sent");

  // A mother of the school finds it in the frame of her own language, with an honest word about the English in it.
  const family = await browser.newContext({ javaScriptEnabled: false });
  await signIn(family, "Amina");
  const phone = await family.newPage();
  await phone.goto("/ur/family");
  await phone.getByRole("link", { name: "اسکول کی خبریں" }).click();
  await expectWhole(phone, "ur");
  await phone.locator(`a[href="/ur/family/newsletters/${id}"]`).click();
  await expectWhole(phone, "ur");
  await expect(phone.locator("main")).toContainText("آپ کی زبان میں نہیں");
  await expect(phone.locator("main img[alt='Beans in pots.']")).toBeVisible();
  expect((await family.request.get((await phone.locator("main img[alt='Beans in pots.']").getAttribute("src")) ?? "")).status()).toBe(200);
  for (const way of ["easy", "listen"]) {
    await phone.goto(`/ur/family/newsletters/${id}/${way}`);
    await expectWhole(phone, "ur");
  }
  const pdf = await family.request.get(`/api/newsletters/${id}/print?lang=ur`);
  expect([pdf.status(), pdf.headers()["content-type"], (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
  await family.close();

  // Anyone finds it too; taken back, nobody does.
  const visitor = await browser.newContext({ javaScriptEnabled: true });
  const window = await visitor.newPage();
  await window.goto(`/en/newsletters/${id}`);
  await expectWhole(window, "en");
  expect(await faultsOf(window)).toEqual([]);
  await page.reload();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("status")).toContainText("taken back");
  await expect.poll(async () => (await visitor.request.get(`/en/newsletters/${id}`)).status()).toBe(404);
  await visitor.close();
});

test("a reader stops the e-mails by the key in one of them, and lets them come again, without signing in", async ({ page, request, browser }) => {
  // The demo's newsletter was sent before; a mail of the same school is made by the test before this one or by the demo's own sending.
  const [mail] = await query<{ html: string }>("SELECT html FROM sink_mail WHERE html LIKE '%/stop/%' ORDER BY received_at DESC LIMIT 1");
  const path = /href="https?:\/\/[^/"]+(\/\w+(?:-\w+)?\/stop\/[\w-]+)"/.exec(mail?.html ?? "")?.[1] ?? "";
  expect(path).not.toBe("");
  const checked = await browser.newPage({ javaScriptEnabled: true });
  await checked.goto(path);
  await expectWhole(checked, new URL(checked.url()).pathname.split("/")[1] ?? "");
  expect(await faultsOf(checked)).toEqual([]);
  await checked.close();
  await page.goto(path);
  const before = (await query<{ n: string }>("SELECT count(*) AS n FROM unsubscribed"))[0]?.n;
  await page.locator("main form button").click();
  expect(Number((await query<{ n: string }>("SELECT count(*) AS n FROM unsubscribed"))[0]?.n)).toBe(Number(before) + 1);
  await page.locator("main form button").click();
  expect((await query<{ n: string }>("SELECT count(*) AS n FROM unsubscribed"))[0]?.n).toBe(before);
  // The same by a mail program, which sends neither cookie nor origin; a browser's form from elsewhere is refused.
  const api = path.replace(/^\/[^/]+/, "/api");
  const form = { "List-Unsubscribe": "One-Click" };
  expect((await request.post(api, { form, headers: { origin: "https://elsewhere.example" } })).status()).toBe(403);
  expect((await request.post(`${api.slice(0, -6)}AAAAAA`, { form })).status()).toBe(404);
  expect((await request.post(api, { form: { other: "1" } })).status()).toBe(400);
  expect((await request.post(api, { form })).status()).toBe(200);
  expect(Number((await query<{ n: string }>("SELECT count(*) AS n FROM unsubscribed"))[0]?.n)).toBe(Number(before) + 1);
});

test("a picture with a child who has no yes for its readers keeps a newsletter from going out, and says whose it is; with the yes it may go", async ({ page, context }) => {
  const [child] = await query<{ id: string; name: string; school_id: string; adult_id: string; class: string }>(`
    SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.school_id, l.adult_id, g.name AS class FROM pupil p JOIN enrolment e ON e.pupil_id = p.id AND e.ended_at IS NULL JOIN class_group g ON g.id = e.class_group_id AND g.removed_at IS NULL
    JOIN guardian_link l ON l.pupil_id = p.id AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND l.parental_responsibility = 'yes' JOIN adult a ON a.id = l.adult_id AND a.external_id LIKE 'demo-adult-%'
    WHERE p.removed_at IS NULL AND p.school_id = (SELECT school_id FROM adult WHERE external_id = 'demo-person-office') AND NOT EXISTS (SELECT 1 FROM photo_consent c WHERE c.pupil_id = p.id) AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.link_id = l.id) ORDER BY p.id DESC LIMIT 1`);
  await signIn(context, { id: "office" });
  await page.goto("/en/staff/newsletters");
  await page.getByRole("textbox", { name: "Title" }).fill("A picture of one child");
  await page.getByRole("button", { name: "New newsletter" }).click();
  await piece(page, "1. Text").getByRole("textbox").fill("The children planted beans.");
  await add(page, "Picture");
  await piece(page, "2. Picture").getByRole("button", { name: "Save and choose a picture" }).click();
  await page.getByRole("textbox", { name: "What does the picture show?" }).fill("A child with beans.");
  await page.locator("details", { has: page.locator("summary", { hasText: child?.class }) }).evaluate((box: HTMLDetailsElement) => void (box.open = true));
  await page.locator("input[name=people][value=children]").check();
  const box = page.locator(`input[name='child-${child?.id}']`);
  // Whoever chooses sees it before anything is saved.
  await expect(page.locator("label", { has: box })).toContainText("no yes");
  await box.check();
  await page.locator("input[type=file]").setInputFiles({ name: "beans.jpg", mimeType: "image/jpeg", buffer: await photo() });
  await page.getByRole("button", { name: "Save the picture" }).click();
  await expect(page.getByRole("status").first()).toContainText("The picture is saved.");
  await page.getByRole("button", { name: "Save and send" }).click();
  await expect(page.locator(".notice-stop")).toContainText("2. Picture");
  await expect(page.locator(".notice-stop")).toContainText(child?.name ?? "nobody");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  const id = new URL(page.url()).pathname.split("/").at(-2) ?? "";
  try {
    // The control: with the yes of somebody responsible for the child nothing stands in the way.
    await query("INSERT INTO photo_consent (school_id, pupil_id, adult_id, use, given, at) VALUES ($1, $2, $3, 'school', true, now())", [child?.school_id, child?.id, child?.adult_id]);
    await page.reload();
    await expect(page.locator(".notice-stop")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
    await expectWhole(page, "en");
  } finally {
    await query("DELETE FROM photo_consent WHERE pupil_id = $1", [child?.id]);
    await query("DELETE FROM newsletter WHERE id = $1", [id]);
  }
});
