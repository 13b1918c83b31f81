import { afterEach, expect, it } from "vitest";

import { DISPLAY_HEADER } from "@/server/lib/display";
import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";

let door: OpenDoor;
afterEach(() => door.close());

/** A framework that shows the look it is asked for, and how many pages it has made. */
const open = async (options: Parameters<typeof openDoor>[1] = {}) => {
  let made = 0;
  door = await openDoor((req, res) => answerHtml(res, `<!DOCTYPE html><html><head><title>t</title></head><body>page ${(made += 1)} looks ${String(req.headers[DISPLAY_HEADER])}</body></html>`), options);
};
const ask = async (headers: Record<string, string> = {}, path = "/en") => {
  const answer = await door.ask(path, { headers });
  return { ...answer, text: /page \d+ looks [^<]*/.exec(answer.body.toString())?.[0] ?? "" };
};

it("each look is kept by itself, and nobody gets another's", async () => {
  await open();
  expect((await ask({ cookie: "kingsgate-display=large.contrast" })).text).toBe("page 1 looks large.contrast");
  expect((await ask()).text).toBe("page 2 looks none");
  expect((await ask({ cookie: "x=1; kingsgate-display=large.contrast" })).text).toBe("page 1 looks large.contrast");
  expect((await ask({ cookie: "kingsgate-display=none" })).text).toBe("page 2 looks none");
  expect(door.cache?.size).toBe(2);
});

it("a browser that saves data gets plain letters with what it chose, and the answer says by what it varies", async () => {
  await open();
  expect((await ask({ "save-data": "on" })).text).toBe("page 1 looks plain");
  expect((await ask({ "save-data": "on", cookie: "kingsgate-display=large" })).text).toBe("page 2 looks large.plain");
  expect((await ask({ "save-data": "off" })).text).toBe("page 3 looks none");
  expect((await ask({ cookie: "kingsgate-display=plain" })).text).toBe("page 1 looks plain");
  for (const path of ["/en", "/en/family", "/en/sign-in"]) expect((await ask({}, path)).headers.vary, path).toBe("Accept-Encoding, Cookie, Save-Data");
});

it("an address is known by its look too: what one reader has kept is no answer to another", async () => {
  await open();
  const { headers } = await ask({ cookie: "kingsgate-display=large" });
  const etag = String(headers.etag);
  expect((await ask({ cookie: "kingsgate-display=large", "if-none-match": etag })).status).toBe(304);
  expect((await ask({ "if-none-match": etag })).status).toBe(200);
});

it("a made-up look is no look and fills no memory", async () => {
  await open();
  await ask();
  for (const word of ["purple", "plain.large", "large.large", "%00", "x".repeat(2000), "large; kingsgate-display=contrast"]) {
    const { text } = await ask({ cookie: `kingsgate-display=${word}` });
    expect(text, word).toMatch(word.startsWith("large;") ? / looks large$/ : /^page 1 looks none$/);
  }
  expect((await ask({ [DISPLAY_HEADER]: "contrast" })).text).toBe("page 1 looks none");
  expect(door.cache?.size).toBe(2);
  // Control: a reader with a session is asked for anew, in their look.
  expect((await ask({ cookie: "kingsgate-display=contrast; kingsgate=amina" })).text).toBe("page 3 looks contrast");
  expect(door.cache?.size).toBe(2);
});

it("over https only the cookie that no other site and no plain connection can set counts", async () => {
  await open({ publicUrl: new URL("https://school.example") });
  expect((await ask({ cookie: "__Host-kingsgate-display=large" })).text).toBe("page 1 looks large");
  expect(door.cache?.size).toBe(1);
  expect((await ask({ cookie: "kingsgate-display=large" })).text).toBe("page 2 looks none");
  expect(door.cache?.size).toBe(1);
});

it("the page that nothing is there has the reader's look", async () => {
  door = await openDoor((req, res) => {
    if (req.url?.endsWith("/missing")) answerHtml(res, `<html><body>missing looks ${String(req.headers[DISPLAY_HEADER])}</body></html>`);
    else answerHtml(res, '<!DOCTYPE html><html id="__next_error__"><body></body></html>', 404);
  });
  const missing = async (cookie: string) => (await door.ask("/en/nowhere", { headers: { cookie } })).body.toString();
  expect(await missing("kingsgate-display=contrast")).toContain("looks contrast");
  expect(await missing("a=1")).toContain("looks none");
});
