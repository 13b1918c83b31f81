import type { Attendance, Comment, EntryBody, EntryChanges } from "@/server/features/reports/schema";

import { type FieldConflict, keep, type Kept, loadKept, removeKept } from "./kept-changes";

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
  saved: CellState["saved"];
  status: SaveStatus;
  tries: number;
  timer: ReturnType<typeof setTimeout> | null;
}

const DEBOUNCE = 600;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;
export const NO_ENTRY: EntryBody = { attainment: null, effort: null, progress: null, comments: [], ownWords: null };

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
      const work: Work = { ...kept, saved: null, status: "waiting", tries: 0, timer: null };
      this.cells.set(keyOf(kept), work);
      if (hasChanges(work)) {
        this.show(work, "waiting");
        this.plan(work, 0);
      } else this.finish(work);
    }
  }

  /** A change of some fields, made on what stood there at `base`. */
  edit(cell: Cell, base: { version: number; body: EntryBody }, changes: EntryChanges): void {
    const work = this.workOf(cell, base);
    Object.assign(work.pending, changes);
    this.taken(work);
  }

  /** A change of the days in school; null clears them. They are a cell of their own. */
  editAttendance(cell: Cell, value: Attendance | null): void {
    const work = this.workOf(cell, { version: 0, body: NO_ENTRY });
    work.attendance = { value };
    this.taken(work);
  }

  /** Settles a conflict: the values that shall stand, none to leave the other person's. */
  settle(cell: Cell, field: FieldConflict["field"], changes: EntryChanges): void {
    const work = this.cells.get(keyOf(cell));
    if (!work) return;
    work.conflicts = work.conflicts.filter((conflict) => conflict.field !== field);
    Object.assign(work.pending, changes);
    if (hasChanges(work)) this.taken(work);
    else this.finish(work);
  }

  /** Tries again what was refused. */
  retry(cell: Cell): void {
    const work = this.cells.get(keyOf(cell));
    if (work) this.plan(work, 0);
  }

  /** Gives up what cannot be saved. */
  discard(cell: Cell): void {
    const work = this.cells.get(keyOf(cell));
    if (!work) return;
    if (work.timer) clearTimeout(work.timer);
    removeKept(this.ports.storage, this.ports.adultId, work);
    this.cells.delete(keyOf(cell));
    const rest = new Map(this.snapshot);
    rest.delete(keyOf(cell));
    this.tell(rest);
  }

  /** Sends at once what waits: the page is being left, the connection is back, or somebody has signed in again. */
  flush(): void {
    for (const work of this.cells.values()) {
      if (["waiting", "offline", "failed", "signed_out"].includes(work.status)) this.plan(work, 0);
    }
  }

  /** How many cells hold changes that the server does not have. */
  unsaved(): number {
    return [...this.cells.values()].filter((work) => work.status !== "saved").length;
  }

  private workOf(cell: Cell, base: { version: number; body: EntryBody }): Work {
    const known = this.cells.get(keyOf(cell));
    if (known && (hasChanges(known) || known.conflicts.length > 0)) return known;
    const saved = known?.saved ?? null;
    const from = saved && saved.version > base.version ? saved : base;
    const work: Work = {
      reportId: cell.reportId, subject: cell.subject, baseVersion: from.version, base: from.body, inflight: null, pending: {}, attendance: null,
      conflicts: [], saved, status: "saved", tries: 0, timer: null,
    };
    this.cells.set(keyOf(cell), work);
    return work;
  }

  private taken(work: Work): void {
    keep(this.ports.storage, this.ports.adultId, work);
    if (work.status === "saving") return this.show(work, "saving");
    work.tries = 0;
    this.show(work, this.ports.isOnline() ? "waiting" : "offline");
    this.plan(work, DEBOUNCE);
  }

  private plan(work: Work, delay: number): void {
    if (work.status === "saving") return;
    if (work.timer) clearTimeout(work.timer);
    work.timer = setTimeout(() => void this.send(work), delay);
  }

  private async send(work: Work): Promise<void> {
    if (work.status === "saving") return;
    work.timer = null;
    if (!this.ports.isOnline()) return this.show(work, "offline");
    const days = work.attendance;
    try {
      if (days) {
        this.show(work, "saving");
        await this.ports.saveAttendance({ reportId: work.reportId, attendance: days.value });
        if (work.attendance === days) work.attendance = null;
      } else {
        // What was sent and never answered goes first and unchanged: the server knows it again.
        if (!work.inflight) [work.inflight, work.pending] = [work.pending, {}];
        keep(this.ports.storage, this.ports.adultId, work);
        this.show(work, "saving");
        const { reportId, subject, baseVersion, inflight } = work;
        this.answered(work, await this.ports.save({ reportId, subject, baseVersion, changes: inflight }));
      }
      work.tries = 0;
      this.finish(work);
    } catch (error) {
      this.failed(work, this.ports.faultOf(error));
    }
  }

  private answered(work: Work, answer: SaveAnswer): void {
    const { pending, conflicts } = rebase({ ...work.base, ...work.inflight }, answer.body, work.pending);
    const all = [...work.conflicts, ...answer.conflicts, ...conflicts];
    Object.assign(work, {
      inflight: null, pending, baseVersion: answer.version, base: answer.body, saved: { version: answer.version, body: answer.body },
      // The newest answer about a field is the one to choose from.
      conflicts: all.filter((conflict, index) => all.findLastIndex((other) => other.field === conflict.field) === index),
    });
  }

  /** After an answer: done, or on with what was written in the meantime. */
  private finish(work: Work): void {
    if (hasChanges(work)) {
      keep(this.ports.storage, this.ports.adultId, work);
      this.show(work, "waiting");
      return this.plan(work, DEBOUNCE);
    }
    if (work.conflicts.length > 0) {
      keep(this.ports.storage, this.ports.adultId, work);
      return this.show(work, "conflict");
    }
    removeKept(this.ports.storage, this.ports.adultId, work);
    this.show(work, "saved");
  }

  private failed(work: Work, fault: SaveFault): void {
    if (fault.kind === "connection") {
      this.show(work, this.ports.isOnline() ? "failed" : "offline");
      const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** work.tries);
      work.tries += 1;
      return this.plan(work, wait * (0.75 + Math.random() / 2));
    }
    // The server took nothing of a change that it refused: what came after it can mend it.
    if (fault.kind === "refused" && work.inflight) [work.inflight, work.pending] = [null, { ...work.inflight, ...work.pending }];
    keep(this.ports.storage, this.ports.adultId, work);
    this.show(work, fault.kind, fault.reason);
  }

  private show(work: Work, status: SaveStatus, reason?: string): void {
    if (this.cells.get(keyOf(work)) !== work) return;
    work.status = status;
    const { conflicts, saved, attendance } = work;
    this.tell(new Map(this.snapshot).set(keyOf(work), { status, reason, conflicts, saved, attendance, changes: { ...work.inflight, ...work.pending } }));
  }

  private tell(snapshot: ReadonlyMap<string, CellState>): void {
    this.snapshot = snapshot;
    for (const listener of this.listeners) listener();
  }
}

const hasChanges = (work: Kept): boolean => work.inflight !== null || Object.keys(work.pending).length > 0 || work.attendance !== null;

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
