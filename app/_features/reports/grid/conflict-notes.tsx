"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";

import { useTRPC } from "@/app/_trpc/client";
import type { EntryBody, EntryChanges } from "@/server/features/reports/schema";

import { useDesk } from "./grid-desk";
import { joinBoth, joinWords, type Row } from "./grid-model";
import type { FieldConflict } from "./kept-changes";
import type { Cell, CellState } from "./save-queue";

/** Both versions of what two people changed, side by side, with who wrote the other one. Nothing is lost until it is chosen. */
export function ConflictNotes({ row, subject, state }: { row: Row; subject: string; state: CellState }) {
  const t = useTranslations("staffReports.grid.conflict");
  const panel = useTranslations("staffReports.grid.panel");
  const scales = useTranslations("reports.scales");
  const { queue, say } = useDesk();
  const trpc = useTRPC();
  const cell: Cell = { reportId: row.reportId, subject };
  const versions = useQuery(trpc.reports.grid.versions.queryOptions({ reportId: row.reportId, subject: subject as "general" }));
  const show = (field: FieldConflict["field"], value: EntryBody[keyof EntryBody]): string => {
    if (value === null || value.length === 0) return t("empty");
    if (Array.isArray(value)) return value.map((comment) => say(comment, row, subject)).join(" ");
    return field === "ownWords" ? value : scales(`${field}.${value}`);
  };
  // The last version that said what stands there now was the other person's.
  const authorOf = (conflict: FieldConflict): string | null => {
    const same = versions.data?.filter(({ body }) => JSON.stringify((body as Partial<EntryBody>)[conflict.field]) === JSON.stringify(conflict.theirs));
    return same?.at(-1)?.savedBy ?? null;
  };
  return state.conflicts.map((conflict) => {
    const { field, theirs, yours } = conflict;
    const name = field === "ownWords" || field === "comments" ? panel(field === "comments" ? "sentences" : "ownWords") : scales(`${field}.title`);
    const words = typeof theirs === "string" && typeof yours === "string" && field === "ownWords" ? joinWords(theirs, yours) : null;
    const both = field === "comments" ? joinBoth(theirs, yours) : words;
    const settle = (value: EntryBody[keyof EntryBody] | EntryChanges[keyof EntryChanges]) => queue.settle(cell, field, { [field]: value } as EntryChanges);
    return (
      <section key={field} className="notice notice-stop grid gap-3" aria-label={t("title", { field: name })}>
        <p className="font-bold">{t("title", { field: name })}</p>
        <dl className="grid gap-3 sm:grid-cols-2">
          <div className="rounded-s bg-card p-2"><dt className="font-bold"><bdi>{t("theirs", { name: authorOf(conflict) ?? t("someone") })}</bdi></dt><dd dir="auto" className="whitespace-pre-wrap">{show(field, theirs)}</dd></div>
          <div className="rounded-s bg-card p-2"><dt className="font-bold">{t("yours")}</dt><dd dir="auto" className="whitespace-pre-wrap">{show(field, yours)}</dd></div>
        </dl>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-quiet button-small" onClick={() => queue.settle(cell, field, {})}>{t("keepTheirs")}</button>
          <button type="button" className="button button-quiet button-small" onClick={() => settle(yours)}>{t("keepYours")}</button>
          {both !== null && both !== undefined ? <button type="button" className="button button-small" onClick={() => settle(both)}>{t("keepBoth")}</button> : null}
        </div>
      </section>
    );
  });
}

/** Why a change cannot be saved, with the change itself, so that it can be copied, tried again or given up. */
export function StuckNote({ cell, state }: { cell: Cell; state: CellState }) {
  const t = useTranslations("staffReports.grid.stuck");
  const { queue } = useDesk();
  if (state.status !== "locked" && state.status !== "refused") return null;
  const reason = state.reason === "closed" || state.reason === "does_not_fit" ? state.reason : state.status;
  return (
    <section className="notice notice-stop grid gap-2" role="alert">
      <p className="font-bold">{t(reason)}</p>
      {state.changes.ownWords ? <p dir="auto" className="rounded-s bg-card p-2 whitespace-pre-wrap">{state.changes.ownWords}</p> : null}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button button-small" onClick={() => queue.retry(cell)}>{t("retry")}</button>
        <button type="button" className="button button-stop button-small" onClick={() => queue.discard(cell)}>{t("discard")}</button>
      </div>
    </section>
  );
}
