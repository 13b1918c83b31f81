import type { EntryChanges } from "@/server/features/reports/schema";

import { ATTENDANCE_COLUMN, GENERAL_COLUMN, STATUS_COLUMN } from "./grid-model";

export interface Place {
  row: number;
  column: number;
}

/** Where in the panel a key leads. */
export type PanelPart = "top" | "search" | "words";

export type GridCommand =
  | { kind: "go"; place: Place }
  | { kind: "open"; part: PanelPart }
  | { kind: "mark"; field: "attainment" | "effort" | "progress"; value: string }
  | { kind: "pupil"; step: 1 | -1 }
  | { kind: "back" }
  | { kind: "help" };

const marks: Record<string, { field: "attainment" | "effort" | "progress"; value: string }> = {
  1: { field: "attainment", value: "not_yet" }, 2: { field: "attainment", value: "nearly" }, 3: { field: "attainment", value: "secure" }, 4: { field: "attainment", value: "exceeding" },
  q: { field: "effort", value: "needs_help" }, w: { field: "effort", value: "some" }, e: { field: "effort", value: "good" }, r: { field: "effort", value: "excellent" },
  a: { field: "progress", value: "slower" }, s: { field: "progress", value: "expected" }, d: { field: "progress", value: "faster" },
};

/** The key that sets a mark, for the labels beside the buttons. */
export function keyFor(field: string, value: string): string {
  return Object.entries(marks).find(([, mark]) => mark.field === field && mark.value === value)?.[0] ?? "";
}

/** Whether marks are given in this column: the whole child gets words, not marks. */
export const takesMarks = (column: string): boolean => ![GENERAL_COLUMN, ATTENDANCE_COLUMN, STATUS_COLUMN].includes(column);

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

interface Situation {
  where: "grid" | "panel";
  /** Whether the key goes into a box that takes letters. */
  typing: boolean;
  place: Place;
  rows: number;
  columns: number;
  /** The page is read from right to left: the arrows follow the eye. */
  rtl: boolean;
}

/** What a key means where it was pressed; null for keys that are not the grid's. */
export function commandOf(press: Press, situation: Situation): GridCommand | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (key === "Enter" && (ctrlKey || metaKey)) return { kind: "pupil", step: shiftKey ? -1 : 1 };
  if (key === "Escape") return { kind: "back" };
  if (situation.typing || altKey) return null;
  if (situation.where === "grid") {
    const place = arrive(press, situation);
    if (place) return { kind: "go", place };
    if ((key === "Enter" || key === "F2" || key === " ") && !ctrlKey && !metaKey) return { kind: "open", part: "top" };
  }
  if (ctrlKey || metaKey) return null;
  if (key === "/") return { kind: "open", part: "search" };
  if (key === "t") return { kind: "open", part: "words" };
  if (key === "?") return { kind: "help" };
  const mark = marks[key];
  return mark ? { kind: "mark", ...mark } : null;
}

const PAGE = 8;

function arrive({ key, ctrlKey, metaKey }: Press, { place, rows, columns, rtl }: Situation): Place | null {
  const far = ctrlKey || metaKey;
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  const backward = rtl ? "ArrowRight" : "ArrowLeft";
  const { row, column } = place;
  const clamp = (r: number, c: number): Place => ({ row: Math.max(0, Math.min(rows - 1, r)), column: Math.max(0, Math.min(columns - 1, c)) });
  switch (key) {
    case "ArrowDown": return clamp(far ? rows : row + 1, column);
    case "ArrowUp": return clamp(far ? 0 : row - 1, column);
    case forward: return clamp(row, far ? columns : column + 1);
    case backward: return clamp(row, far ? 0 : column - 1);
    case "Home": return clamp(far ? 0 : row, 0);
    case "End": return clamp(far ? rows : row, columns);
    case "PageDown": return clamp(row + PAGE, column);
    case "PageUp": return clamp(row - PAGE, column);
    default: return null;
  }
}

/** The change that a mark's key makes: the same mark again takes it away. */
export function toggleMark(body: { attainment: string | null; effort: string | null; progress: string | null }, field: "attainment" | "effort" | "progress", value: string): EntryChanges {
  return { [field]: body[field] === value ? null : value } as EntryChanges;
}
