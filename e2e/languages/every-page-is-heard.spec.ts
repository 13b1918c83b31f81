import { silent, soundsOnIt } from "../../server/testing/matrix/silent";
import { secretLinks } from "../accessibility/secret-links";
import { addressOf, allDoors, query, twoFamilies } from "../access/doors";
import { expect, signIn, test } from "../fixtures";

/** What a page says of where it is heard: links to listen, and players on the page itself. */
const waysIn = (html: string) => [...html.matchAll(/href="\/ur(\/[^"]*\/listen|\/listen\/[\w-]+)(?:\?[^"]*)?"|<audio /g)].length;
const OPEN_EVENING = "SELECT e.id FROM event e JOIN event_session s ON s.event_id = e.id WHERE e.kind = 'open_evening' AND s.ends_at > now() ORDER BY e.id LIMIT 1";

// Pages behind a secret link, the waiting form and the page that is not there are opened in the test below.
test("every page of visitors and families leads to where it is heard, in Urdu", async ({ browser }) => {
  test.setTimeout(120_000);
  const [family] = await twoFamilies();
  const [news] = await query<{ id: string }>("SELECT id FROM newsletter WHERE state = 'sent' AND audience = 'public' ORDER BY sent_at LIMIT 1");
  const [event] = await query<{ id: string }>(OPEN_EVENING);
  const [visitor, parent] = [await browser.newContext(), await browser.newContext()];
  await signIn(parent, { id: family.id });
  const doors = allDoors(true).filter(({ kind, path }) => kind === "page" && !path.startsWith("/staff") && !/no-such-key|\[\.\.\.|\/wait$|^\/missing$/.test(path) && !(path in silent));
  expect(doors.length).toBeGreaterThan(60);
  const deaf: string[] = [];
  for (const door of doors) {
    const isFamily = door.path.startsWith("/family");
    const ids = isFamily ? family.ids : { newsletterId: news?.id ?? "", eventId: event?.id ?? "", page: "policy" };
    const address = `/ur${addressOf(door, ids)}${door.path === "/sign-in/link" ? "?token=none" : ""}`;
    const answer = await (isFamily ? parent : visitor).request.get(address, { maxRedirects: 0 });
    expect(answer.status(), address).toBe(200);
    if (waysIn(await answer.text()) === 0) deaf.push(door.path);
  }
  // The control: a page that cannot be heard has no way in.
  expect(waysIn(await (await visitor.request.get("/ur/offline")).text())).toBe(0);
  expect(deaf).toEqual([]);
  const isOf = (page: string) => new RegExp(`^${page.replace(/\[\w+\]/g, "[^/]+")}$`);
  expect(soundsOnIt.every((page) => doors.some(({ path }) => isOf(page).test(path) && !path.endsWith("/listen")))).toBe(true);
  await Promise.all([visitor.close(), parent.close()]);
});

test("whoever stops e-mails, waits, or looks for a page that is not there hears it first, and comes back to where they were", async ({ page, request }) => {
  const [event] = await query<{ id: string }>(OPEN_EVENING);
  const links = await secretLinks("ur", event?.id ?? "");
  for (const path of [links["/stop/[key]"] ?? "", "/sign-in/link?token=abc", "/sign-in/code?code=ABCD", "/no-such-page"]) {
    await page.goto(`/ur${path}`);
    const heading = (await page.getByRole("heading", { level: 1 }).innerText()).trim();
    await page.locator("main a[href*='/listen']").first().click();
    await expect(page.locator(".said").first()).toHaveText(new RegExp(heading));
    const players = page.locator("main audio[src]");
    const first = await players.first().getAttribute("src");
    const sound = await request.get(first ?? "");
    expect([sound.status(), sound.headers()["content-type"]], first ?? "").toEqual([200, "audio/mpeg"]);
    await page.locator("main a").first().click();
    if (path !== "/no-such-page") await expect(page).toHaveURL(`/ur${path}`);
  }
  await page.goto(`/ur/events/${event?.id}/book/wait/listen`);
  await expect(page.locator(".said")).not.toHaveCount(0);
  // Opening the page to listen stopped nothing.
  expect(await query("SELECT 1 FROM unsubscribed u JOIN adult a ON a.id = u.adult_id WHERE a.family_name = 'Reader'")).toEqual([]);
});
