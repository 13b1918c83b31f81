"use client";

import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from "react";

import type { EntryBody } from "@/server/features/reports/schema";

import type { BankVoice } from "./bank-voice";
import { bodyOf, emptyEntry, type Row, type ServerEntry, type Statement } from "./grid-model";
import { type CellState, keyOf, type SaveQueue } from "./save-queue";

/** What every part of the writing screen shares. */
export interface Desk {
  queue: SaveQueue;
  say: BankVoice;
  statements: Statement[];
  subjects: string[];
  /** The page's language, for addresses. */
  locale: string;
  /** Tells a screen reader what has just happened. */
  announce: (words: string) => void;
}

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("the desk is missing");
  return desk;
}

const nothing: ReadonlyMap<string, CellState> = new Map();

/** All cells with changes of this visit. Drawn again with every keystroke: for small parts only. */
export function useCellStates(): ReadonlyMap<string, CellState> {
  const { queue } = useDesk();
  return useSyncExternalStore(queue.subscribe, queue.getSnapshot, () => nothing);
}

/** One cell's changes; undefined when it has none. */
export function useCellState(reportId: string, subject: string): CellState | undefined {
  const { queue } = useDesk();
  const key = keyOf({ reportId, subject });
  return useSyncExternalStore(queue.subscribe, useCallback(() => queue.getSnapshot().get(key), [queue, key]), () => undefined);
}

export interface EntryView {
  /** As this person sees it: the server's newest with this person's changes over it. */
  body: EntryBody;
  /** What a further change is made on. */
  base: { version: number; body: EntryBody };
}

/** An entry as it is shown: whichever of the grid and the last save is newer, with what is still to be saved. */
export function viewEntry(server: ServerEntry | undefined, state: CellState | undefined): EntryView {
  const told = server ? { version: server.version, body: bodyOf(server) } : { version: 0, body: emptyEntry };
  const base = state?.saved && state.saved.version >= told.version ? state.saved : told;
  return { base, body: state ? { ...base.body, ...state.changes } : base.body };
}

/** A row with every change of this visit in it. */
export function viewRow(row: Row, states: ReadonlyMap<string, CellState>, subjects: string[]): Row {
  const entries = { ...row.entries };
  for (const subject of ["general", ...subjects]) {
    const state = states.get(keyOf({ reportId: row.reportId, subject }));
    if (!state) continue;
    const { base, body } = viewEntry(row.entries[subject], state);
    entries[subject] = { version: base.version, ...body };
  }
  const days = states.get(keyOf({ reportId: row.reportId, subject: "@attendance" }))?.attendance;
  return { ...row, entries, attendance: days ? days.value : row.attendance };
}
