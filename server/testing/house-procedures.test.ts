import { describe, expect, it } from "vitest";

import { appRouter } from "@/server/root";

import { procedures } from "./procedures";

describe("procedures", () => {
  it("each carry an access rule", () => {
    const all = procedures(appRouter);
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((procedure) => !procedure.access).map((procedure) => procedure.name)).toEqual([]);
    const staff = all.filter((procedure) => procedure.access?.who === "staff" && procedure.access.roles.length === 0);
    expect(staff).toEqual([]);
  });
});
