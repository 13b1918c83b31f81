"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, RefObject } from "react";

import { GridCell } from "./grid-cells";
import type { Place } from "./grid-keys";
import { ATTENDANCE_COLUMN, type Row, STATUS_COLUMN } from "./grid-model";

interface GridTableProps {
  table: RefObject<HTMLDivElement | null>;
  rows: Row[];
  columns: string[];
  active: Place;
  open: boolean;
  onGo: (place: Place, open: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const placeOf = (target: EventTarget): Place | null => {
  const found = target instanceof Element ? target.closest<HTMLElement>("[data-place]")?.dataset.place?.split(":").map(Number) : undefined;
  return found && found[0] !== undefined && found[1] !== undefined ? { row: found[0], column: found[1] } : null;
};

/** One row a child, one column a subject. One cell is in the order of Tab; the arrows lead to the others. */
export function GridTable({ table, rows, columns, active, open, onGo, onKeyDown }: GridTableProps) {
  const t = useTranslations("staffReports.grid");
  const subjects = useTranslations("reports.subjects");
  const nameOf = (column: string) => (column === ATTENDANCE_COLUMN ? t("days") : column === STATUS_COLUMN ? t("status") : subjects(column));
  return (
    <div ref={table} className={`relative overflow-auto rounded-m border border-line bg-card ${open ? "max-lg:max-h-[38dvh] lg:sticky lg:top-16" : ""} lg:max-h-[calc(100dvh-5rem)]`}>
      <table
        role="grid" aria-label={t("label")} aria-describedby="grid-help" aria-rowcount={rows.length + 1} className="w-full border-separate border-spacing-0"
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const place = placeOf(event.target);
          if (place) onGo(place, true);
        }}
        onFocus={(event) => {
          const place = placeOf(event.target);
          if (place && (place.row !== active.row || place.column !== active.column)) onGo(place, false);
        }}
      >
        <thead>
          <tr className="text-ink-soft">
            <th scope="col" className="sticky start-0 top-0 z-20 min-w-36 bg-[color-mix(in_srgb,var(--line)_30%,var(--card))] px-3 py-2 text-start">{t("child")}</th>
            {columns.map((column) => <th key={column} scope="col" className="sticky top-0 z-10 bg-[color-mix(in_srgb,var(--line)_30%,var(--card))] px-2 py-2 text-start leading-tight">{nameOf(column)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.reportId}>
              <th scope="row" className={`sticky start-0 z-10 border-t border-line px-3 py-1 text-start leading-tight ${open && r === active.row ? "bg-glow-wash" : "bg-card"}`}>
                <bdi>{row.givenName} <span className="font-normal text-ink-soft">{row.familyName}</span></bdi>
              </th>
              {columns.map((column, c) => (
                <GridCell key={column} row={row} column={column} place={`${r}:${c}`} active={r === active.row && c === active.column} open={open && r === active.row && c === active.column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
