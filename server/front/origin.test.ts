import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";

let door: OpenDoor;
let own: string;
beforeAll(async () => {
  door = await openDoor((_, res) => answerHtml(res, "<p>done</p>"));
  own = `http://localhost:${door.port}`;
});
afterAll(() => door.close());
beforeEach(() => void (door.seen.length = 0));

const post = (headers: Record<string, string>, path = "/en/family/reports") => door.ask(path, { method: "POST", headers, body: "a=1" });
const fill = (text: string) => text.replace("OWN", own).replace("PORT", String(door.port));

it.each([
  ["our own origin", { origin: "OWN" }],
  ["our own origin, said by the browser too", { origin: "OWN", "sec-fetch-site": "same-origin" }],
  ["no Origin, but a browser that says same-origin", { "sec-fetch-site": "same-origin" }],
  ["a host that a school calls its own", { host: "own.school.example:PORT", origin: "http://own.school.example:PORT" }],
])("let in: %s", async (_, headers) => {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
  expect((await post(given)).status).toBe(200);
  expect(door.seen).toHaveLength(1);
});

it.each([
  ["nothing said", {}],
  ["another site", { origin: "https://evil.example" }],
  ["another port", { origin: "http://localhost:1" }],
  ["another scheme", { origin: "https://localhost:PORT" }],
  ["null, as from a sandbox", { origin: "null" }],
  ["a longer host", { origin: "OWN.evil.example" }],
  ["an origin with a path", { origin: "OWN/" }],
  ["our own origin, but the browser says cross-site", { origin: "OWN", "sec-fetch-site": "cross-site" }],
  ["a browser that says same-site", { "sec-fetch-site": "same-site" }],
  ["a school's host with our own origin", { host: "own.school.example:PORT", origin: "OWN" }],
  ["a rebound host that agrees with itself", { host: "evil.example", origin: "http://evil.example" }],
  ["a rebound host that calls itself same-origin", { host: "evil.example", "sec-fetch-site": "same-origin" }],
  ["only a Referer", { referer: "OWN/en/family" }],
])("kept out: %s", async (_, headers) => {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
  for (const path of ["/ur/family/reports", "/api/trpc/plan.list", "/ur/staff/people", "/api/demo/sign-in", "/"]) {
    const { status, headers: answered, body } = await post(given, path);
    expect([path, status]).toEqual([path, 403]);
    expect(answered["cache-control"]).toBe("private, no-store");
    expect(body.toString()).toMatch(path.startsWith("/api") ? /^{"error":"not_allowed"}$/ : path.startsWith("/ur") ? /<html lang="ur" dir="rtl">/ : /<html lang="en"/);
  }
  expect(door.seen).toHaveLength(0);
});

it("reading needs no origin", async () => {
  expect((await door.ask("/en/family/reports", { headers: { origin: "https://evil.example" } })).status).toBe(200);
});

it("in the demo alone, a program without an Origin may sign in; a browser from elsewhere may not", async () => {
  const demo = await openDoor((_, res) => answerHtml(res, "<p>in</p>"), { demo: true });
  const ask = (path: string, headers = {}) => demo.ask(path, { method: "POST", headers }).then(({ status }) => status);
  try {
    expect(await ask("/api/demo/sign-in")).toBe(200);
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) expect(await ask("/api/demo/sign-in", headers)).toBe(403);
    expect([await ask("/api/trpc/plan.list"), await ask("/en/family/reports"), await ask("/api/demo/sign-in/x")]).toEqual([403, 403, 403]);
  } finally {
    await demo.close();
  }
});

it("a service may call back with a bearer's token and without an Origin; a browser, a form and other addresses may not", async () => {
  const token = { authorization: "Bearer of-a-service" };
  for (const path of ["/api/notify/receipts", "/api/notify/texts"]) {
    expect((await post(token, path)).status).toBe(200);
    for (const headers of [{} as Record<string, string>, { authorization: "Basic x" }, { ...token, origin: "https://evil.example" }, { ...token, "sec-fetch-site": "cross-site" }]) expect((await post(headers, path)).status).toBe(403);
  }
  for (const path of ["/api/notify", "/api/messages/family", "/en/family"]) expect((await post(token, path)).status).toBe(403);
});
