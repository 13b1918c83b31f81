"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { type AbstractIntlMessages, useTranslations } from "next-intl";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";

import { useTRPC } from "@/app/_trpc/client";
import { Icon } from "@/app/_ui/icon";

import { makeVoice } from "./bank-voice";
import { findCell } from "./grid-cells";
import { type Desk, DeskProvider, viewEntry } from "./grid-desk";
import { commandOf, type GridCommand, type PanelPart, type Place, takesMarks, toggleMark } from "./grid-keys";
import { columnsOf, type Grid, isOpen, type State, type Statement } from "./grid-model";
import { GridTable } from "./grid-table";
import { KeysHelp } from "./keys-help";
import { ReadyBar } from "./ready-panel";
import { faultOf } from "./save-faults";
import { keyOf } from "./save-queue";
import { SaveState } from "./save-state";
import { SidePanel } from "./side-panel";
import { StateFilter } from "./state-filter";
import { useSaveQueue } from "./use-save-queue";

/** A class as it comes over the wire. */
export type GridData = inferOutput<ReturnType<typeof useTRPC>["reports"]["grid"]["get"]>;

export interface WritingGridProps {
  locale: string;
  adultId: string;
  roundId: string;
  classGroupId: string;
  /** The class as the page was made. */
  grid: GridData;
  statements: Statement[];
  /** The English comment bank and the English names of subjects. */
  bank: AbstractIntlMessages;
  subjectNames: Record<string, string>;
  shown: State | null;
}

const POLL = 15_000;

/** A class of reports to write in: the grid, the box beside it, and the honest word on what is saved. */
export function WritingGrid({ locale, adultId, roundId, classGroupId, grid, statements, bank, subjectNames, shown: first }: WritingGridProps) {
  const t = useTranslations("staffReports.grid");
  const scales = useTranslations("reports.scales");
  const trpc = useTRPC();
  const queue = useSaveQueue(adultId, { roundId, classGroupId });
  const latest = useQuery(trpc.reports.grid.get.queryOptions({ roundId, classGroupId }, { refetchInterval: POLL, initialData: grid }));
  const current: Grid = latest.data;
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState<State | null>(first);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [goal, setGoal] = useState<{ part: PanelPart | "cell" | "look" } | null>(null);
  const table = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);

  const { subjects } = current.round;
  const columns = useMemo(() => columnsOf(subjects), [subjects]);
  const rows = useMemo(() => current.rows.filter((row) => shown === null || row.state === shown), [current.rows, shown]);
  const place = { row: Math.min(active.row, Math.max(0, rows.length - 1)), column: active.column };
  const row = rows[place.row];
  const column = columns[place.column];
  const closedRound = current.round.due === "closed";
  const say = useMemo(() => makeVoice(bank, subjectNames), [bank, subjectNames]);
  const desk = useMemo<Desk>(() => ({ queue, say, statements, subjects, locale, announce: setSaid }), [queue, say, statements, subjects, locale]);

  // After React has drawn: the place or part that a key asked for gets the focus.
  useEffect(() => {
    if (!goal) return;
    // Chosen by hand: where the box is below the grid, it comes into sight; the focus stays.
    if (goal.part === "look") return window.matchMedia("(width < 64rem)").matches ? panel.current?.scrollIntoView({ block: "start" }) : undefined;
    if (goal.part === "cell") return table.current?.querySelector<HTMLElement>('[data-place][tabindex="0"]')?.focus();
    const part = goal.part === "top" ? null : panel.current?.querySelector<HTMLElement>(`[data-part="${goal.part}"]`);
    const found = part ?? panel.current?.querySelector<HTMLElement>('[data-part="first"]') ?? panel.current;
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
    // The grid has become narrower: the cell stays in sight.
    table.current?.querySelector('[data-place][tabindex="0"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [goal]);

  const mark = useCallback((command: Extract<GridCommand, { kind: "mark" }>) => {
    if (!row || !column || !takesMarks(column) || closedRound || !isOpen(row.state)) return;
    const cell = { reportId: row.reportId, subject: column };
    const { body, base } = viewEntry(row.entries[column], queue.getSnapshot().get(keyOf(cell)));
    const changes = toggleMark(body, command.field, command.value);
    queue.edit(cell, base, changes);
    setSaid(scales(`${command.field}.${changes[command.field] ?? "none"}`));
  }, [row, column, closedRound, queue, scales]);

  const step = (by: 1 | -1) => {
    setActive({ ...place, row: Math.max(0, Math.min(rows.length - 1, place.row + by)) });
    table.current?.querySelector(`[data-place="${place.row + by}:${place.column}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKey = (where: "grid" | "panel", event: KeyboardEvent) => {
    const { target } = event;
    const typing = target instanceof HTMLElement && (target.tagName === "INPUT" || target.tagName === "TEXTAREA");
    const rtl = document.documentElement.dir === "rtl";
    const command = commandOf(event, { where, typing, place, rows: rows.length, columns: columns.length, rtl });
    if (!command || (command.kind === "pupil" && !open)) return;
    event.preventDefault();
    if (command.kind === "mark") mark(command);
    else if (command.kind === "help") setHelp(true);
    else if (command.kind === "pupil") step(command.step);
    else if (command.kind === "go") {
      setActive(command.place);
      setGoal({ part: "cell" });
    } else if (command.kind === "open") {
      setOpen(true);
      setGoal({ part: command.part });
    } else if (open) {
      setOpen(false);
      setGoal({ part: "cell" });
    }
  };
  const goTo = (kinds: string[]) => {
    setShown(null);
    const found = findCell(queue.getSnapshot(), current.rows, columns, kinds);
    if (!found) return;
    setActive(found);
    setOpen(true);
    setGoal({ part: "top" });
  };
  const fault = latest.error ? faultOf(latest.error) : null;

  return (
    <DeskProvider desk={desk}>
      <div className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 bg-paper py-1">
        <SaveState signedOut={fault?.kind === "signed_out"} goTo={goTo} />
        <StateFilter rows={current.rows} shown={shown} onShow={setShown} />
        <button type="button" className="button button-quiet button-small ms-auto max-lg:hidden" aria-expanded={help} onClick={() => setHelp(!help)}><Icon name="info-circle" />{t("keys.button")}</button>
      </div>
      {fault && fault.kind !== "signed_out" ? <p className="text-warn">{t("bar.loadFailed")}</p> : null}
      {closedRound ? <p className="notice">{t("closedRound")}</p> : <ReadyBar rows={current.rows} />}
      {help ? <KeysHelp onClose={() => { setHelp(false); setGoal({ part: "cell" }); }} /> : null}
      <p id="grid-help" className="sr-only">{t("help")}</p>
      <p role="status" className="sr-only">{said}</p>
      <div className={`grid items-start gap-4 ${open ? "lg:grid-cols-[minmax(0,1fr)_26rem]" : ""}`}>
        {rows.length === 0 ? <p className="card">{t("noneShown")}</p> : (
          <GridTable
            table={table} rows={rows} columns={columns} active={place} open={open} onKeyDown={(event) => onKey("grid", event)}
            onGo={(next, andOpen) => {
              setActive(next);
              if (!andOpen) return;
              setOpen(true);
              setGoal({ part: "look" });
            }}
          />
        )}
        {open && row && column ? <SidePanel panel={panel} row={row} column={column} closedRound={closedRound} onStep={step} onClose={() => { setOpen(false); setGoal({ part: "cell" }); }} onKeyDown={(event) => onKey("panel", event)} /> : null}
      </div>
    </DeskProvider>
  );
}
