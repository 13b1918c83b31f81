import { expect } from "@playwright/test";

import { query } from "../access/doors";
import { expectWhole, faultsOf, signIn, test, tone } from "../fixtures";

test("the mother chooses when and where in Polish, without script, and changes her mind", async ({ page, context, browser }) => {
  await signIn(context, "Ewa");
  await page.goto("/pl/family");
  await page.getByRole("link", { name: /Szkoła chciałaby Państwa odwiedzić/ }).click();
  await expectWhole(page, "pl");
  await page.locator("a.card").first().click();
  await expectWhole(page, "pl");
  await expect(page.locator("main")).toContainText("Chcielibyśmy Państwa poznać.");
  await page.locator("input[name=slotId]").first().check();
  await page.locator("input[name=place][value=elsewhere]").check();
  await page.getByRole("button", { name: "Wybieram ten termin" }).click();
  await expect(page.getByRole("alert")).toContainText("Czegoś brakuje");
  // Nothing of the choice is lost.
  await expect(page.locator("input[name=place][value=elsewhere]")).toBeChecked();
  await page.locator("input[name=placeWords]").fill("Kawiarnia przy szkole");
  await page.locator("input[name=voice]").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer: tone(2) });
  await page.getByRole("button", { name: "Wybieram ten termin" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("Do zobaczenia");
  await expect(page.locator("main")).toContainText("Kawiarnia przy szkole");
  const said = (await page.locator("main audio[src]").getAttribute("src")) ?? "";
  expect((await context.request.get(said)).headers()).toMatchObject({ "content-type": "audio/wav", "cache-control": "private, no-store" });
  // Who plans and makes visits hears it and writes it down; another parent does not.
  const staff = await browser.newContext({ javaScriptEnabled: true });
  await signIn(staff, "Okafor");
  const desk = await staff.newPage();
  await desk.goto(`/en/staff/visits/${said.split("/").at(-1)}`);
  await expect(desk.locator("main")).toContainText("sent a voice note in Polish");
  expect((await staff.request.get(said)).status()).toBe(200);
  await desk.locator("details", { hasText: "Write down what it says" }).locator("summary").click();
  await desk.locator("details textarea[name=words]").fill("The café by the school gate.");
  await desk.locator("details select[name=language]").selectOption("en");
  await desk.getByRole("button", { name: /^Keep these words/ }).click();
  await expect(desk.locator("main")).toContainText("The café by the school gate.");
  expect(await faultsOf(desk, "a visit with a voice")).toEqual([]);
  await staff.close();
  const other = await browser.newContext();
  await signIn(other, "Dariusz");
  expect((await other.request.get(said)).status()).toBe(404);
  await other.close();
  await page.locator("input[name=slotId]").nth(1).check();
  await page.locator("input[name=place][value=school]").check();
  await page.getByRole("button", { name: "Zmień termin lub miejsce" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("Do zobaczenia");
  await expect(page.locator("main audio[src]")).toHaveCount(0);
  const [visit] = await query<{ place: string; state: string; n: string }>("SELECT place::text, state::text, (SELECT count(*) FROM visit_hour h WHERE h.visit_id = v.id) AS n FROM visit v JOIN adult a ON a.id = v.adult_id WHERE a.external_id = 'demo-person-ewa'");
  expect(visit).toEqual({ place: "school", state: "booked", n: "2" });
});

test("a visit is planned, allowed by somebody else, made with a clock that is missed at the minute, and written down", async ({ page, context, browser }) => {
  await signIn(context, "Okafor");
  const [child] = await query<{ id: string; adult: string }>("SELECT p.id, a.id AS adult FROM pupil p JOIN guardian_link l ON l.pupil_id = p.id JOIN adult a ON a.id = l.adult_id WHERE a.external_id = 'demo-person-clarke' ORDER BY p.id LIMIT 1");
  await page.goto(`/en/staff/contacts/${child?.id}`);
  await page.locator(`a[href*="/staff/visits/new"][href*="${child?.adult}"]`).click();
  await expectWhole(page, "en");
  await page.locator("textarea[name=words]").fill("We would like to see how you are.");
  await page.getByRole("button", { name: "Plan the visit" }).click();
  await expect(page.getByRole("alert")).toContainText("Two people must go");
  await expect(page.locator("textarea[name=words]")).toHaveValue("We would like to see how you are.");
  await page.locator("select[name=second]").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Show free times" }).click();
  await page.locator("textarea[name=words]").fill("We would like to see how you are.");
  await page.locator("textarea[name=riskNotes]").fill("Steep stairs.");
  await page.getByRole("button", { name: "Plan the visit" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("A colleague has to allow it");
  await expectWhole(page, "en");
  await expect(page.getByRole("button", { name: "Allow it" })).toHaveCount(0);
  const path = new URL(page.url()).pathname;
  const id = path.split("/").at(-1) ?? "";

  const deputy = await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 900 } });
  await signIn(deputy, "Hale");
  const desk = await deputy.newPage();
  await desk.goto(path);
  await expectWhole(desk, "en");
  await desk.getByRole("button", { name: "Allow it", exact: true }).click();
  await expect(desk.locator(".notice[role=status]")).toContainText("The visit is allowed");

  await page.goto(path);
  await page.locator("input[name=slotId]").first().check();
  await page.locator("input[name=place][value=home]").check();
  await page.getByRole("button", { name: "Set this time" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("The time is set");
  // The time has come and gone, and nobody went in: whoever watches sees it on any page, and on one that stays open.
  await query("UPDATE visit SET starts_at = now() - interval '16 minutes' WHERE id = $1", [id]);
  // The sweep that finds it is on the list of what every minute brings; this one comes now.
  expect(await query("SELECT 1 AS known FROM graphile_worker._private_known_crontabs WHERE identifier = 'contacts.visitSweep'")).toEqual([{ known: 1 }]);
  await query("SELECT graphile_worker.add_job('contacts.visitSweep')");
  await expect(desk.locator("p[role=alert].notice-stop")).toContainText("Somebody on a visit is missed", { timeout: 120_000 });
  await desk.locator("p[role=alert].notice-stop a").click();
  await expectWhole(desk, "en");
  await expect(desk.locator("section.notice-stop")).toContainText("Nobody has said that they went in");
  await page.goto(path);
  await page.getByRole("button", { name: "30 min" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("You are inside");
  await page.getByRole("button", { name: "I am out, all is well" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("Good that you are out");
  await page.locator("textarea[name=facts]").fill("We looked at the book together.");
  await page.locator("input[name=nextStep]").fill("Ring next week.");
  await page.locator("input[name=dueOn]").fill("2027-01-15");
  await page.getByRole("button", { name: "Write it down" }).click();
  await expect(page.locator(".notice[role=status]")).toContainText("record of contact");
  await page.getByRole("link", { name: "See it in the record of contact" }).click();
  await expect(page.locator("main")).toContainText("We looked at the book together.");
  await desk.reload();
  await expect(desk.locator("section.notice-stop")).toHaveCount(0);
  await deputy.close();
});
