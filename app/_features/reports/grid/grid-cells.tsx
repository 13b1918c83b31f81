"use client";

import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";

import { Icon } from "@/app/_ui/icon";

import { useCellState, useCellStates, useDesk, viewEntry, viewRow } from "./grid-desk";
import { ATTENDANCE_COLUMN, GENERAL_COLUMN, gapsOf, type Row, says, STATUS_COLUMN } from "./grid-model";
import { type CellState, keyOf } from "./save-queue";
import { statusIcons } from "./save-state";

const washes: Record<string, string> = { not_yet: "bg-warn-wash text-warn", nearly: "bg-glow-wash text-ink", secure: "bg-brand-wash text-brand", exceeding: "bg-good-wash text-good" };
const arrows: Record<string, string> = { slower: "↓", expected: "=", faster: "↑" };

interface CellProps {
  row: Row;
  column: string;
  place: string;
  active: boolean;
  open: boolean;
}

/** The box of one child and one column. The grid's own handlers read its place from `data-place`. */
export const GridCell = memo(function GridCell({ row, column, place, active, open }: CellProps) {
  const content = column === STATUS_COLUMN ? <StatusContent row={row} /> : column === ATTENDANCE_COLUMN ? <DaysContent row={row} /> : <EntryContent row={row} subject={column} />;
  return (
    <td
      role="gridcell" tabIndex={active ? 0 : -1} data-place={place} aria-selected={open}
      className={`h-14 min-w-28 cursor-pointer scroll-ms-40 scroll-mt-12 border-t border-line px-2 py-1 align-middle hover:bg-brand-wash ${open ? "bg-glow-wash outline-2 -outline-offset-2 outline-glow" : ""} focus-visible:relative focus-visible:z-20 focus-visible:-outline-offset-2`}
    >
      {content}
    </td>
  );
});

function StateMark({ state }: { state: CellState | undefined }) {
  const t = useTranslations("staffReports.grid.save");
  if (!state) return null;
  const { icon, className } = statusIcons[state.status];
  return <span className={`ms-auto ${className}`}><Icon name={icon} className="!size-4" /><span className="sr-only">{t(state.status)}</span></span>;
}

function Lines({ first, second, state }: { first: ReactNode; second?: ReactNode; state: CellState | undefined }) {
  return (
    <div className="grid gap-0.5 text-[0.9375rem] leading-tight whitespace-nowrap">
      <span className="flex items-center gap-1">{first}<StateMark state={state} /></span>
      {second ? <span className="flex items-center gap-1.5 text-ink-soft">{second}</span> : null}
    </div>
  );
}

function EntryContent({ row, subject }: { row: Row; subject: string }) {
  const t = useTranslations("staffReports.grid");
  const scales = useTranslations("reports.scales");
  const state = useCellState(row.reportId, subject);
  const { body } = viewEntry(row.entries[subject], state);
  const { attainment, effort, progress, comments, ownWords } = body;
  if (!says(body) && !effort && !progress) return <Lines state={state} first={<span className="text-ink-soft"><span aria-hidden="true">–</span><span className="sr-only">{t("nothingYet")}</span></span>} />;
  const words = (
    <>
      {comments.length > 0 ? <span className="inline-flex items-center gap-0.5"><Icon name="message-circle" className="!size-4" /><span aria-hidden="true" className="tabular-nums">{comments.length}</span><span className="sr-only">{t("cell.sentences", { count: comments.length })}</span></span> : null}
      {ownWords ? <span><Icon name="pencil" className="!size-4" /><span className="sr-only">{t("cell.ownWords")}</span></span> : null}
    </>
  );
  if (subject === GENERAL_COLUMN) return <Lines state={state} first={words} />;
  return (
    <Lines
      state={state}
      first={attainment ? <span className={`rounded-full px-2 font-bold ${washes[attainment] ?? ""}`}><span aria-hidden="true">{t(`short.attainment.${attainment}`)}</span><span className="sr-only">{scales(`attainment.${attainment}`)}</span></span> : <span aria-hidden="true">–</span>}
      second={(
        <>
          {effort ? <span><span aria-hidden="true">{t(`short.effort.${effort}`)}</span><span className="sr-only">{scales(`effort.${effort}`)}</span></span> : null}
          {progress ? <b className="text-ink"><span aria-hidden="true">{arrows[progress]}</span><span className="sr-only">{scales(`progress.${progress}`)}</span></b> : null}
          {words}
        </>
      )}
    />
  );
}

function DaysContent({ row }: { row: Row }) {
  const t = useTranslations("staffReports.grid");
  const state = useCellState(row.reportId, ATTENDANCE_COLUMN);
  const days = state?.attendance ? state.attendance.value : row.attendance;
  if (!days) return <Lines state={state} first={<span className="text-ink-soft"><span aria-hidden="true">–</span><span className="sr-only">{t("nothingYet")}</span></span>} />;
  return (
    <Lines
      state={state} first={<span className="tabular-nums">{t("cell.daysShort", { present: days.possible - days.absent, possible: days.possible })}</span>}
      second={<span className="tabular-nums">{t("cell.away", { absent: days.absent, late: days.late })}</span>}
    />
  );
}

const stateChips: Record<Row["state"], string> = { writing: "text-ink-soft", ready: "bg-brand-wash text-brand", checked: "bg-brand-wash text-brand", published: "bg-good-wash text-good", withdrawn: "bg-stop-wash text-stop" };

function StatusContent({ row }: { row: Row }) {
  const t = useTranslations("staffReports.grid.ready");
  const states = useTranslations("reports.states");
  const { subjects } = useDesk();
  const gaps = gapsOf(viewRow(row, useCellStates(), subjects), subjects);
  const missing = gaps.subjects.length + gaps.missing.filter((code) => code !== "achievements").length;
  return (
    <Lines
      state={undefined} first={<span className={`rounded-full font-bold ${row.state === "writing" ? "" : "px-2"} ${stateChips[row.state]}`}>{states(row.state)}</span>}
      second={row.state === "writing" || row.state === "ready" ? <span className={missing > 0 ? "" : "text-good"}>{missing > 0 ? t("gaps", { count: missing }) : t("complete")}</span> : undefined}
    />
  );
}

/** The worst cell of the given kinds, as a place to go to. */
export function findCell(states: ReadonlyMap<string, CellState>, rows: Row[], columns: string[], kinds: readonly string[]): { row: number; column: number } | null {
  for (const [r, row] of rows.entries()) {
    for (const [c, column] of columns.entries()) {
      const state = states.get(keyOf({ reportId: row.reportId, subject: column }));
      if (state && kinds.includes(state.status)) return { row: r, column: c };
    }
  }
  return null;
}
