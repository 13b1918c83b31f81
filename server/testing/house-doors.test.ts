import { describe, expect, it } from "vitest";

import { appRouter } from "@/server/root";

import { actions, type Door, pages, placeNames, routes } from "./matrix/doors";
import { inputs } from "./matrix/inputs";
import { nowhere } from "./matrix/world";
import { procedures } from "./procedures";

const all = [...pages(), ...routes(), ...actions()];
const known = new Set(procedures(appRouter).map(({ name }) => name));

/** Doors behind which nothing of anybody lies: a signpost, the wire itself, and what a cookie of one's own holds. */
const holdNothing = new Set(["/staff", "/staff/second-factor/codes", "/api/health", "/api/trpc/[trpc]", "codesDoneAction", "saveDisplayAction", "showNastaliqAction"]);

/** Doors of families and staff, handlers and actions that ask no procedure, and so no access rule. */
const unguarded = (doors: Door[]): string[] =>
  doors
    .filter((door) => door.kind !== "page" || /^\/(family|staff)/.test(door.path))
    .filter((door) => door.procedures.length === 0 && !holdNothing.has(door.path))
    .map((door) => `${door.kind} ${door.path}`);

describe("every door", () => {
  it("is found: pages, methods of handlers, server actions", () => {
    expect(all.filter(({ kind }) => kind === "page").length).toBeGreaterThan(30);
    expect(all.map(({ kind, method, path }) => `${kind} ${method} ${path}`)).toEqual(expect.arrayContaining([
      "page GET /family/reports/[reportId]", "route GET /api/reports/[reportId]/pdf", "route POST /staff/letters/print", "action POST acknowledgeAction",
    ]));
  });

  it("of families, staff, handlers and actions asks a procedure, and so an access rule", () => {
    expect(unguarded(all)).toEqual([]);
    // Control: one that asks none is named.
    expect(unguarded([{ kind: "page", file: "x", path: "/staff/new", method: "GET", params: [], procedures: [] }])).toEqual(["page /staff/new"]);
    expect([...holdNothing].filter((path) => !all.some((door) => door.path === path))).toEqual([]);
  });

  it("asks only procedures that there are and that the access matrix tries", () => {
    const unknown = all.flatMap((door) => door.procedures.filter((name) => !known.has(name) || !(name in inputs)).map((name) => `${door.path}: ${name}`));
    expect(unknown).toEqual([]);
  });

  it("names in its address only ids that the attacks know how to fill", () => {
    const ids = { ...nowhere(), ...placeNames };
    const unknown = all.filter(({ path }) => path !== "/[...rest]" && path !== "/api/trpc/[trpc]").flatMap((door) => door.params.filter((param) => !(param in ids)).map((param) => `${door.path}: ${param}`));
    expect(unknown).toEqual([]);
  });
});
