import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { afterEach, describe, expect, it } from "vitest";

import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";

import { patternOf } from "./paths";
import type { FrontResponse } from "./response";

const FORM = readFileSync(new URL("./fixtures/form.html", import.meta.url), "utf8");
const BROKEN = readFileSync(new URL("./fixtures/broken.html", import.meta.url), "utf8");

let door: OpenDoor;
afterEach(() => door.close());

describe("headers by what a path leads to", () => {
  const open = async () => {
    door = await openDoor((req, res) => {
      if (req.url?.endsWith("/file.pdf")) {
        res.setHeader("Content-Type", "application/pdf");
        res.end("%PDF-1.7");
      } else if (req.url?.startsWith("/api/")) {
        res.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "public, max-age=600" });
        res.end("{}");
      } else answerHtml(res, FORM);
    });
  };

  it.each([
    ["/en/family/reports", "private, no-store", /^default-src 'none'; style-src 'self' 'sha256-[^']+'; img-src 'self' data:; font-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'/],
    ["/en/sign-in", "private, no-store", /script-src 'self';/],
    ["/en/staff/people", "private, no-store", /script-src 'nonce-[^']{20,}' 'strict-dynamic';/],
    ["/en/policy", "public, max-age=0, must-revalidate", /script-src 'self';/],
    ["/api/trpc/people.list", "private, no-store", /^default-src 'none'; frame-ancestors 'none'/],
    ["/en/family/reports/file.pdf", "private, no-store", /script-src 'none'/],
  ])("%s", async (path, cacheControl, policy) => {
    await open();
    const { status, headers } = await door.ask(path);
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe(cacheControl);
    expect(headers["content-security-policy"]).toMatch(policy);
    expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY" });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("only a fixed sentence, by the key of its sounds, may be kept; its length is told, the route's own words to the door are not", async () => {
    door = await openDoor((req, res) => {
      res.statusCode = req.url?.includes("refused") ? 404 : 200;
      for (const [name, value] of [["Content-Type", "audio/mpeg"], ["X-Kingsgate-Lasting", "1"], ["X-Kingsgate-Length", "5"]] as const) res.setHeader(name, value);
      if (req.url?.includes("cookie")) res.setHeader("Set-Cookie", "a=b");
      res.write("sou");
      res.end("nd");
    });
    const key = "a".repeat(64);
    const kept = async (path: string) => (await door.ask(path)).headers["cache-control"];
    const sound = await door.ask(`/api/listen/${key}`);
    expect(sound.headers).toMatchObject({ "cache-control": "public, max-age=31536000, immutable", "content-length": "5" });
    expect(Object.keys(sound.headers).filter((name) => name.startsWith("x-kingsgate"))).toEqual([]);
    for (const path of [`/api/reports/${key}/listen/${key}`, `/api/listen/${key}x`, `/api/listen/home/${key}`, `/api/listen/${key}/refused`, `/en/family/${key}`]) expect(await kept(path), path).toBe("private, no-store");
    expect(await kept(`/api/listen/${key}?cookie`)).toBe("private, no-store");
  });

  it("lets pages of families and staff ask for the microphone, two of staff's for the camera, and no other", async () => {
    await open();
    for (const [path, allowed] of [["/en/family/reports", "microphone=(self)"], ["/en/staff/people", "microphone=(self)"], ["/en/staff/events/1/desk/2", "camera=(self)"], ["/en/staff/events/1/desk/2", "microphone=()"], ["/en/staff/events/1/guests", "camera=()"], ["/en/family/events/1/desk/2", "camera=()"], ["/en/staff/rewards/celebrations/1", "camera=(self)"], ["/en/staff/rewards/celebrations/1", "microphone=(self)"], ["/en/staff/rewards/celebrations", "camera=()"],
      ["/en/family/rewards/celebrations/1", "camera=()"], ["/en/policy", "microphone=()"], [`/en/events/place/${"k".repeat(43)}`, "microphone=(self)"], [`/en/events/place/${"k".repeat(43)}`, "camera=()"], ["/en/events/place", "microphone=()"], ["/en/events/1/book", "microphone=()"], ["/api/trpc/people.list", "microphone=()"]] as const) {
      expect((await door.ask(path)).headers["permissions-policy"], path).toContain(allowed);
    }
  });

  it("https adds HSTS", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM), { publicUrl: new URL("https://school.example") });
    expect((await door.ask("/en/family")).headers["strict-transport-security"]).toMatch(/^max-age=\d+$/);
  });

  it("gives the framework the nonce that the answer's policy names, a new one each time", async () => {
    await open();
    const first = await door.ask("/en/staff/people");
    const second = await door.ask("/en/staff/people", { headers: { "content-security-policy": "script-src 'nonce-forged'" } });
    expect(door.seen.map((req) => req.headers["content-security-policy"])).toEqual([first, second].map(({ headers }) => headers["content-security-policy"]));
    expect(first.headers["content-security-policy"]).not.toBe(second.headers["content-security-policy"]);
  });
});

describe("pages", () => {
  it("of families are whole and without script; those of staff come as they are", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    const family = (await door.ask("/ur/family/reports")).body.toString();
    const staff = (await door.ask("/ur/staff/reports")).body.toString();
    expect(family).not.toContain("__next_f");
    expect(family).toContain("$ACTION_ID_");
    expect(staff).toBe(FORM);
  });

  it("a file below a family's address is passed on byte by byte", async () => {
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, at) => at % 256));
    door = await openDoor((_, res) => {
      res.writeHead(200, { "Content-Type": "application/pdf", "Content-Length": bytes.length });
      res.write(bytes.subarray(0, 1000));
      res.end(bytes.subarray(1000));
    });
    const { body, headers } = await door.ask("/en/family/report.pdf", { headers: { "accept-encoding": "br, gzip" } });
    expect(body.equals(bytes)).toBe(true);
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it("a redirect keeps its address and carries no page", async () => {
    door = await openDoor((_, res) => answerHtml(res, BROKEN, 303, { Location: "/ur/family/reports", "Set-Cookie": "kingsgate=1; Path=/" }));
    const { status, headers, body } = await door.ask("/ur/family/reports", { method: "POST", headers: { origin: `http://localhost:${door.port}` } });
    expect([status, headers.location, headers["set-cookie"], body.length]).toEqual([303, "/ur/family/reports", ["kingsgate=1; Path=/"], 0]);
  });

  it.each([
    ["an empty error page", (res: FrontResponse) => answerHtml(res, BROKEN, 500)],
    ["an exception before the head", () => { throw new Error("secret words"); }],
    ["an exception in the middle of a page", (res: FrontResponse) => {
      res.setHeader("Content-Type", "text/html");
      res.write("<p>secret half");
      throw new Error("secret words");
    }],
  ])("%s becomes a page of our own in the path's language, without a word of the fault", async (_, framework) => {
    door = await openDoor((_req, res) => framework(res));
    const { status, body, headers } = await door.ask("/ur/family/reports");
    expect(status).toBe(500);
    expect(body.toString()).toContain('<html lang="ur" dir="rtl">');
    expect(body.toString()).not.toMatch(/secret|at .*\.ts/);
    expect(headers["content-security-policy"]).toContain("style-src 'self' 'sha256-");
  });

  it("faults of the api are codes", async () => {
    door = await openDoor((_, res) => answerHtml(res, BROKEN, 404));
    const { status, body } = await door.ask("/api/nothing");
    expect([status, body.toString()]).toEqual([404, '{"error":"not_found"}']);
  });

  it("what is not there has the same bytes as what never was", async () => {
    door = await openDoor((req, res) => (req.url?.endsWith("/missing") ? answerHtml(res, "<!DOCTYPE html><h1>Not here</h1>") : answerHtml(res, BROKEN, 404)));
    const theirs = await door.ask("/en/family/reports/019f0000-0000-7000-8000-0000000000aa");
    const none = await door.ask("/en/family/nothing");
    expect(theirs.status).toBe(404);
    expect(theirs.body.toString()).toContain("Not here");
    expect(none.body.equals(theirs.body)).toBe(true);
    expect({ ...none.headers, date: "" }).toEqual({ ...theirs.headers, date: "" });
    expect((await door.ask("/en/missing")).status).toBe(404);
  });
});

describe("what only this server may say", () => {
  it("is taken out of a request", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    const forged = {
      "x-middleware-subrequest": "proxy:proxy:proxy", "x-kingsgate-client": "10.0.0.1", "x-forwarded-for": "10.0.0.1", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https",
      "x-http-method-override": "DELETE", "x-original-url": "/en/staff", "x-matched-path": "/en/staff", "x-real-ip": "10.0.0.1", forwarded: "for=10.0.0.1", "x-kept": "yes",
    };
    await door.ask("/en/family", { headers: forged });
    const got = door.seen[0]?.headers ?? {};
    expect(got["x-kept"]).toBe("yes"); // control: other headers do arrive
    for (const name of ["x-middleware-subrequest", "x-http-method-override", "x-original-url", "x-matched-path", "x-real-ip", "forwarded", "x-forwarded-for"]) expect(got[name]).toBeUndefined();
    expect(got["x-kingsgate-client"]).toBe("127.0.0.1");
    expect([got["x-forwarded-host"], got["x-forwarded-proto"]]).toEqual([`localhost:${door.port}`, "http"]);
  });

  it("a trusted proxy is believed, for what it wrote last", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM), { trustProxy: true });
    await door.ask("/en/family", { headers: { "x-forwarded-for": "10.0.0.1, 192.0.2.7", "x-kingsgate-client": "10.0.0.1" } });
    expect(door.seen[0]?.headers["x-kingsgate-client"]).toBe("192.0.2.7");
  });

  it("families' pages cannot be asked for as the framework's payload; staff's can", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    await door.ask("/en/family", { headers: { rsc: "1", "next-action": "abc" } });
    await door.ask("/en/staff", { headers: { rsc: "1" } });
    expect(door.seen.map((req) => [req.headers.rsc, req.headers["next-action"]])).toEqual([[undefined, undefined], ["1", undefined]]);
  });

  it.each(["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])("%s is refused", async (method) => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    const { status, headers } = await door.ask("/en/family", { method, headers: { origin: `http://localhost:${door.port}` } });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    expect(door.seen).toHaveLength(0);
  });
});

describe("compression", () => {
  it.each([
    ["br", "gzip, deflate, br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["gzip", "br;q=0, gzip;q=0.5", gunzipSync],
    [undefined, "identity", (body: Buffer) => body],
  ])("%s for %s, held back or streamed", async (encoding, accepted, open) => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    for (const path of ["/en/family", "/en/staff", "/en/policy"]) {
      const { headers, body } = await door.ask(path, { headers: { "accept-encoding": accepted } });
      expect(headers["content-encoding"]).toBe(encoding);
      expect(headers.vary).toContain("Accept-Encoding");
      expect(open(body).toString()).toContain("$ACTION_ID_");
    }
  });

  it("HEAD has the headers and no body", async () => {
    door = await openDoor((_, res) => answerHtml(res, FORM));
    for (const path of ["/en/family", "/en/staff", "/en/policy"]) {
      const { status, body, headers } = await door.ask(path, { method: "HEAD", headers: { "accept-encoding": "br" } });
      expect([status, body.length]).toEqual([200, 0]);
      expect(headers["content-type"]).toMatch(/^text\/html/);
    }
  });
});

it("the access log writes patterns, never ids or questions", () => {
  const words = new Set(["family", "reports"]);
  expect(patternOf("/ur/family/reports/019f0000-0000-7000-8000-000000000001", words)).toBe("/ur/family/reports/[id]");
  expect(patternOf("/en/amina-khan", words)).toBe("/en/[id]");
  door = { close: async () => undefined } as OpenDoor;
});
