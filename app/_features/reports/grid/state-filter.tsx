"use client";

import { useTranslations } from "next-intl";

import { reportStates } from "@/server/features/reports/schema";

import type { Row, State } from "./grid-model";

/** Shows the reports of one state only. */
export function StateFilter({ rows, shown, onShow }: { rows: Row[]; shown: State | null; onShow: (state: State | null) => void }) {
  const t = useTranslations("staffReports.grid");
  const states = useTranslations("reports.states");
  const offered = reportStates.map((state) => ({ state, count: rows.filter((row) => row.state === state).length })).filter(({ state, count }) => count > 0 || state === shown);
  if (offered.length < 2 && shown === null) return null;
  return (
    <div className="flex items-center gap-2">
      <label htmlFor="state-filter" className="font-bold">{t("show")}</label>
      <select id="state-filter" className="input !min-h-11 !w-auto" value={shown ?? ""} onChange={(event) => onShow(reportStates.find((state) => state === event.target.value) ?? null)}>
        <option value="">{t("showAll")} ({rows.length})</option>
        {offered.map(({ state, count }) => <option key={state} value={state}>{states(state)} ({count})</option>)}
      </select>
    </div>
  );
}
