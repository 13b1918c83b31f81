import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { EntryBody, EntryChanges } from "@/server/features/reports/schema";
import { mergeEntry, sameEntry } from "@/server/features/reports/writing/rules";

import { NO_ENTRY, type SaveAnswer, type SaveFault, SaveQueue } from "./save-queue";

/** The server's own merging over one entry, with a line to it that can be cut. */
class Desk {
  versions: EntryBody[] = [NO_ENTRY];
  /** What happens to the next saves, in order: lost before or after the server took them, or refused. */
  faults: ("lost_before" | "lost_after" | SaveFault)[] = [];
  /** How long an answer takes, in milliseconds. */
  delay = 0;
  sent: { baseVersion: number; changes: EntryChanges }[] = [];

  get current(): EntryBody {
    return this.versions.at(-1) ?? NO_ENTRY;
  }

  async save(input: { baseVersion: number; changes: EntryChanges }): Promise<SaveAnswer> {
    const fault = this.faults.shift();
    this.sent.push(structuredClone(input));
    if (fault && typeof fault === "object") throw fault;
    if (fault === "lost_before") throw { kind: "connection" };
    const version = this.versions.length - 1;
    const { body, conflicts } = mergeEntry(this.versions[input.baseVersion] ?? NO_ENTRY, this.current, input.changes);
    if (!sameEntry(body, this.current) || conflicts.length > 0) this.versions.push(body);
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (fault === "lost_after") throw { kind: "connection" };
    const status = conflicts.length > 0 ? "conflict" : input.baseVersion === version ? "saved" : "merged";
    return { status, version: this.versions.length - 1, body, conflicts };
  }
}

function makeStore(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() { return kept.size; },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

const cell = { reportId: "r1", subject: "maths" };
let online = true;

function makeQueue(desk: Desk, storage: Storage = makeStore(), adultId = "patel") {
  const queue = new SaveQueue({
    save: (input) => desk.save(input), saveAttendance: async () => undefined, faultOf: (error) => error as SaveFault, storage, adultId, isOnline: () => online,
  });
  const base = () => ({ version: desk.versions.length - 1, body: desk.current });
  const state = () => queue.getSnapshot().get("r1:maths");
  return { queue, base, state, storage };
}

const settle = () => vi.advanceTimersByTimeAsync(60_000);

beforeEach(() => {
  vi.useFakeTimers();
  online = true;
});
afterEach(() => vi.useRealTimers());

describe("the save queue", () => {
  it("sends quick changes of one cell as one save, and forgets them when they are safe", async () => {
    const desk = new Desk();
    const { queue, base, state, storage } = makeQueue(desk);
    queue.edit(cell, base(), { attainment: "secure" });
    queue.edit(cell, base(), { effort: "good" });
    expect([state()?.status, storage.length]).toEqual(["waiting", 1]);
    await settle();
    expect(desk.sent).toEqual([{ reportId: "r1", subject: "maths", baseVersion: 0, changes: { attainment: "secure", effort: "good" } }]);
    expect([state()?.status, storage.length, queue.unsaved()]).toEqual(["saved", 0, 0]);
  });

  it("sends a save whose answer was lost again as it was, then what came after, with no conflict with itself", async () => {
    const desk = new Desk();
    const { queue, base, state } = makeQueue(desk);
    desk.faults = ["lost_after"];
    queue.edit(cell, base(), { effort: "some" });
    await vi.advanceTimersByTimeAsync(700);
    queue.edit(cell, { version: 0, body: NO_ENTRY }, { effort: "excellent" });
    await settle();
    expect(desk.sent.map(({ changes }) => changes.effort)).toEqual(["some", "some", "excellent"]);
    expect([desk.current.effort, state()?.status, state()?.conflicts]).toEqual(["excellent", "saved", []]);
  });

  it("keeps changes over a reload without connection, for this adult alone", async () => {
    const desk = new Desk();
    const storage = makeStore();
    online = false;
    const first = makeQueue(desk, storage);
    first.queue.edit(cell, first.base(), { ownWords: "Zara asks good questions." });
    await settle();
    expect([first.state()?.status, desk.sent.length]).toEqual(["offline", 0]);
    const stranger = makeQueue(desk, storage, "somebody-else");
    stranger.queue.restore();
    expect(stranger.queue.unsaved()).toBe(0);
    online = true;
    const second = makeQueue(desk, storage);
    second.queue.restore();
    expect(second.state()?.changes.ownWords).toBe("Zara asks good questions.");
    await settle();
    expect([desk.current.ownWords, storage.length]).toEqual(["Zara asks good questions.", 0]);
  });

  it("tries again by itself, ever more slowly, and says that it has failed", async () => {
    const desk = new Desk();
    const { queue, base, state } = makeQueue(desk);
    desk.faults = ["lost_before", "lost_before", "lost_before"];
    queue.edit(cell, base(), { progress: "faster" });
    await vi.advanceTimersByTimeAsync(700);
    expect(state()?.status).toBe("failed");
    await settle();
    expect([desk.current.progress, desk.sent.length]).toEqual(["faster", 4]);
  });

  it("hands back a field that somebody else changed, over a reload too, and lets this person choose", async () => {
    const desk = new Desk();
    const storage = makeStore();
    const { queue, base } = makeQueue(desk, storage);
    const mine = base();
    desk.versions.push({ ...NO_ENTRY, ownWords: "Theirs." });
    queue.edit(cell, mine, { ownWords: "Mine.", effort: "good" });
    await settle();
    const again = makeQueue(desk, storage);
    again.queue.restore();
    await settle();
    expect(again.state()).toMatchObject({ status: "conflict", conflicts: [{ field: "ownWords", theirs: "Theirs.", yours: "Mine." }] });
    expect([desk.current.ownWords, desk.current.effort]).toEqual(["Theirs.", "good"]);
    again.queue.settle(cell, "ownWords", { ownWords: "Theirs.\n\nMine." });
    await settle();
    expect([desk.current.ownWords, again.state()?.status, storage.length]).toEqual(["Theirs.\n\nMine.", "saved", 0]);
  });

  it("takes in the other person's sentence while this one goes on picking", async () => {
    const desk = new Desk();
    const { queue, base } = makeQueue(desk);
    const mine = base();
    desk.versions.push({ ...NO_ENTRY, comments: [{ key: "effort.good" }] });
    desk.delay = 300;
    queue.edit(cell, mine, { comments: [{ key: "strength.helpsOthers" }] });
    await vi.advanceTimersByTimeAsync(700);
    queue.edit(cell, mine, { comments: [{ key: "strength.helpsOthers" }, { key: "nextStep.askForHelp" }] });
    await settle();
    expect(desk.current.comments.map(({ key }) => key).sort()).toEqual(["effort.good", "nextStep.askForHelp", "strength.helpsOthers"]);
  });

  it("keeps words when the session is over, and sends them after a new sign-in", async () => {
    const desk = new Desk();
    const { queue, base, state, storage } = makeQueue(desk);
    desk.faults = [{ kind: "signed_out" }];
    queue.edit(cell, base(), { ownWords: "Written late." });
    await settle();
    expect([state()?.status, storage.length, desk.sent.length]).toEqual(["signed_out", 1, 1]);
    queue.flush();
    await settle();
    expect([desk.current.ownWords, state()?.status]).toEqual(["Written late.", "saved"]);
  });

  it("does not throw away what a checked report refuses until this person says so", async () => {
    const desk = new Desk();
    const { queue, base, state, storage } = makeQueue(desk);
    desk.faults = [{ kind: "locked", reason: "checked" }];
    queue.edit(cell, base(), { ownWords: "Too late?" });
    await settle();
    expect(state()).toMatchObject({ status: "locked", reason: "checked", changes: { ownWords: "Too late?" } });
    queue.discard(cell);
    expect([state(), storage.length]).toEqual([undefined, 0]);
  });
});
