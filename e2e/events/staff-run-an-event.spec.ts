import { writeFileSync } from "node:fs";

import { expect } from "@playwright/test";
import QRCode from "qrcode";
import sharp from "sharp";

import { query } from "../access/doors";
import { expectWhole, faultsOf, origin, signIn, test } from "../fixtures";

test("the office makes an event, sees whom its date shuts out, announces it, and calls a time off; without script", async ({ page, context, browser }) => {
  await signIn(context, { id: "office" });
  await page.goto("/en/staff/events/date?day=2027-03-12&from=12:45&to=13:45");
  await expectWhole(page, "en");
  await expect(page.locator("main")).toContainText("Friday prayers");
  await expect(page.locator("main li.card")).toHaveCount(5);
  await page.goto("/en/staff/events");
  await expectWhole(page, "en");
  await page.locator("main details summary").first().click();
  const form = page.locator("main form").first();
  await form.locator('[name="title"]').fill("Maths workshop");
  await form.locator('[name="kind"]').selectOption("workshop");
  await form.locator('[name="day"]').fill("2027-03-11");
  await form.locator('[name="to"]').fill("16:00");
  await form.getByRole("button").click();
  await expect(page.getByRole("alert").filter({ hasText: "ends before it begins" })).toBeVisible();
  await expect(page.locator('main [name="title"]')).toHaveValue("Maths workshop");
  await page.locator('main [name="to"]').fill("18:30");
  await page.locator("main form button").first().click();
  await expect(page).toHaveURL(/\/en\/staff\/events\/[0-9a-f-]{36}$/);
  const path = new URL(page.url()).pathname;
  const id = path.split("/").at(-1) ?? "";

  await page.getByRole("button", { name: "Announce it" }).click();
  await expect(page.getByRole("alert")).toContainText("Write what happens first");
  await page.getByRole("textbox", { name: "What happens" }).fill("You learn how we count. Bring your child.");
  await page.getByRole("textbox", { name: "Link to the map" }).fill("http://maps.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("https://");
  await expect(page.getByRole("textbox", { name: "What happens" })).toHaveValue("You learn how we count. Bring your child.");
  await page.getByRole("textbox", { name: "Link to the map" }).fill("https://maps.example/hall");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").first()).toContainText("Saved");
  const visitor = await browser.newPage();
  expect((await visitor.goto(`/en/events/${id}`))?.status()).toBe(404);
  await page.getByRole("button", { name: "Announce it" }).click();
  await expect(page.getByRole("status").first()).toContainText("Everybody can find it");
  await expect.poll(async () => (await visitor.goto(`/en/events/${id}`))?.status()).toBe(200);
  await expect(visitor.locator("main")).toContainText("You learn how we count.");

  // One family books all but one place; fewer places are only set when somebody agrees to what that costs.
  await visitor.goto(`/so/events/${id}/book`);
  for (const [name, value] of Object.entries({ name: "Deeqa", email: "deeqa@family.example", people: "4" })) await visitor.locator(`main [name="${name}"]`).fill(value);
  await visitor.locator("main form button").click();
  await expect(visitor).toHaveURL(/\/so\/events\/place\//);
  await page.goto(path);
  await page.locator('main [name="capacity"]').first().fill("3");
  await page.getByRole("button", { name: "Set places" }).click();
  await expect(page.getByRole("alert")).toContainText("One family would lose its place");
  await page.locator('main [name="agreed"]').check();
  await page.getByRole("button", { name: "Set places" }).click();
  await expect(page.getByRole("status").first()).toContainText("set");
  await visitor.reload();
  await expectWhole(visitor, "so");
  expect(await query("SELECT b.state FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.email = 'deeqa@family.example'")).toEqual([{ state: "waiting" }]);

  await page.locator("main details summary", { hasText: "Call the event off" }).click();
  await page.getByRole("button", { name: "Call the event off" }).click();
  await expect(page.getByRole("status").first()).toContainText("One family is told");
  await visitor.reload();
  await expectWhole(visitor, "so");
  expect(await query("SELECT m.kind FROM message m JOIN guest g ON g.id = m.adult_id WHERE g.email = 'deeqa@family.example' AND m.kind = 'event_cancelled'")).toHaveLength(1);
  await visitor.close();
});

test.describe("the desk at the door", () => {
  test.use({ javaScriptEnabled: true });

  test("finds a family in any script, keeps what it notes while the network is down, and sends it once", async ({ page, context }) => {
    const [session] = await query<{ id: string; event_id: string }>("SELECT s.id, s.event_id FROM event_session s JOIN event e ON e.id = s.event_id WHERE e.kind = 'open_evening' AND s.capacity = 30 ORDER BY s.id LIMIT 1");
    // The evening is now.
    const [times] = await query<{ starts_at: Date; ends_at: Date }>("SELECT starts_at, ends_at FROM event_session WHERE id = $1", [session?.id]);
    await query("UPDATE event_session SET starts_at = now() - interval '5 minutes', ends_at = now() + interval '85 minutes' WHERE id = $1", [session?.id]);
    try {
      await signIn(context, "Patel");
      await page.goto(`/en/staff/events/${session?.event_id}/desk/${session?.id}`);
      await expectWhole(page, "en");
      expect(await faultsOf(page)).toEqual([]);
      const box = page.getByRole("searchbox");
      await box.fill("Tomasz Zielinski");
      await expect(page.locator("main li")).toHaveCount(0);
      // By somebody whose keyboard has other letters than the name: Latin ones, and Arabic's own.
      for (const typed of ["qureshi", "Nadia Q", "قريشي"]) {
        await box.fill(typed);
        await expect(page.locator("main li")).toHaveCount(1);
        await expect(page.locator("main li")).toContainText("نادیہ قریشی");
      }
      await box.fill("نادیہ");
      await expect(page.locator("main li")).toHaveCount(1);
      await box.press("Enter");
      const cameOf = async (name: string) => (await query<{ state: string; came_people: number | null }>("SELECT b.state, b.came_people FROM event_booking b JOIN guest g ON g.id = b.guest_id WHERE g.name = $1 AND b.session_id = $2", [name, session?.id]))[0];
      await expect.poll(() => cameOf("نادیہ قریشی")).toEqual({ state: "came", came_people: 4 });
      await expect(box).toBeFocused();

      await context.setOffline(true);
      await box.fill("hamse");
      await page.getByRole("button", { name: /^Is here/ }).click();
      await page.getByText("Somebody without a place").click();
      await page.getByRole("textbox", { name: "Your name" }).fill("Walk In");
      await page.getByRole("button", { name: "Let them in" }).click();
      await expect(page.getByRole("status")).toContainText("2 notes wait");
      expect((await cameOf("Hamse Jaamac"))?.state).toBe("booked");
      await context.setOffline(false);
      await expect.poll(() => cameOf("Hamse Jaamac"), { timeout: 40_000 }).toEqual({ state: "came", came_people: 2 });
      await expect.poll(() => query("SELECT 1 FROM guest WHERE name = 'Walk In'")).toHaveLength(1);
      await expect(page.getByRole("status")).toHaveCount(0);
    } finally {
      await query("UPDATE event_booking SET state = 'booked', came_at = NULL, came_people = NULL WHERE session_id = $1 AND state = 'came'", [session?.id]);
      await query("UPDATE event_session SET starts_at = $2, ends_at = $3 WHERE id = $1", [session?.id, times?.starts_at, times?.ends_at]);
    }
  });

  test("reads the picture of a place with the camera", async ({ browser }) => {
    const [session] = await query<{ id: string; event_id: string }>("SELECT s.id, s.event_id FROM event_session s JOIN event e ON e.id = s.event_id WHERE e.kind = 'open_evening' AND s.capacity = 30 ORDER BY s.id LIMIT 1");
    const desk = await browser.newContext();
    await signIn(desk, "Patel");
    const before = await desk.newPage();
    await before.goto(`/en/staff/events/${session?.event_id}/desk/${session?.id}`);
    const code = (await before.locator("main li bdi[dir=ltr]").nth(1).innerText()).trim();
    const name = (await before.locator("main li .font-bold bdi").nth(1).innerText()).trim();
    const cookies = await desk.cookies();
    await desk.close();
    // What a phone's camera would see: the picture on the family's page, held up.
    const file = test.info().outputPath("camera.mjpeg");
    const picture = await sharp(await QRCode.toBuffer(code.replace("-", ""), { width: 360, margin: 2 })).extend({ top: 60, bottom: 60, left: 140, right: 140, background: "#aab" }).jpeg().toBuffer();
    writeFileSync(file, Buffer.concat(Array.from({ length: 30 }, () => picture)));
    const own = await browser.browserType().launch({ executablePath: test.info().project.use.launchOptions?.executablePath, args: ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`] });
    try {
      const context = await own.newContext({ baseURL: origin, permissions: ["camera"] });
      await context.addCookies(cookies);
      const page = await context.newPage();
      await page.goto(`/en/staff/events/${session?.event_id}/desk/${session?.id}`);
      await page.getByRole("button", { name: "Read codes with the camera" }).click();
      await expect(page.getByRole("searchbox")).toHaveValue(code.replace("-", ""), { timeout: 30_000 });
      await expect(page.locator("main li")).toHaveCount(1);
      await expect(page.locator("main li")).toContainText(name);
      // Without leave to use a camera the desk says what to do.
      await page.getByRole("button", { name: "Stop the camera" }).click();
      await page.evaluate(() => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("no"))));
      await page.getByRole("button", { name: "Read codes with the camera" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "camera cannot be used" })).toBeVisible();
    } finally {
      await own.close();
    }
  });
});
