import type { BrowserContext, Page } from "@playwright/test";

import { query } from "../access/doors";
import { expect, expectWhole, origin, signIn, test, tone } from "../fixtures";

async function openListen(page: Page, context: BrowserContext, who: "Amina" | "Hodan" | "Ewa", language: string) {
  await signIn(context, who);
  await page.goto(`/${language}/family`);
  await page.locator("a[href*='/family/reports/']").first().click();
  await page.locator("nav a[href$='/listen']").click();
  await expect(page).toHaveURL(/\/family\/reports\/[^/]+\/listen$/);
  await expectWhole(page, language);
}

test.describe("without scripts", () => {
  test("Amina hears each part of Zara's report in Urdu by the browser's own player", async ({ page, context }) => {
    await openListen(page, context, "Amina", "ur");
    const players = page.locator("main audio");
    expect(await players.count()).toBeGreaterThan(4);
    await expect(page.locator("[data-player]")).toBeHidden();
    const source = (await players.nth(1).getAttribute("src")) ?? "";
    const whole = await context.request.get(source);
    expect(whole.status()).toBe(200);
    expect(whole.headers()).toMatchObject({ "content-type": "audio/mpeg", "cache-control": "private, no-store", "accept-ranges": "bytes", "content-length": String((await whole.body()).length), "x-content-type-options": "nosniff" });
    expect((await whole.body()).readUInt16BE(0) & 0xffe0).toBe(0xffe0);
    // Some phones play only what comes in parts.
    const part = await context.request.get(source, { headers: { range: "bytes=0-99" } });
    expect([part.status(), (await part.body()).length, part.headers()["content-range"]]).toEqual([206, 100, `bytes 0-99/${(await whole.body()).length}`]);
    expect((await context.request.get(source, { headers: { range: "bytes=99999999-" } })).status()).toBe(416);
  });

  for (const name of ["account", "inbox", "visits", "newsletters", "messages", "meetings"]) {
    test(`the page ${name} is heard as it stands there, by its own reader alone`, async ({ page, context, browser }) => {
      const plain = (text: string) => text.replace(/[\u2066-\u2069\s]+/g, " ").trim();
      const heard = async (language: string) => {
        await page.goto(`/${language}/family/${name}`);
        const title = plain(await page.locator("h1").innerText());
        const items = await page.locator("main .card .font-bold.underline, main a.card .font-bold:has(> .underline), main section.card h2").evaluateAll((all) => all.map((each) => each.firstChild?.textContent ?? ""));
        await page.locator(`a[href="/${language}/family/${name}/listen"]`).click();
        await expectWhole(page, language);
        const said = (await page.locator("[data-say]").allTextContents()).map(plain);
        expect(said[0]).toBe(`${title}.`);
        for (const item of items) expect(said.join(" ")).toContain(plain(item).replace(/\.$/, ""));
        return items.length;
      };
      const [who, apart] = name === "visits" ? (["Ewa", "Dariusz"] as const) : (["Dariusz", "Ewa"] as const);
      await signIn(context, who);
      expect(await heard("pl")).toBeGreaterThan(0);
      const sounds = await page.locator("[data-say^='/api/listen/lists/']").evaluateAll((all) => all.map((each) => each.getAttribute("data-say") ?? ""));
      const block = (await page.locator("main audio").last().getAttribute("src")) ?? "";
      for (const address of [sounds.at(-1) ?? "", block]) {
        const sound = await context.request.get(address);
        expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]], address).toEqual([200, "audio/mpeg", "private, no-store"]);
      }
      await page.locator("main a").first().click();
      await expect(page).toHaveURL(new RegExp(`/pl/family/${name}$`));
      // Who is not signed in hears nothing of it, and the other parent has a page of their own.
      const [nobody, other] = await Promise.all([browser.newContext(), browser.newContext()]);
      expect((await nobody.request.get(block)).status()).toBe(401);
      await signIn(other, apart);
      const theirs = await Promise.all(sounds.map(async (address) => (await other.request.get(address)).status()));
      if (name === "account" || name === "visits") expect(theirs).toContain(404);
      const own = await other.newPage();
      await own.goto(`/pl/family/${name}/listen`);
      expect(await own.locator("main").innerText()).not.toContain(who);
      await Promise.all([nobody.close(), other.close()]);
    });
  }

  test("what anybody may open is heard without an account: the school's days, the form to book, and the way to one's place", async ({ page, context }) => {
    const plain = (text: string) => text.replace(/[\u2066-\u2069\s]+/g, " ").trim();
    const [event] = await query<{ id: string }>("SELECT e.id FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'open_evening' AND s.ends_at > now() ORDER BY e.id LIMIT 1");
    for (const path of ["/dates", `/events/${event?.id}/book`, "/events/place"]) {
      await page.goto(`/ur${path}`);
      const title = plain(await page.locator("h1").innerText());
      const words = (await page.locator("main li > .font-bold, main label, main legend").allTextContents()).map(plain).filter((each) => /\p{L}/u.test(each) && !/\d\d:\d\d/.test(each));
      await page.locator("main .no-print.self-start, main a.no-print").first().click();
      await expectWhole(page, "ur");
      const said = (await page.locator("[data-say]").allTextContents()).map(plain).join(" ");
      expect(said.startsWith(title.replace(/[.۔؟]$/, "")), path).toBe(true);
      // The box that only programs fill in is not said, nor the name of each language to choose from.
      const unsaid = words.filter((each) => !said.includes(each.replace(/[.۔؟:]$/, "")) && !/خالی چھوڑ/.test(each));
      if (path !== "/events/place") expect(unsaid, path).toEqual([]);
      const block = (await page.locator("main audio").first().getAttribute("src")) ?? "";
      const sound = await context.request.get(block);
      expect([sound.status(), sound.headers()["content-type"]], block).toEqual([200, "audio/mpeg"]);
      await page.locator("main a").first().click();
      await expect(page).toHaveURL(new RegExp(`/ur${path}$`));
    }
  });

  test("good news, celebrations, photos and each letter are heard by those whose they are", async ({ page, context, browser }) => {
    const plain = (text: string) => text.replace(/[\u2066-\u2069\s]+/g, " ").trim();
    await signIn(context, "Dariusz");
    const first = async (list: string, link: string) => {
      await page.goto(`/pl/family/${list}`);
      return (await page.locator(link).first().getAttribute("href")) ?? "";
    };
    const places = [
      "/pl/family/rewards", "/pl/family/rewards/photos", await first("rewards", "main a[href*='/rewards/celebrations/']"), await first("inbox", "main a[href$='/easy']"),
    ];
    const blocks: string[] = [];
    for (const place of places) {
      await page.goto(place);
      const title = plain(await page.locator("h1").innerText());
      await page.locator("a[href*='/listen']:has(svg)").first().click();
      await expectWhole(page, "pl");
      // A title of two sentences is two that are said.
      expect((await page.locator("[data-say]").allInnerTexts()).map(plain).join(" ").startsWith(title.replace(/\.$/, "")), place).toBe(true);
      const block = (await page.locator("main audio").first().getAttribute("src")) ?? "";
      const sound = await context.request.get(block);
      expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]], place).toEqual([200, "audio/mpeg", "private, no-store"]);
      blocks.push(block);
      await page.locator("main a").first().click();
      await expect(page).toHaveURL(new RegExp(`${place.replace(/[?].*/, "")}(\\?.*)?$`));
    }
    // What has an id in its address is not there for another family, and nothing is for nobody.
    const [other, nobody] = [await browser.newContext(), await browser.newContext()];
    await signIn(other, "Hodan");
    for (const block of blocks.slice(2)) expect((await other.request.get(block)).status(), block).toBe(404);
    for (const block of blocks) expect((await nobody.request.get(block)).status(), block).toBe(401);
    await Promise.all([other.close(), nobody.close()]);
  });

  test("the page on which a first message is written is heard by those who may write it", async ({ page, context, browser }) => {
    await signIn(context, "Dariusz");
    await page.goto("/pl/family/messages");
    await page.locator("main a[href*='/family/messages/new?']").first().click();
    const title = (await page.locator("h1").innerText()).replace(/[\u2066-\u2069]/g, "").trim();
    await page.locator("a[href*='/family/messages/new/listen?']").click();
    await expectWhole(page, "pl");
    expect((await page.locator("[data-say]").first().innerText()).replace(/[\u2066-\u2069]/g, "").trim()).toBe(`${title}.`);
    const block = (await page.locator("main audio").first().getAttribute("src")) ?? "";
    const sound = await context.request.get(block);
    expect([sound.status(), sound.headers()["content-type"], sound.headers()["cache-control"]]).toEqual([200, "audio/mpeg", "private, no-store"]);
    const other = await browser.newContext();
    expect((await other.request.get(block)).status()).toBe(401);
    await signIn(other, "Amina");
    expect((await other.request.get(block)).status()).toBe(404);
    await other.close();
    await page.locator("main a").first().click();
    await expect(page).toHaveURL(/\/pl\/family\/messages\/new\?child=/);
  });

  test("another family gets for these sounds what it gets for none; the owner hears them", async ({ browser }) => {
    const [first, second, nobody] = await Promise.all([1, 2, 3].map(() => browser.newContext()));
    const page = await first!.newPage();
    await openListen(page, first!, "Amina", "en");
    const sounds = (await page.locator("[data-say]").evaluateAll((all) => all.map((each) => each.getAttribute("data-say") ?? ""))).filter((each) => each.startsWith("/api/reports/"));
    const blocks = await page.locator("main audio").evaluateAll((all) => all.map((each) => each.getAttribute("src") ?? ""));
    expect(sounds.length).toBeGreaterThan(3);
    await signIn(second!, "Ewa");
    for (const address of [...sounds.slice(0, 4), blocks[1] ?? ""]) {
      const theirs = await second!.request.get(address);
      const never = await second!.request.get(address.replace(/reports\/[^/]+/, "reports/019f0000-0000-7000-8000-0000000000ff"));
      expect([theirs.status(), await theirs.text()], address).toEqual([never.status(), await never.text()]);
      expect(theirs.status()).toBe(404);
      expect((await nobody!.request.get(address)).status()).toBe(401);
      expect((await first!.request.get(address)).status()).toBe(200);
    }
    await Promise.all([first, second, nobody].map((context) => context!.close()));
  });

  test("Hodan is offered a call in Somali, and never an English voice", async ({ page, context }) => {
    await openListen(page, context, "Hodan", "so");
    // What the teacher wrote in English, and nobody has translated, is the only thing that a voice can read here.
    const read = await page.locator("main audio").evaluateAll((all) => all.map((each) => each.parentElement?.querySelector("[data-say]")?.getAttribute("lang")));
    expect([...new Set(read)].filter((language) => language !== "en")).toEqual([]);
    const said = page.locator("[data-say][lang=so]");
    expect(await said.count()).toBeGreaterThan(3);
    expect(await said.evaluateAll((all) => all.filter((each) => each.getAttribute("data-say") !== "" || each.getAttribute("data-voice") !== "").length)).toBe(0);
    // Whoever makes the address up gets nothing either.
    const id = /reports\/([^/]+)/.exec(page.url())?.[1] ?? "";
    expect((await context.request.get(`/api/reports/${id}/listen/1?lang=so`)).status()).toBe(404);
    expect((await context.request.get(`/api/reports/${id}/listen/1?lang=en`)).status()).toBe(200);
    await page.locator("main .notice form button").click();
    await expect(page.locator("main .notice form")).toHaveCount(0);
    await page.reload();
    await expect(page.locator("main .notice form")).toHaveCount(0);
  });

  test("the office sees that Hodan wants to be rung", async ({ browser }) => {
    const context = await browser.newContext();
    await signIn(context, "Okafor");
    const page = await context.newPage();
    await page.goto("/en/staff/today");
    await expect(page.locator("tr", { hasText: "Cannot listen or read it" }).first()).toContainText("Hodan");
    await context.close();
  });

  for (const language of ["en", "ur", "so"]) {
    test(`public pages and the family's first page can be heard in ${language}`, async ({ page, context }) => {
      for (const path of ["", "/policy", "/sign-in", "/sign-in/code?next=%2Fur%2Ffamily", "/newsletters", "/events"]) {
        await page.goto(`/${language}${path}`);
        const title = (await page.locator("h1").innerText()).trim();
        await page.locator(`a[href^="/${language}/listen/"], a[href="/${language}${path}/listen"]`).click();
        await expectWhole(page, language);
        const list = path === "/newsletters" || path === "/events";
        if (list) expect(await page.locator("[data-say]").first().innerText()).toBe(`${title}${language === "ur" ? "\u06D4" : "."}`);
        const sounds = await page.locator("main audio").evaluateAll((all) => all.map((each) => each.getAttribute("src") ?? ""));
        // Of a list in Somali the titles are heard that nobody has translated.
        if (!list || language !== "so") expect(sounds.length > 0).toBe(language !== "so");
        if (sounds[0]) expect((await context.request.get(sounds[0])).headers()["content-type"]).toBe("audio/mpeg");
      }
      await signIn(context, "Ewa");
      await page.goto(`/${language}/family`);
      await page.locator("a[href$='/family/listen']").click();
      await expectWhole(page, language);
    });
  }

  test("a fixed sentence is kept for a year by the key of its sounds; nothing else of a route is", async ({ page, request }) => {
    await page.goto("/pl/listen/policy");
    const first = (await page.locator("[data-say]").first().getAttribute("data-say")) ?? "";
    expect((await request.get(first)).status()).toBe(200);
    await signIn(page.context(), "Ewa"); // whoever is known gets a page made now, not one from memory
    await page.goto("/pl/listen/policy");
    const lasting = (await page.locator("[data-say]").first().getAttribute("data-say")) ?? "";
    expect(lasting).toMatch(/^\/api\/listen\/[0-9a-f]{64}$/);
    const answer = await request.get(lasting);
    expect([answer.status(), answer.headers()["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await request.get("/api/listen/page/policy/0?lang=pl")).headers()["cache-control"]).toBe("private, no-store");
    expect((await request.get(`/api/listen/${"0".repeat(64)}`)).status()).toBe(404);
  });

  test("a parent answers by voice; the teacher hears it on the task and writes down what it says", async ({ browser }) => {
    const [family, staff, stranger] = await Promise.all([1, 2, 3].map(() => browser.newContext()));
    await signIn(family!, "Hodan");
    const page = await family!.newPage();
    await page.goto("/en/family");
    await page.locator("a[href*='/family/reports/']").first().click();
    const form = page.locator("#answers details form");
    await page.locator("#answers details summary").click();
    await form.locator("textarea").fill("A few words");
    await form.locator("input[type=file]").setInputFiles({ name: "voice.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("<html>no sound at all</html>") });
    await form.getByRole("button", { name: "Ask for a talk" }).click();
    await expect(page.locator("#answers details")).toContainText("Please record it again");
    await expect(form.locator("textarea")).toHaveValue("A few words");
    await form.locator("input[type=file]").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer: tone(2) });
    await form.getByRole("button", { name: "Ask for a talk" }).click();
    await expect(page.locator("#answers .notice-good").first()).toBeVisible();
    await signIn(stranger!, "Amina");
    await signIn(staff!, "Patel");
    const today = await staff!.newPage();
    await today.goto("/en/staff/today");
    await expect(today.getByText("sent a voice note in Somali").first()).toBeVisible();
    const source = (await today.locator("audio[src^='/api/listen/note/']").first().getAttribute("src")) ?? "";
    expect((await staff!.request.get(source)).headers()["content-type"]).toBe("audio/wav");
    expect((await family!.request.get(source)).status()).toBe(200);
    expect((await stranger!.request.get(source)).status()).toBe(404);
    await today.locator("details summary", { hasText: "What it says, in English" }).first().click();
    await today.locator("textarea[name=body]").first().fill("He asks about reading.");
    await today.getByRole("button", { name: /^Keep these words/ }).first().click();
    await expect(today.locator("textarea[name=body]").first()).toHaveValue("He asks about reading.");
    await Promise.all([family, staff, stranger].map((context) => context!.close()));
  });

  test("a voice for Somali: recorded, let through by another person, heard", async ({ browser }) => {
    const [parent, office] = await Promise.all([1, 2].map(() => browser.newContext()));
    await signIn(parent!, "Hodan");
    const page = await parent!.newPage();
    await page.goto("/so/family/voice");
    await expectWhole(page, "so");
    const text = await page.locator("section.card-now p").nth(1).innerText();
    await page.locator("input[type=file]").setInputFiles({ name: "v.wav", mimeType: "audio/wav", buffer: tone() });
    await page.locator("form[action='/api/listen/record'] button").last().click();
    await expect(page.locator(".notice-good")).toBeVisible();
    expect(await page.locator("section.card-now p").nth(1).innerText()).not.toBe(text);
    const silent = await (await parent!.request.get("/so/listen/home")).text();
    expect(silent).not.toContain('data-voice="recorded"');
    await signIn(office!, "Byrne");
    const desk = await office!.newPage();
    await desk.goto("/en/staff/recordings");
    const row = desk.locator("li", { hasText: text }).first();
    expect((await office!.request.get((await row.locator("audio").getAttribute("src")) ?? "")).headers()["content-type"]).toBe("audio/mpeg");
    await row.getByRole("button", { name: /^Let families hear it/ }).click();
    await expect(desk.locator(".notice-good")).toBeVisible();
    await expect.poll(async () => (await (await parent!.request.get("/so/listen/home")).text()).includes('data-voice="recorded"')).toBe(true);
    await Promise.all([parent, office].map((context) => context!.close()));
  });

  test("a recording sent from another site is refused", async ({ context }) => {
    await signIn(context, "Grant");
    const send = (from: string) => context.request.post("/api/listen/record", { headers: { origin: from }, multipart: { locale: "en", from: "family", source: "page", language: "so", sentence: "0".repeat(64), voice: { name: "v.wav", mimeType: "audio/wav", buffer: tone() } }, maxRedirects: 0 });
    expect((await send("https://elsewhere.example")).status()).toBe(403);
    expect((await send(origin)).status()).toBe(303);
  });
});

test.describe("with scripts", () => {
  test.use({ javaScriptEnabled: true });

  test("one player goes from sentence to sentence, marks the one that is spoken, and moves nothing", async ({ page, context }) => {
    const blocked: string[] = [];
    page.on("console", (message) => void (/Content Security Policy|Error/.test(message.text()) && blocked.push(message.text())));
    page.on("pageerror", (error) => blocked.push(error.message));
    await openListen(page, context, "Amina", "ur");
    const play = page.locator("[data-do=play]");
    await expect(play).toBeVisible();
    expect(await page.evaluate(() => speechSynthesis.getVoices().length)).toBe(0);
    const places = () => page.locator("[data-say]").evaluateAll((all) => all.map((each) => (each as HTMLElement).offsetTop + (each as HTMLElement).offsetHeight));
    const before = await places();
    const wait = page.waitForResponse((answer) => answer.url().includes("/listen/") && answer.headers()["content-type"] === "audio/mpeg");
    await play.click();
    await wait;
    await expect(page.locator("[data-say][data-now]")).toHaveCount(1);
    const first = await page.locator("[data-now]").innerText();
    await expect(page.locator("[data-player] [role=status]")).not.toBeEmpty();
    expect(await places()).toEqual(before);
    await expect.poll(() => page.locator("[data-now]").innerText(), { timeout: 20_000 }).not.toBe(first);
    await page.locator("[data-do=slower]").click();
    await expect(page.locator("[data-do=slower]")).toHaveAttribute("aria-pressed", "true");
    await play.click();
    const held = await page.locator("[data-now]").innerText();
    await page.waitForTimeout(1_500);
    expect(await page.locator("[data-now]").innerText()).toBe(held);
    await page.locator("[data-do=again]").click();
    expect(await page.locator("[data-now]").innerText()).toBe(held);
    expect(blocked).toEqual([]);
  });

  test("a phone's voice is used only when it is of the page's language, and can be left for the server's", async ({ page, context }) => {
    await page.addInitScript(() => {
      const spoken: string[] = [];
      const voices = [{ lang: "en-GB", name: "English" }, { lang: "ur_PK", name: "Urdu" }];
      class Told { text: string; voice?: { lang: string }; lang = ""; rate = 1; onstart?: () => void; onend?: () => void; constructor(text: string) { this.text = text; } }
      const synthesis = { getVoices: () => voices, cancel: () => undefined, speaking: false, speak: (told: Told) => { spoken.push(`${told.voice?.lang} ${told.lang}`); told.onstart?.(); } };
      Object.defineProperty(window, "speechSynthesis", { value: synthesis });
      Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Told });
      Object.defineProperty(window, "spoken", { value: spoken });
    });
    const spoken = () => page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
    await openListen(page, context, "Amina", "ur");
    await page.locator("[data-do=play]").click();
    await expect.poll(spoken).toEqual(["ur_PK ur_PK"]);
    const wait = page.waitForResponse((answer) => answer.headers()["content-type"] === "audio/mpeg");
    await page.locator("[data-do=server]").click();
    await wait;
    // Somali: the phone has no such voice, so it says nothing at all.
    await page.goto("/so/listen/policy");
    await page.locator("[data-do=play]").click();
    await expect(page.locator("[data-player] [role=status]")).not.toBeEmpty();
    expect(await spoken()).toEqual([]);
  });

  test("a parent records into the form; a colleague records a sentence as something every phone plays", async ({ browser }) => {
    const [family, staff] = await Promise.all([1, 2].map(() => browser.newContext({ permissions: ["microphone"] })));
    await signIn(family!, "Grant");
    const page = await family!.newPage();
    await page.goto("/en/family");
    await page.locator("a[href*='/family/reports/']").first().click();
    await page.locator("#answers details summary").click();
    const press = page.locator("[data-record] button");
    await press.click();
    await expect(press).toContainText("Stop recording");
    await page.waitForTimeout(2_500);
    await press.click();
    await expect(page.locator("[data-record] audio")).toBeVisible();
    await page.locator("#answers details form button").last().click();
    await expect(page.locator("#answers .notice-good").last()).toBeVisible();
    await signIn(staff!, "Byrne");
    const desk = await staff!.newPage();
    await desk.goto("/en/staff/recordings?language=so");
    const row = desk.locator("li", { has: desk.locator("form[action='/api/listen/record']") }).first();
    const text = await row.locator("p").first().innerText();
    await row.getByRole("button", { name: "Record my voice" }).click();
    await desk.waitForTimeout(1_500);
    await row.getByRole("button", { name: "Stop recording" }).click();
    await expect(row.locator("audio")).toBeVisible();
    await row.getByRole("button", { name: /^Send/ }).click();
    await expect(desk.locator(".notice-good")).toBeVisible();
    await expect(desk.locator("section[aria-labelledby=waiting] li", { hasText: text })).toContainText("your own voice");
    await Promise.all([family, staff].map((context) => context!.close()));
  });
});
