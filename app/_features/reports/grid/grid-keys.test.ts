import { describe, expect, it } from "vitest";

import { commandOf, keyFor, type Press, toggleMark } from "./grid-keys";

const press = (key: string, held: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
const here = { where: "grid", typing: false, place: { row: 1, column: 2 }, rows: 28, columns: 9, rtl: false } as const;

describe("the grid's keys", () => {
  it("move, and stop at the edges", () => {
    expect(commandOf(press("ArrowRight"), here)).toEqual({ kind: "go", place: { row: 1, column: 3 } });
    expect(commandOf(press("ArrowUp"), { ...here, place: { row: 0, column: 0 } })).toEqual({ kind: "go", place: { row: 0, column: 0 } });
    expect(commandOf(press("End", { ctrlKey: true }), here)).toEqual({ kind: "go", place: { row: 27, column: 8 } });
  });

  it("follow the eye in pages that are read from right to left", () => {
    expect(commandOf(press("ArrowLeft"), { ...here, rtl: true })).toEqual({ kind: "go", place: { row: 1, column: 3 } });
  });

  it("set marks, and take them away when pressed again", () => {
    expect(commandOf(press("3"), here)).toEqual({ kind: "mark", field: "attainment", value: "secure" });
    expect(commandOf(press("d"), { ...here, where: "panel" })).toEqual({ kind: "mark", field: "progress", value: "faster" });
    expect([keyFor("effort", "excellent"), keyFor("progress", "slower")]).toEqual(["r", "a"]);
    const body = { attainment: "secure", effort: null, progress: null };
    expect([toggleMark(body, "attainment", "secure"), toggleMark(body, "effort", "good")]).toEqual([{ attainment: null }, { effort: "good" }]);
  });

  it("stay letters where somebody types, but for the two that lead on and back", () => {
    const typing = { ...here, where: "panel", typing: true } as const;
    expect([commandOf(press("3"), typing), commandOf(press("t"), typing), commandOf(press("/"), typing), commandOf(press("?"), typing)]).toEqual([null, null, null, null]);
    expect(commandOf(press("Enter", { ctrlKey: true }), typing)).toEqual({ kind: "pupil", step: 1 });
    expect(commandOf(press("Escape"), typing)).toEqual({ kind: "back" });
  });

  it("leave the browser its own: reload, search, tabs", () => {
    expect([commandOf(press("r", { ctrlKey: true }), here), commandOf(press("a", { metaKey: true }), here), commandOf(press("1", { altKey: true }), here), commandOf(press("Tab"), here)]).toEqual([null, null, null, null]);
  });
});
