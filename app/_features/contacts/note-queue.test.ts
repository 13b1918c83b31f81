import { beforeEach, describe, expect, it, vi } from "vitest";

import type { NoteInput } from "@/server/features/contacts/schema";

import { countKept, forgetKept, NoteQueue } from "./note-queue";

function makeStore(): Storage {
  const rows = new Map<string, string>();
  return {
    getItem: (key) => rows.get(key) ?? null, setItem: (key, value) => void rows.set(key, value), removeItem: (key) => void rows.delete(key),
    key: (index) => [...rows.keys()][index] ?? null, clear: () => rows.clear(), get length() { return rows.size; },
  };
}

const note = (key: string): NoteInput => ({ key, pupilId: "p", adultId: "a", channel: "call", language: "ur", outcome: "reached", facts: `Facts of ${key}` });
const refusal = (app: string, fields?: Record<string, string>) => Object.assign(new Error(app), { data: { app, fields } });

let storage: Storage;
let sent: string[];
let fault: Error | null;

beforeEach(() => {
  vi.useFakeTimers();
  [storage, sent, fault] = [makeStore(), [], null];
});

const make = (adultId = "me") => new NoteQueue({
  storage, adultId,
  send: async ({ key }) => {
    sent.push(key);
    if (fault) throw fault;
  },
});
const statuses = (queue: NoteQueue) => queue.getSnapshot().map(({ note: { key }, status }) => [key, status]);

describe("notes", () => {
  it("are kept before they are sent, and gone from the computer when the school has them", async () => {
    const queue = make();
    queue.add(note("1"));
    expect(countKept(storage)).toBe(1);
    await vi.advanceTimersByTimeAsync(0);
    expect([sent, queue.getSnapshot(), countKept(storage)]).toEqual([["1"], [], 0]);
  });

  it("survive a lost connection and a closed page, in order and with the same key", async () => {
    fault = new Error("no network");
    const queue = make();
    queue.add(note("1"));
    queue.add(note("2"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(statuses(queue)).toEqual([["1", "waiting"], ["2", "waiting"]]);
    expect(new Set(sent)).toEqual(new Set(["1"]));
    fault = null;
    sent = [];
    const next = make();
    next.restore();
    await vi.advanceTimersByTimeAsync(0);
    expect([sent, countKept(storage)]).toEqual([["1", "2"], 0]);
  });

  it("come by themselves when the connection is back", async () => {
    fault = new Error("no network");
    const queue = make();
    queue.add(note("1"));
    await vi.advanceTimersByTimeAsync(0);
    fault = null;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.getSnapshot()).toEqual([]);
  });

  it("wait while nobody is signed in, and go after signing in again", async () => {
    fault = refusal("sign_in_required");
    const queue = make();
    queue.add(note("1"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent, statuses(queue)]).toEqual([["1"], [["1", "signed_out"]]]);
    fault = null;
    queue.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(queue.getSnapshot()).toEqual([]);
  });

  it("that the school refuses stay to be read, hold up no other, and go when thrown away", async () => {
    fault = refusal("invalid_input", { facts: "needed" });
    const queue = make();
    queue.add(note("1"));
    await vi.advanceTimersByTimeAsync(0);
    fault = null;
    queue.add(note("2"));
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses(queue)).toEqual([["1", "refused"]]);
    expect(queue.getSnapshot()[0]?.fields).toEqual({ facts: "needed" });
    queue.discard("1");
    expect([queue.getSnapshot(), countKept(storage)]).toEqual([[], 0]);
  });

  it("of one adult are never another's, and all are gone after signing out", async () => {
    fault = new Error("no network");
    make().add(note("1"));
    await vi.advanceTimersByTimeAsync(0);
    sent = [];
    const others = make("somebody else");
    others.restore();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(others.getSnapshot()).toEqual([]);
    storage.setItem("kingsgate.reports.1.me.x", "kept");
    forgetKept(storage);
    expect([countKept(storage), storage.length]).toEqual([0, 1]);
  });
});
