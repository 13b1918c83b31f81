import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";

import { negotiateLanguage } from "./locale";
import { placeOf } from "./paths";

it.each([
  [undefined, "en"],
  ["", "en"],
  ["*", "en"],
  ["ur-PK,en;q=0.5", "ur"],
  ["de,fr;q=0.9", "en"],
  ["de,ro;q=0.3,pl;q=0.8", "pl"],
  ["pl;q=0,ro", "ro"],
  ["en;q=0.1, bn-BD;q=0.2", "bn"],
  ["AR-eg", "ar"],
  ["pa-IN", "pa"],
  ["pa-PK, en;q=0.2", "en"], // written in another script, which readers of the first cannot read
  ["pa-Arab, ur;q=0.7", "ur"],
  ["so;q=nonsense, pl;q=0.1", "pl"],
  ["<script>,;;;q=1", "en"],
])("%s is answered in %s", (header, language) => expect(negotiateLanguage(header)).toBe(language));

it("a header of any length is answered", () => expect(negotiateLanguage(`${"x".repeat(50_000)},ur`)).toBe("en"));

it.each([
  ["/ur", "public", "ur", ""],
  ["/ur/", "public", "ur", ""],
  ["/ur/policy", "public", "ur", "/policy"],
  ["/ur/family", "family", "ur", "/family"],
  ["/ur/family/reports", "family", "ur", "/family/reports"],
  ["/ur/families", "public", "ur", "/families"],
  ["/en/staff/people", "staff", "en", "/staff/people"],
  ["/de/staff/people", "public", undefined, "/de/staff/people"],
  ["/api/health", "api", undefined, "/api/health"],
  ["/_next/image", "framework", undefined, "/_next/image"],
  ["/apiary", "public", undefined, "/apiary"],
])("%s is %s", (path, kind, language, rest) => expect(placeOf(path)).toEqual({ kind, language, rest }));

describe("a path without a language", () => {
  let door: OpenDoor;
  beforeAll(async () => {
    door = await openDoor((_, res) => answerHtml(res, "<p>framework</p>", 404));
  });
  afterAll(() => door.close());

  it.each([
    ["/", "/ur"],
    ["/?from=letter", "/ur?from=letter"],
    ["/sign-in?next=%2Ffamily", "/ur/sign-in?next=%2Ffamily"],
    ["/family/reports/1", "/ur/family/reports/1"],
  ])("%s goes to %s", async (path, location) => {
    const { status, headers } = await door.ask(path, { headers: { "accept-language": "ur" } });
    expect([status, headers.location, headers.vary]).toEqual([307, location, "Accept-Language"]);
  });

  it.each(["/nothing", "/nothing/family", "/de/family", "//evil.example/family", "/wp-login.php"])("%s goes through", async (path) => {
    const { status, headers } = await door.ask(path);
    expect([status, headers.location]).toEqual([404, undefined]);
  });

  it("can never lead to another site", async () => {
    for (const path of ["//evil.example", "/\\evil.example", "/%2f%2fevil.example"]) expect((await door.ask(path)).headers.location ?? "/").toMatch(/^\/(?!\/)/);
  });
});
