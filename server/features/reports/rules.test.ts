import { expect, test } from "vitest";

import { dueState, type Move, stateAfter, statesFor } from "./rules";
import { reportStates } from "./schema";

const allowed: [Move, string, string][] = [
  ["save", "writing", "writing"], ["save", "ready", "ready"],
  ["markReady", "writing", "ready"], ["unmark", "ready", "writing"], ["check", "ready", "checked"],
  ["sendBack", "checked", "writing"], ["sendBack", "ready", "writing"], ["publish", "checked", "published"],
  ["correct", "published", "published"], ["withdraw", "published", "withdrawn"], ["reopen", "withdrawn", "writing"],
];

test("a report moves only along the marked paths", () => {
  const moves = [...new Set(allowed.map(([move]) => move))];
  for (const move of moves) {
    for (const state of reportStates) {
      const to = allowed.find(([m, from]) => m === move && from === state)?.[2] ?? null;
      expect(stateAfter(move, state), `${move} from ${state}`).toBe(to);
    }
    expect(statesFor(move)).toEqual(allowed.filter(([m]) => m === move).map(([, from]) => from));
  }
});

test("a round is due until the end of its day on the school's own clock", () => {
  const round = { opensOn: new Date("2026-06-01"), dueOn: new Date("2026-06-30"), closedAt: null };
  const at = (moment: string) => dueState(round, new Date(moment), "Europe/London");
  expect(at("2026-05-31T22:59:00Z")).toBe("not_open");
  // Midnight of summer time in London is 23:00 UTC of the day before.
  expect(at("2026-05-31T23:00:00Z")).toBe("open");
  expect(at("2026-06-22T22:59:59Z")).toBe("open");
  expect(at("2026-06-22T23:00:00Z")).toBe("due_soon");
  expect(at("2026-06-30T22:59:00Z")).toBe("due_soon");
  expect(at("2026-06-30T23:00:00Z")).toBe("overdue");
  expect(dueState({ ...round, closedAt: new Date() }, new Date("2026-06-10"), "Europe/London")).toBe("closed");
});
