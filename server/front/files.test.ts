import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";

import { StaticFiles } from "./files";

const CSS = "body{margin:0}".repeat(200);
let folder: string;
let door: OpenDoor;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "front-files-"));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write("public/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  write("public/enhance.js", "let a = 1;");
  write("public/fonts/a.woff2", "font");
  write("public/.secret", "no");
  write("build/static/chunks/x.css", CSS);
  write("build/server/secret.js", "no");
  door = await openDoor((_, res) => answerHtml(res, "<p>framework</p>", 404), { files: new StaticFiles(path.join(folder, "public"), path.join(folder, "build")) });
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});

it("what only a page heeds is not sent with a picture; what guards a picture is", async () => {
  const { headers } = await door.ask("/icon.svg");
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY", "content-security-policy": expect.stringMatching(/default-src 'none'.*sandbox/) as string });
  expect(Object.keys(headers).filter((name) => name === "permissions-policy" || name === "cross-origin-opener-policy")).toEqual([]);
  // Control: a page of the framework has both.
  expect((await door.ask("/en/family")).headers).toMatchObject({ "cross-origin-opener-policy": "same-origin", "permissions-policy": expect.any(String) as string });
});

it.each([
  ["/_next/static/chunks/x.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
  ["/fonts/a.woff2", "font/woff2", "public, max-age=31536000, immutable"],
  ["/icon.svg", "image/svg+xml", "public, max-age=86400, stale-while-revalidate=604800"],
  ["/icon.svg?v=2", "image/svg+xml", "public, max-age=31536000, immutable"],
  ["/enhance.js", "text/javascript; charset=utf-8", "public, no-cache"],
])("%s", async (url, type, cacheControl) => {
  const { status, headers } = await door.ask(url, { headers: { cookie: "kingsgate=1" } });
  expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, type, cacheControl]);
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" });
});

it("compresses once, answers 304 and HEAD, and tells encodings apart", async () => {
  const url = "/_next/static/chunks/x.css";
  const brotli = await door.ask(url, { headers: { "accept-encoding": "br" } });
  expect(brotliDecompressSync(brotli.body).toString()).toBe(CSS);
  const plain = await door.ask(url);
  expect(plain.body.toString()).toBe(CSS);
  expect(plain.headers.etag).not.toBe(brotli.headers.etag);
  const again = await door.ask(url, { headers: { "accept-encoding": "br", "if-none-match": `"other", ${brotli.headers.etag}` } });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await door.ask(url, { method: "HEAD" });
  expect([head.headers["content-length"], head.body.length]).toEqual([String(CSS.length), 0]);
});

it("a picture that is opened as a page can run nothing", async () => {
  expect((await door.ask("/icon.svg")).headers["content-security-policy"]).toContain("sandbox");
});

describe("no path leads outside", () => {
  it.each(["/.secret", "/../build/server/secret.js", "/fonts/../../build/server/secret.js", "/_next/static/../server/secret.js", "/%2e%2e/build/server/secret.js", "/fonts/a.woff2/", "/_next/static/chunks"])("%s", async (url) => {
    const { status, body } = await door.ask(url);
    expect(status).toBe(404);
    expect(body.toString()).toBe("<p>framework</p>");
  });
});
