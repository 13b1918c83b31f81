import { afterEach, beforeAll, describe, expect, it } from "vitest";

import * as people from "./people/route";
import * as signIn from "./sign-in/route";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgres://nowhere";
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
afterEach(() => delete process.env.KINGSGATE_DEMO);

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

function send(origin?: string): Request {
  return new Request("http://localhost:3000/api/demo/sign-in", { method: "POST", headers: origin ? { origin } : {}, body: new URLSearchParams({ id: "amina" }) });
}

/** What an answer shows: its status, headers and bytes. */
async function shown(answer: Response) {
  return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
}

describe("the demo's addresses outside demo mode", () => {
  it("answer every method as an address that does not exist, without looking at anything", async () => {
    const none = { status: 404, headers: [], body: "" };
    for (const method of METHODS) {
      expect(await shown(await people[method]()), method).toEqual(none);
      expect(await shown(await signIn[method](send("http://localhost:3000"))), method).toEqual(none);
    }
  });
});

describe("the demo's sign-in in demo mode", () => {
  it("refuses a form of another site's page and a person with no such id", async () => {
    process.env.KINGSGATE_DEMO = "1";
    expect((await signIn.POST(send("https://evil.example"))).status).toBe(403);
    expect((await signIn.POST(new Request("http://localhost:3000/api/demo/sign-in", { method: "POST", body: new URLSearchParams({ id: "../x" }) }))).status).toBe(404);
  });
});
