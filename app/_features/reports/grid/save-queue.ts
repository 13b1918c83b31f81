import type { Attendance, Comment, EntryBody, EntryChanges } from "@/server/features/reports/schema";

import { loadKept, type Kept, removeKept, keep } from "./kept-changes";

export interface FieldConflict {
  field: keyof EntryBody;
  theirs: EntryBody[keyof EntryBody];
  yours: EntryBody[keyof EntryBody];
}

export interface SaveAnswer {
  status: "saved" | "merged" | "conflict";
  version: number;
  body: EntryBody;
  conflicts: FieldConflict[];
}

/** Why a save did not come through. `reason` is the refusal's field, when it has one ("closed", "published" …). */
export interface SaveFault {
  kind: "connection" | "signed_out" | "locked" | "refused";
  reason?: string;
}

/** What is known of one cell's changes. `waiting` saves by itself; the rest says why it cannot just now. */
export type SaveStatus = "waiting" | "saving" | "offline" | "failed" | "signed_out" | "locked" | "refused" | "conflict" | "saved";

export interface CellState {
  status: SaveStatus;
  /** Fields as this person left them, laid over what the server says. */
  changes: EntryChanges;
  conflicts: FieldConflict[];
  /** The newest state that a save answered with; the grid's own may be older. */
  saved: { version: number; body: EntryBody } | null;
  attendance: { value: Attendance | null } | null;
  reason?: string;
}

export interface Cell {
  reportId: string;
  subject: string;
}

export interface QueuePorts {
  save: (input: Cell & { baseVersion: number; changes: EntryChanges }) => Promise<SaveAnswer>;
  saveAttendance: (input: { reportId: string; attendance: Attendance | null }) => Promise<void>;
  faultOf: (error: unknown) => SaveFault;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> | null;
  isOnline: () => boolean;
  /** Whose changes these are: nobody else on this computer gets them. */
  adultId: string;
}

interface Work extends Kept {
  state: CellState;
  tries: number;
  timer: ReturnType<typeof setTimeout> | null;
}

const DEBOUNCE = 600;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;
const idle: CellState = { status: "saved", changes: {}, conflicts: [], saved: null, attendance: null };

export const keyOf = (cell: Cell): string => `${cell.reportId}:${cell.subject}`;

/**
 * Saves what a teacher writes, cell by cell, and loses nothing: every change is kept on this computer before it is sent
 * and until the server has answered; a save whose answer was lost is sent again exactly as it was, then what came after it.
 */
export class SaveQueue {
  private readonly cells = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  private snapshot: ReadonlyMap<string, CellState> = new Map();

  constructor(private readonly ports: QueuePorts) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): ReadonlyMap<string, CellState> => this.snapshot;

  /** Takes up what an earlier visit could not save. */
  restore(): void {
    for (const kept of loadKept(this.ports.storage, this.ports.adultId)) {
      if (this.cells.has(keyOf(kept))) continue;
      this.cells.set(keyOf(kept), { ...kept, state: idle, tries: 0, timer: null });
      this.show(keyOf(kept), "waiting");
      this.plan(keyOf(kept), 0);
    }
  }

  /** A change of some fields, made on what stood there at `base`. */
  edit(cell: Cell, base: { version: number; body: EntryBody }, changes: EntryChanges): void {
    const work = this.workOf(cell, base);
    Object.assign(work.pending, changes);
    this.taken(work);
  }

  /** A change of the days in school; null clears them. */
  editAttendance(reportId: string, value: Attendance | null, subject: string): void {
    const work = this.workOf({ reportId, subject }, { version: 0, body: { attainment: null, effort: null, progress: null, comments: [], ownWords: null } });
    work.attendance = { value };
    this.taken(work);
  }

  /** Settles a conflict: the values that shall stand, none to leave the other person's. */
  settle(cell: Cell, changes: EntryChanges): void {
    const work = this.cells.get(keyOf(cell));
    if (!work) return;
    work.state = { ...work.state, conflicts: [] };
    Object.assign(work.pending, changes);
    if (Object.keys(work.pending).length > 0) this.taken(work);
    else this.finish(work);
  }

  /** Gives up what cannot be saved. */
  discard(cell: Cell): void {
    const work = this.cells.get(keyOf(cell));
    if (!work) return;
    Object.assign(work, { inflight: null, pending: {}, attendance: null });
    work.state = { ...work.state, conflicts: [] };
    this.finish(work);
  }

  /** Sends at once what waits: the page is being left, the connection is back, or somebody has signed in again. */
  flush(): void {
    for (const [key, work] of this.cells) {
      if (["waiting", "offline", "failed", "signed_out"].includes(work.state.status)) this.plan(key, 0);
    }
  }

  /** How many cells hold changes that the server does not have. */
  unsaved(): number {
    return [...this.snapshot.values()].filter((state) => state.status !== "saved").length;
  }

  private workOf(cell: Cell, base: { version: number; body: EntryBody }): Work {
    const known = this.cells.get(keyOf(cell));
    if (known && (known.inflight || Object.keys(known.pending).length > 0 || known.attendance || known.state.conflicts.length > 0)) return known;
    const saved = known?.state.saved ?? null;
    const from = saved && saved.version > base.version ? saved : base;
    const work: Work = {
      ...cell, baseVersion: from.version, base: from.body, inflight: null, pending: {}, attendance: null,
      state: { ...idle, saved }, tries: 0, timer: known?.timer ?? null,
    };
    this.cells.set(keyOf(cell), work);
    return work;
  }

  private taken(work: Work): void {
    const key = keyOf(work);
    keep(this.ports.storage, this.ports.adultId, work);
    if (work.state.status === "saving") return this.show(key, "saving");
    work.tries = 0;
    this.show(key, this.ports.isOnline() ? "waiting" : "offline");
    this.plan(key, DEBOUNCE);
  }

  private plan(key: string, delay: number): void {
    const work = this.cells.get(key);
    if (!work || work.state.status === "saving") return;
    if (work.timer) clearTimeout(work.timer);
    work.timer = setTimeout(() => void this.send(key), delay);
  }

  private async send(key: string): Promise<void> {
    const work = this.cells.get(key);
    if (!work || work.state.status === "saving") return;
    work.timer = null;
    if (!this.ports.isOnline()) return this.show(key, "offline");
    this.show(key, "saving");
    const days = work.attendance;
    try {
      if (days) {
        await this.ports.saveAttendance({ reportId: work.reportId, attendance: days.value });
        if (work.attendance === days) work.attendance = null;
      } else {
        // What was sent and never answered goes first and unchanged: the server knows it again.
        if (!work.inflight) [work.inflight, work.pending] = [work.pending, {}];
        keep(this.ports.storage, this.ports.adultId, work);
        const { reportId, subject, baseVersion, inflight } = work;
        this.answered(work, await this.ports.save({ reportId, subject, baseVersion, changes: inflight }));
      }
      this.finish(work);
    } catch (error) {
      this.failed(work, this.ports.faultOf(error));
    }
  }

  private answered(work: Work, answer: SaveAnswer): void {
    const seen: EntryBody = { ...work.base, ...work.inflight };
    const { pending, conflicts } = rebase(seen, answer.body, work.pending);
    work.inflight = null;
    work.pending = pending;
    work.baseVersion = answer.version;
    work.base = answer.body;
    work.tries = 0;
    const all = [...work.state.conflicts, ...answer.conflicts, ...conflicts];
    const open = all.filter((conflict, index) => all.findLastIndex((other) => other.field === conflict.field) === index);
    work.state = { ...work.state, saved: { version: answer.version, body: answer.body }, conflicts: open };
  }

  /** After an answer: done, or on with what was written in the meantime. */
  private finish(work: Work): void {
    const key = keyOf(work);
    const more = Object.keys(work.pending).length > 0 || work.attendance !== null;
    if (more) {
      keep(this.ports.storage, this.ports.adultId, work);
      this.show(key, "waiting");
      return this.plan(key, DEBOUNCE);
    }
    if (work.state.conflicts.length > 0) {
      // The server's history has the refused values too; here they survive a reload.
      keep(this.ports.storage, this.ports.adultId, { ...work, pending: Object.fromEntries(work.state.conflicts.map(({ field, yours }) => [field, yours])) });
      return this.show(key, "conflict");
    }
    removeKept(this.ports.storage, this.ports.adultId, work);
    this.show(key, "saved");
  }

  private failed(work: Work, fault: SaveFault): void {
    const key = keyOf(work);
    if (fault.kind === "connection") {
      this.show(key, this.ports.isOnline() ? "failed" : "offline");
      const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** work.tries);
      work.tries += 1;
      return this.plan(key, wait * (0.75 + Math.random() / 2));
    }
    // Nothing was taken, so what was sent and what came after it are one change again.
    if (work.inflight) [work.inflight, work.pending] = [null, { ...work.inflight, ...work.pending }];
    keep(this.ports.storage, this.ports.adultId, work);
    this.show(key, fault.kind, fault.reason);
  }

  private show(key: string, status: SaveStatus, reason?: string): void {
    const work = this.cells.get(key);
    if (!work) return;
    const changes = { ...work.inflight, ...work.pending };
    const attendance = work.attendance ?? (status === "saved" ? work.state.attendance : null);
    work.state = { ...work.state, status, changes, attendance, reason };
    this.snapshot = new Map(this.snapshot).set(key, work.state);
    for (const listener of this.listeners) listener();
  }
}

/**
 * Changes that were made while a save was under way, put on what the save answered with. `seen` is what they were made on.
 * Somebody else's sentences are taken in; a field that somebody else changed too becomes a conflict.
 */
export function rebase(seen: EntryBody, now: EntryBody, pending: EntryChanges): { pending: EntryChanges; conflicts: FieldConflict[] } {
  const rest: EntryChanges = { ...pending };
  const conflicts: FieldConflict[] = [];
  for (const field of ["attainment", "effort", "progress", "ownWords"] as const) {
    const yours = pending[field];
    if (yours === undefined || now[field] === seen[field] || now[field] === yours) continue;
    conflicts.push({ field, theirs: now[field], yours });
    delete rest[field];
  }
  if (rest.comments) rest.comments = rebaseComments(seen.comments, now.comments, rest.comments);
  return { pending: rest, conflicts };
}

function rebaseComments(seen: Comment[], now: Comment[], yours: Comment[]): Comment[] {
  const has = (list: Comment[], key: string): boolean => list.some((each) => each.key === key);
  const kept = yours.filter((each) => has(now, each.key) || !has(seen, each.key));
  const added = now.filter((each) => !has(seen, each.key) && !has(yours, each.key));
  return [...kept, ...added];
}
