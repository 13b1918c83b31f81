"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, RefObject } from "react";

import { Icon } from "@/app/_ui/icon";

import { AttendancePanel } from "./attendance-panel";
import { EntryPanel } from "./entry-panel";
import { useDesk } from "./grid-desk";
import { ATTENDANCE_COLUMN, isOpen, type Row, STATUS_COLUMN } from "./grid-model";
import { KeyCap } from "@/app/_ui/key-cap";
import { ReadyPanel } from "./ready-panel";

interface SidePanelProps {
  panel: RefObject<HTMLElement | null>;
  row: Row;
  column: string;
  closedRound: boolean;
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** What is behind the chosen cell, beside the grid (on a phone: below it). */
export function SidePanel({ panel, row, column, closedRound, onStep, onClose, onKeyDown }: SidePanelProps) {
  const t = useTranslations("staffReports.grid");
  const subjects = useTranslations("reports.subjects");
  const { locale } = useDesk();
  const readOnly = closedRound || !isOpen(row.state);
  const subject = column === ATTENDANCE_COLUMN ? t("days") : column === STATUS_COLUMN ? t("status") : subjects(column);
  const title = t("panel.title", { name: row.givenName, subject });
  return (
    <section
      ref={panel} tabIndex={-1} aria-label={title} onKeyDown={onKeyDown}
      className="grid scroll-mt-16 content-start gap-4 overflow-y-auto rounded-m border-2 border-glow bg-card p-4 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)]"
    >
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0" aria-live="polite"><bdi>{row.givenName} {row.familyName}</bdi><span className="block font-normal text-ink-soft">{subject}</span></h2>
        <button type="button" className="grid size-11 flex-none cursor-pointer place-items-center rounded-s hover:bg-brand-wash" onClick={onClose}><Icon name="x" /><span className="sr-only">{t("panel.close")}</span></button>
      </div>
      {column === STATUS_COLUMN ? <ReadyPanel row={row} readOnly={readOnly} /> : column === ATTENDANCE_COLUMN ? <AttendancePanel key={row.reportId} row={row} readOnly={readOnly} /> : <EntryPanel row={row} subject={column} readOnly={readOnly} />}
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3">
        <button type="button" className="button button-quiet button-small" onClick={() => onStep(-1)}><Icon name="arrow-left" flip />{t("panel.previous")}</button>
        <button type="button" className="button button-small" onClick={() => onStep(1)}>{t("panel.next")}<Icon name="arrow-right" flip /></button>
        <span className="ms-auto"><KeyCap name="Ctrl" /> <KeyCap name="Enter" /></span>
      </div>
      {column === STATUS_COLUMN ? null : <a className="inline-flex min-h-6 items-center gap-2 justify-self-start" href={`/${locale}/staff/reports/preview/${row.reportId}`}><Icon name="eye" />{t("panel.preview")}</a>}
    </section>
  );
}
