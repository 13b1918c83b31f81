import { brotliDecompressSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { dbFor } from "@/server/lib/db/client";
import { dropPublic } from "@/server/lib/http/public-pages";
import { workerDatabase } from "@/server/testing/database";
import { answerHtml, DOOR_SCHOOL, openDoor, type OpenDoor } from "@/server/testing/door";

import { PageCache, type PageKey } from "./cache";
import { DropListener } from "./listen";
import type { Rendered } from "./render";
import type { FrontResponse } from "./response";

const OTHER_SCHOOL = "019f0000-0000-7000-8000-000000000002";
const key = (input: Partial<PageKey> = {}): PageKey => ({ host: "a", pathname: "/en", display: "none", schoolId: DOOR_SCHOOL, tag: "home", ...input });
const html = (body: string, more: Partial<Rendered> = {}): Rendered => ({ status: 200, contentType: "text/html", setsCookie: false, body: Buffer.from(body), ...more });
const plain = (page: unknown) => (page as { plain: Buffer }).plain.toString();

describe("a kept page", () => {
  let renders = 0;
  let clock = 0;
  const make = (render: () => Promise<Rendered>) =>
    new PageCache({ now: () => clock, render: () => ((renders += 1), render()) });
  beforeEach(() => {
    renders = 0;
    clock = 0;
  });

  it("is made once for all who ask at the same time, and once a minute", async () => {
    const cache = make(async () => html(`<p>${renders}</p>`));
    const pages = await Promise.all(Array.from({ length: 100 }, () => cache.get(key())));
    expect(new Set(pages.map(plain))).toEqual(new Set(["<p>1</p>"]));
    clock = 59_999;
    expect(plain(await cache.get(key()))).toBe("<p>1</p>");
    clock = 60_000;
    expect(plain(await cache.get(key()))).toBe("<p>2</p>");
  });

  it("of one host, path or look is never another's", async () => {
    const cache = make(async () => html(`<p>${renders}</p>`));
    for (const one of [key(), key({ host: "b" }), key({ pathname: "/ur" }), key({ display: "large" })]) await cache.get(one);
    expect([renders, cache.size]).toEqual([4, 4]);
  });

  it.each([
    ["sets a cookie", { setsCookie: true }],
    ["is an error", { status: 500 }],
    ["is not there", { status: 404 }],
    ["leads elsewhere", { status: 307, location: "/en/sign-in" }],
    ["is no page", { contentType: "application/json" }],
  ])("is not kept when the answer %s", async (_, more) => {
    const cache = make(async () => html("<p>x</p>", more));
    expect(await cache.get(key())).not.toHaveProperty("etag");
    expect(cache.size).toBe(0);
  });

  it("is dropped by school and by tag, and nothing else is", async () => {
    const cache = make(async () => html("<p>x</p>"));
    const all = [key(), key({ pathname: "/en/policy", tag: "policy" }), key({ host: "b", schoolId: OTHER_SCHOOL })];
    for (const one of all) await cache.get(one);
    cache.drop(DOOR_SCHOOL, "policy");
    expect(all.map((one) => cache.peek(one) !== undefined)).toEqual([true, false, true]);
    cache.drop(DOOR_SCHOOL);
    expect(all.map((one) => cache.peek(one) !== undefined)).toEqual([false, false, true]);
  });

  it("that was being made when the news came is not kept", async () => {
    let finish = (_: Rendered) => undefined as void;
    const cache = make(() => new Promise((resolve) => (finish = resolve)));
    const asked = cache.get(key());
    cache.drop(DOOR_SCHOOL);
    finish(html("<p>old</p>"));
    await asked;
    expect(cache.size).toBe(0);
  });

  it("is shown, though old, when a new one cannot be made; but not after it was dropped", async () => {
    let fails = false;
    const cache = make(async () => (fails ? Promise.reject(new Error("database away")) : html("<p>old</p>")));
    await cache.get(key());
    fails = true;
    clock = 120_000;
    expect(plain(await cache.get(key()))).toBe("<p>old</p>");
    cache.dropAll();
    await expect(cache.get(key())).rejects.toThrow();
  });
});

describe("at the door", () => {
  let door: OpenDoor;
  let made = 0;
  const page = (res: FrontResponse, who: string, headers = {}) => answerHtml(res, `<p>page ${(made += 1)} for ${who}</p>${"words ".repeat(300)}`, 200, headers);
  beforeEach(() => void (made = 0));
  afterEach(() => door.close());

  it("the second reader gets the first one's bytes, compressed; and 304 when they have them", async () => {
    door = await openDoor((req, res) => page(res, req.headers.cookie ?? "nobody"));
    const first = await door.ask("/en", { headers: { "accept-encoding": "br" } });
    const second = await door.ask("/en", { headers: { "accept-encoding": "br" } });
    expect(brotliDecompressSync(second.body).toString()).toContain("page 1 for nobody");
    expect(second.body.equals(first.body)).toBe(true);
    const again = await door.ask("/en", { headers: { "accept-encoding": "br", "if-none-match": String(first.headers.etag) } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it("a page with somebody's session is made for them and kept for nobody", async () => {
    door = await openDoor((req, res) => page(res, req.headers.cookie ?? "nobody"));
    for (const cookie of ["kingsgate=amina", "__Host-kingsgate=amina", "a=1; kingsgate-note=amina"]) {
      const { body, headers } = await door.ask("/en", { headers: { cookie } });
      expect(body.toString()).toContain("amina");
      expect(headers["cache-control"]).toBe("private, no-store");
    }
    expect(door.cache?.size).toBe(0);
    expect((await door.ask("/en")).body.toString()).toContain("for nobody");
  });

  it("the kept page is made without a word of whoever asked first", async () => {
    door = await openDoor((req, res) => page(res, JSON.stringify(req.headers)));
    await door.ask("/en", { headers: { cookie: "other=canary1", "x-canary": "canary2", "accept-language": "canary3", referer: "http://canary4", "user-agent": "canary5" } });
    const { body } = await door.ask("/en");
    expect(body.toString()).toContain("page 1 for"); // it is that page
    expect(body.toString()).not.toContain("canary");
    // Control: a page that may not be kept is made with them, so the canaries would have been seen.
    expect((await door.ask("/en/sign-in", { headers: { "x-canary": "canary2" } })).body.toString()).toContain("canary2");
  });

  it("a page that sets a cookie is never kept", async () => {
    door = await openDoor((_, res) => page(res, "one", { "Set-Cookie": "kingsgate-note=1" }));
    const first = await door.ask("/en");
    const second = await door.ask("/en");
    expect(first.headers["cache-control"]).toBe("private, no-store");
    expect(second.body.equals(first.body)).toBe(false);
    expect(door.cache?.size).toBe(0);
  });

  it("a question or another address is not kept", async () => {
    door = await openDoor((_, res) => page(res, "one"));
    for (const path of ["/en?x=1", "/en/sign-in", "/en/family", "/en/staff", "/en/events/1"]) await door.ask(path);
    expect(door.cache?.size).toBe(0);
    await door.ask("/en/policy"); // control
    expect(door.cache?.size).toBe(1);
  });
});

describe("news through the database", () => {
  it("drops in every process that listens, when the transaction commits and not before; and survives a lost connection", async () => {
    const { url } = await workerDatabase();
    process.env.DATABASE_URL = url;
    process.env.AUTH_SECRET ??= "a-secret-that-is-long-enough-for-tests";
    const heard: string[] = [];
    let gaps = 0;
    const listeners = [1, 2].map((n) => new DropListener({ databaseUrl: url, retryMs: 20, onDrop: (school, tag) => void heard.push(`${n} ${school} ${tag ?? "all"}`), onGap: () => void (gaps += 1) }));
    const db = dbFor(DOOR_SCHOOL);
    try {
      await Promise.all(listeners.map((listener) => listener.start()));
      await db.$transaction(async (tx) => {
        await dropPublic(tx, DOOR_SCHOOL, "policy");
        expect(heard).toEqual([]);
      });
      await vi.waitFor(() => expect(heard.sort()).toEqual([`1 ${DOOR_SCHOOL} policy`, `2 ${DOOR_SCHOOL} policy`]));
      await expect(db.$transaction(async (tx) => {
        await dropPublic(tx, DOOR_SCHOOL);
        throw new Error("rolled back");
      })).rejects.toThrow();
      const { default: pg } = await import("pg");
      const owner = new pg.Client({ connectionString: url });
      await owner.connect();
      await owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kingsgate-front' AND datname = current_database()");
      await owner.end();
      await vi.waitFor(() => expect(gaps).toBe(2), { timeout: 5000 });
      heard.length = 0;
      await dropPublic(db, DOOR_SCHOOL);
      await vi.waitFor(() => expect(heard.sort()).toEqual([`1 ${DOOR_SCHOOL} all`, `2 ${DOOR_SCHOOL} all`]));
    } finally {
      await Promise.all(listeners.map((listener) => listener.stop()));
      await db.$disconnect();
    }
  });
});
