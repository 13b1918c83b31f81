import { expect } from "@playwright/test";

import { query } from "../access/doors";
import { expectWhole, signIn, test } from "../fixtures";

const named = async (state: "held" | "coming") =>
  (await query<{ id: string }>(`SELECT c.id FROM celebration c JOIN celebration_pupil x ON x.celebration_id = c.id JOIN pupil p ON p.id = x.pupil_id
    WHERE p.external_id = 'demo-pupil-zara' AND c.starts_at ${state === "held" ? "<" : ">"} now() AND EXISTS (SELECT 1 FROM ${state === "held" ? "celebration_clip f WHERE f.celebration_id" : "message m WHERE m.subject_id"} = c.id) ORDER BY c.starts_at LIMIT 1`))[0]?.id ?? "";

test("Amina, who reads Urdu, answers an invitation with one tap, changes her mind, and the school counts it; without script", async ({ page, context, browser }) => {
  const id = await named("coming");
  await signIn(context, "Amina");
  await page.goto("/ur/family/rewards");
  await page.locator(`a[href="/ur/family/rewards/celebrations/${id}"]`).click();
  await expectWhole(page, "ur");
  const said = () => query<{ says: string; places: number; needs: string[] }>("SELECT says::text, places, needs FROM celebration_answer WHERE celebration_id = $1 AND adult_id = (SELECT id FROM adult WHERE external_id = 'demo-person-amina')", [id]);
  const kept = await said();
  try {
    await page.locator("button[name=says][value=work]").click();
    await expect(page.locator("button[name=says][value=work]")).toHaveAttribute("aria-pressed", "true");
    expect((await said())[0]?.says).toBe("work");
    // She can come after all, with two people more, and needs somebody who speaks Urdu.
    await page.locator("details:has(input[name=places]) summary").click();
    await page.locator("input[name=places]").fill("3");
    await page.locator("input[name=need][value=interpreter]").check();
    await page.locator("button[name=says][value=yes]").click();
    await expectWhole(page, "ur");
    expect((await said())[0]).toMatchObject({ says: "yes", places: 3, needs: ["interpreter"] });
    const desk = await browser.newContext();
    await signIn(desk, { id: "office" });
    const list = await desk.newPage();
    await list.goto(`/en/staff/rewards/celebrations/${id}`);
    await expect(list.locator("main")).toContainText("Urdu");
    await desk.close();
    // No more seats than one row: nothing that was said is lost.
    await page.locator("input[name=places]").evaluate((box) => box.removeAttribute("max"));
    await page.locator("input[name=places]").fill("4000");
    await page.locator("button[name=says][value=yes]").click();
    await expect(page.locator(".notice-stop").first()).toBeVisible();
    expect((await said())[0]).toMatchObject({ says: "yes", places: 3 });
  } finally {
    await query("DELETE FROM celebration_answer WHERE celebration_id = $1 AND adult_id = (SELECT id FROM adult WHERE external_id = 'demo-person-amina')", [id]);
    for (const { says, places, needs } of kept) await query("INSERT INTO celebration_answer (school_id, celebration_id, adult_id, says, places, needs, at) SELECT school_id, $1, id, $2, $3, $4, now() FROM adult WHERE external_id = 'demo-person-amina'", [id, says, places, needs]);
  }
});

test("Dariusz, who was at work, sees the film with captions in Polish; it is hidden the moment a consent in it ends, and another family never finds it", async ({ page, context, browser }) => {
  const id = await named("held");
  await signIn(context, "Dariusz");
  await page.goto(`/pl/family/rewards/celebrations/${id}`);
  await expectWhole(page, "pl");
  const video = page.locator("video");
  await expect(video).toHaveAttribute("preload", "none");
  const [film, captions] = [(await video.locator("source").getAttribute("src")) ?? "", (await video.locator("track").first().getAttribute("src")) ?? ""];
  // The reader’s own language is shown; the words as they were said are there beside it.
  expect(await video.locator("track").evaluateAll((tracks) => tracks.map((track) => ["srclang", "label", "default"].map((name) => track.getAttribute(name))))).toEqual([["pl", "Polski", ""], ["en", "English", null]]);
  const part = await context.request.get(film, { headers: { range: "bytes=0-99" } });
  expect([part.status(), (await part.body()).length, part.headers()["cache-control"]]).toEqual([206, 100, "private, no-store"]);
  const words = await context.request.get(captions);
  expect([words.status(), words.headers()["content-type"]]).toEqual([200, expect.stringContaining("text/vtt")]);
  expect(await words.text()).toContain("Dziś świętujemy");

  // Whose child was not celebrated gets for the page, the film and its words what anybody gets for none.
  const [other, nobody] = [await browser.newContext(), await browser.newContext()];
  await signIn(other, "Hodan");
  for (const address of [`/so/family/rewards/celebrations/${id}`, film, captions]) {
    const [theirs, none] = await Promise.all([address, address.replace(id, "019f0000-0000-7000-8000-0000000000ff")].map((each) => other.request.get(each)));
    expect([theirs!.status(), (await theirs!.text()).replaceAll(id, "")], address).toEqual([404, (await none!.text()).replaceAll("019f0000-0000-7000-8000-0000000000ff", "")]);
  }
  expect((await nobody.request.get(film)).status()).toBe(401);
  await Promise.all([other.close(), nobody.close()]);

  // Amina takes her yes to films of Zara back: Ola's father sees the film no more, and the page says nothing of why.
  const amina = await browser.newContext();
  await signIn(amina, "Amina");
  const photos = await amina.newPage();
  const choose = async (given: "yes" | "no") => {
    await photos.goto("/en/family/rewards/photos");
    await photos.locator("section", { has: photos.locator("h2", { hasText: "Zara" }) }).locator(`button[name=answer][value='film:${given}']`).click();
    await expect(photos.locator(`button[name=answer][value='film:${given}']`).first()).toHaveAttribute("aria-pressed", "true");
  };
  try {
    await choose("no");
    expect((await context.request.get(film)).status()).toBe(404);
    await page.reload();
    await expect(video).toHaveCount(0);
  } finally {
    await choose("yes");
  }
  expect((await context.request.get(film)).status()).toBe(200);
  await amina.close();
});
