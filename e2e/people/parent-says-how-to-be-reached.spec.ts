import { expect, expectWhole, signIn, test } from "../fixtures";

test("Hodan answers with pictures in Somali, on a phone, without scripts, and may change her mind", async ({ page, context }) => {
  await signIn(context, "Hodan");
  await page.goto("/so/family/account");
  await page.locator("a[href='/so/family/profile']").click();
  await expectWhole(page, "so");
  await page.locator("a[href$='/speaks?go=on']").click();
  await expectWhole(page, "so");
  // Languages stand under their own names, in their own letters and direction.
  await expect(page.locator("bdi[lang=ur][dir=rtl]").first()).toHaveText("اردو");
  await page.locator("button[value=so]").click();

  await expect(page).toHaveURL(/\/also\?go=on#main$/);
  await page.locator("input[value=ar]").check();
  await page.locator("main form button").click();

  await expect(page).toHaveURL(/\/reading\?go=on#main$/);
  // Every answer has its picture, and none is too small for a thumb.
  for (const button of await page.locator("main form button").all()) {
    await expect(button.locator("img")).toHaveCount(1);
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  }
  await page.locator("button[value=does_not_read]").click();

  // Who does not read is not asked in which language.
  await expect(page).toHaveURL(/\/prefers\?go=on#main$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/reading\?go=on#main$/);
  await expect(page.locator("button[value=does_not_read]")).toHaveAttribute("aria-pressed", "true");
  await page.locator("button[value=does_not_read]").click();

  const tile = (picture: string) => page.locator(`button:has(img[src$='/${picture}.svg'])`);
  for (const picture of ["phone", "listening"]) if ((await tile(picture).getAttribute("aria-pressed")) === "true") await tile(picture).click();
  await tile("listening").click();
  await tile("phone").click();
  await expect(tile("listening")).toContainText("1");
  await expect(tile("phone")).toContainText("2");
  await expectWhole(page, "so");
  await page.locator("main form").last().getByRole("button").click();

  await expect(page).toHaveURL(/\/interpreter\?go=on#main$/);
  await page.locator("button[value=yes]").click();
  await expect(page).toHaveURL(/\/so\/family\/profile#main$/);
  await expectWhole(page, "so");
  await expect(page.locator("main ol li").first().locator("img")).toHaveAttribute("src", "/pictures/listening.svg");

  // She changes one answer and is back at all of them.
  await page.locator("a[href='/so/family/profile/interpreter']").click();
  await page.locator("button[value=no]").click();
  await expect(page).toHaveURL(/\/so\/family\/profile#main$/);
  await expect(page.locator("img[src$='/interpreter_no.svg']")).toBeVisible();
  await page.reload();
  await expect(page.locator("img[src$='/interpreter_no.svg']")).toBeVisible();
});

test("Amina's pages are whole in Urdu, and an answer without a picture is asked for again", async ({ page, context }) => {
  await signIn(context, "Amina");
  for (const step of ["", "/speaks", "/also", "/reading", "/reading-language", "/prefers", "/interpreter"]) {
    await page.goto(`/ur/family/profile${step}`);
    await expectWhole(page, "ur");
    expect(await page.locator("script").count()).toBeLessThanOrEqual(1);
  }
  await page.goto("/ur/family/profile/prefers?pick=");
  await page.locator("main form").last().getByRole("button").click();
  await expect(page.locator(".notice-stop")).toBeVisible();
  // What was never kept is not there: her answers stand.
  await page.goto("/ur/family/profile");
  await expect(page.locator("main ol li").first().locator("img")).toHaveAttribute("src", "/pictures/reading.svg");
  expect((await page.goto("/ur/family/profile/nonsense"))?.status()).toBe(404);
});

test("no reading is needed: in Bengali each question and each answer is heard, and in Somali, which no computer speaks, the languages' own names are", async ({ page, context }) => {
  await signIn(context, "Amina");
  const heard = async (path: string) => {
    await page.goto(path);
    return page.locator("main audio").evaluateAll((each) => each.map((audio) => audio.getAttribute("src") ?? ""));
  };
  for (const step of ["reading", "prefers", "interpreter"]) {
    const sounds = await heard(`/bn/family/profile/${step}`);
    expect(sounds.length, step).toBeGreaterThan(await page.locator("main form button:has(img)").count());
    for (const sound of sounds) {
      const answer = await context.request.get(sound);
      expect([answer.status(), answer.headers()["content-type"]?.split("/")[0]], sound).toEqual([200, "audio"]);
      expect((await answer.body()).length).toBeGreaterThan(1_000);
    }
  }
  // Somali has no voice until a person lends one; nothing is read in another language's.
  expect(await heard("/so/family/profile/reading")).toEqual([]);
  expect((await heard("/so/family/profile/speaks")).length).toBeGreaterThan(3);
});

test("nobody's answers are there for a visitor", async ({ page }) => {
  await page.goto("/en/family/profile");
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
});
