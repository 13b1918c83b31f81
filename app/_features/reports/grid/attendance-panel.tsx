"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";

import { StuckNote } from "./conflict-notes";
import { useCellState, useDesk } from "./grid-desk";
import { ATTENDANCE_COLUMN, type Row } from "./grid-model";

const fields = ["possible", "absent", "late"] as const;
type Typed = Record<(typeof fields)[number], string>;

const typedOf = (days: Row["attendance"]): Typed => ({ possible: days ? String(days.possible) : "", absent: days ? String(days.absent) : "", late: days ? String(days.late) : "" });
const MOST = 500;

/** The figures as numbers: null when nothing is typed, "wrong" when they cannot be true. */
export function readDays(typed: Typed): { possible: number; absent: number; late: number } | null | "wrong" {
  if (fields.every((field) => typed[field].trim() === "")) return null;
  const [possible, absent, late] = fields.map((field) => (/^\d{0,3}$/.test(typed[field].trim()) ? Number(typed[field]) : NaN));
  if (possible === undefined || absent === undefined || late === undefined || typed.possible.trim() === "") return "wrong";
  return [possible, absent, late].every((value) => value <= MOST) && absent + late <= possible ? { possible, absent, late } : "wrong";
}

/** Half days of one child in the round's time. */
export function AttendancePanel({ row, readOnly }: { row: Row; readOnly: boolean }) {
  const t = useTranslations("staffReports.grid.attendance");
  const panel = useTranslations("staffReports.grid.panel");
  const { queue } = useDesk();
  const state = useCellState(row.reportId, ATTENDANCE_COLUMN);
  const cell = { reportId: row.reportId, subject: ATTENDANCE_COLUMN };
  const days = state?.attendance ? state.attendance.value : row.attendance;
  const id = useId();
  // What is typed counts until it is taken, or until somebody else's figures come.
  const shown = JSON.stringify(days);
  const [kept, setKept] = useState<{ shown: string; typed: Typed } | null>(null);
  const typed = kept?.shown === shown ? kept.typed : typedOf(days);
  const read = readDays(typed);
  const change = (next: Typed) => {
    setKept({ shown, typed: next });
    const value = readDays(next);
    if (value !== "wrong") queue.editAttendance(cell, value);
  };
  return (
    <div className="grid gap-4">
      {readOnly ? <p className="notice notice-warn">{panel("locked")}</p> : null}
      {state ? <StuckNote cell={cell} state={state} /> : null}
      <p className="text-ink-soft">{t("hint")}</p>
      {fields.map((field) => (
        <div key={field} className="field">
          <label htmlFor={`${id}-${field}`}>{t(field)}</label>
          <input
            id={`${id}-${field}`} data-part={field === "possible" ? "first" : undefined} className="input !min-h-11 max-w-32" inputMode="numeric" autoComplete="off" readOnly={readOnly}
            aria-invalid={read === "wrong" ? true : undefined} value={typed[field]} onChange={(event) => change({ ...typed, [field]: event.target.value })}
          />
        </div>
      ))}
      <p role="alert" className="font-bold text-stop">{read === "wrong" ? t("wrong") : ""}</p>
      {readOnly || !days ? null : <button type="button" className="button button-quiet button-small justify-self-start" onClick={() => change({ possible: "", absent: "", late: "" })}>{t("clear")}</button>}
    </div>
  );
}
