import { query } from "../access/doors";
import { expect, expectWhole, signIn, test, tone } from "../fixtures";

test("the mother picks a time in Urdu, without script, moves it, calls it off and takes it back", async ({ page, context }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family/meetings");
  await expectWhole(page, "ur");
  await page.getByRole("link", { name: "وقت چنیں" }).first().click();
  await expectWhole(page, "ur");
  await page.locator("section[aria-labelledby=pick] a.button").first().click();
  await expectWhole(page, "ur");
  // The free times are heard too, by her alone.
  await page.locator("a[href*='/pick/listen?']").click();
  await expectWhole(page, "ur");
  const sound = await context.request.get((await page.locator("main audio").first().getAttribute("src")) ?? "");
  expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]]).toEqual([200, "audio/mpeg", "private, no-store"]);
  await page.locator("main a").first().click();
  await expectWhole(page, "ur");
  await page.locator("input[name=startsAt]").nth(1).check();
  await page.locator("textarea[name=question]").fill("ریاضی کیسی ہے؟");
  // What she would like to talk about can be said as well as written; what is no sound is refused, and nothing of the rest is lost.
  await page.locator("input[name=voice]").setInputFiles({ name: "note.wav", mimeType: "audio/wav", buffer: Buffer.from("no sound at all") });
  await page.getByRole("button", { name: "یہ وقت لیں" }).click();
  await expect(page.getByRole("alert")).toContainText("ریکارڈ");
  await expect(page.locator("textarea[name=question]")).toHaveValue("ریاضی کیسی ہے؟");
  await expect(page.locator("input[name=startsAt]").nth(1)).toBeChecked();
  await page.locator("input[name=voice]").setInputFiles({ name: "note.wav", mimeType: "audio/wav", buffer: tone() });
  await page.getByRole("button", { name: "یہ وقت لیں" }).click();
  await expect(page.getByRole("status")).toContainText("شکریہ");
  await expectWhole(page, "ur");
  const booked = () => query<{ state: string; at: string }>("SELECT m.state::text, m.starts_at::text AS at FROM meeting m JOIN adult a ON a.id = m.adult_id JOIN meeting_round r ON r.id = m.round_id WHERE a.external_id = 'demo-person-amina' AND r.kind = 'evening' AND m.question_id IS NOT NULL");
  const before = (await booked())[0];
  const [said] = await query<{ language: string; type: string }>("SELECT v.language, v.type FROM voice_note v JOIN meeting m ON m.id = v.subject_id JOIN adult a ON a.id = m.adult_id WHERE a.external_id = 'demo-person-amina' AND m.question_id IS NOT NULL");
  expect(said).toEqual({ language: "ur", type: "audio/wav" });
  expect(before?.state).toBe("booked");
  const card = page.locator("li.card").filter({ has: page.locator("a[href*=pick]") }).last();
  await card.locator("a[href*=pick]").click();
  await page.locator("input[name=startsAt]").nth(3).check();
  await page.getByRole("button", { name: "اس وقت پر بدلیں" }).click();
  await expect(page.getByRole("status")).toContainText("نیا وقت");
  expect((await booked())[0]?.at).not.toBe(before?.at);
  await page.locator("li.card").last().locator("button[value=cancel]").click();
  await expect(page.getByRole("status")).toContainText("منسوخ");
  await page.locator("button[value=takeBack]").click();
  await expect(page.getByRole("status")).toContainText("دوبارہ");
  expect((await booked())[0]?.state).toBe("booked");
});

test("the father on night shifts taps when he can, in Polish, and nothing of it is lost when something is missing", async ({ page, context }) => {
  await signIn(context, "Dariusz");
  await page.goto("/pl/family/meetings");
  // The round for which he has said when he can; the evening that goes on now is another.
  const [said] = await query<{ id: string }>("SELECT k.round_id AS id FROM meeting_ask k JOIN adult a ON a.id = k.adult_id WHERE a.external_id = 'demo-person-dariusz' AND 'nights' = ANY(k.keeps)");
  await page.locator(`a[href="/pl/family/meetings/${said?.id}"]`).first().click();
  await expectWhole(page, "pl");
  // What he said before is there.
  await expect(page.locator("input[name=keeps][value=nights]")).toBeChecked();
  for (const box of await page.locator("input[name=wish]").all()) await box.uncheck();
  await page.locator("input[name=keeps][value=caring]").check();
  await page.getByRole("button", { name: "Zmień moje odpowiedzi" }).click();
  await expect(page.getByRole("alert")).toContainText("przynajmniej jednego nauczyciela");
  await expect(page.locator("input[name=keeps][value=caring]")).toBeChecked();
  await page.locator("input[name=wish]").first().check();
  await page.getByRole("button", { name: "Zmień moje odpowiedzi" }).click();
  await expect(page.getByRole("status")).toContainText("Szukamy terminów");
  const [ask] = await query<{ keeps: string[]; wishes: string }>("SELECT k.keeps, (SELECT count(*) FROM meeting_wish w WHERE w.ask_id = k.id) AS wishes FROM meeting_ask k JOIN adult a ON a.id = k.adult_id WHERE a.external_id = 'demo-person-dariusz' AND k.round_id = $1", [said?.id]);
  expect(ask).toEqual({ keeps: ["nights", "caring"], wishes: "1" });
});
