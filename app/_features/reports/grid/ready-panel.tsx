"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";

import { useTRPC } from "@/app/_trpc/client";
import { Icon } from "@/app/_ui/icon";
import { unexplainedIn } from "@/server/features/languages/gate/schema";

import { useCellStates, useDesk, viewRow } from "./grid-desk";
import { gapsOf, isComplete, type Row } from "./grid-model";

/** Moves reports between writing and ready, then asks the server how all stands. */
function useReady() {
  const t = useTranslations("staffReports.grid.ready");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { announce } = useDesk();
  const again = () => queryClient.invalidateQueries({ queryKey: trpc.reports.grid.get.queryKey() });
  const onError = () => {
    announce(t("failed"));
    void again();
  };
  const mark = useMutation(trpc.reports.writing.markReady.mutationOptions({ onError, onSuccess: async ({ moved }) => { announce(t("done", { count: moved })); await again(); } }));
  const unmark = useMutation(trpc.reports.writing.unmarkReady.mutationOptions({ onError, onSuccess: async () => { announce(t("undone")); await again(); } }));
  const places = unexplainedIn(mark.error?.data?.fields ?? {});
  return { mark, unmark, places, failed: (mark.isError && places.length === 0) || unmark.isError };
}

/** Which letters keep which report from the check, and what to do: the words themselves stay as they are. */
function Unexplained({ places, rows }: { places: ReturnType<typeof unexplainedIn>; rows: Row[] }) {
  const t = useTranslations("gate.refused");
  const subjects = useTranslations("reports.subjects");
  if (places.length === 0) return null;
  return (
    <div role="alert" className="notice notice-stop grid gap-1">
      <p className="font-bold">{t("title")}</p>
      <ul className="list-disc ps-5">
        {places.map(({ reportId, field, letters }) => (
          <li key={`${reportId} ${field}`}>{t("grid", { name: rows.find((row) => row.reportId === reportId)?.givenName ?? "", field: subjects(field), letters: letters.join(", ") })}</li>
        ))}
      </ul>
      <p>{t("help")}</p>
    </div>
  );
}

/** What one report still lacks, in words, and the step to the check. */
export function ReadyPanel({ row, readOnly }: { row: Row; readOnly: boolean }) {
  const t = useTranslations("staffReports.grid.ready");
  const panel = useTranslations("staffReports.grid.panel");
  const words = useTranslations("reports");
  const { subjects, locale } = useDesk();
  const states = useCellStates();
  const { mark, unmark, places, failed } = useReady();
  const gaps = gapsOf(viewRow(row, states, subjects), subjects);
  const unsaved = [...states].some(([key, state]) => key.startsWith(row.reportId) && state.status !== "saved");
  const law = gaps.missing.filter((code) => code !== "achievements" || gaps.subjects.length === 0);
  return (
    <div className="grid gap-4">
      <p><span className="chip">{words(`states.${row.state}`)}</span></p>
      {readOnly ? <p className="notice notice-warn">{panel("locked")}</p> : null}
      {isComplete(gaps) ? <p className="flex gap-2 text-good"><Icon name="circle-check" />{t("nothing")}</p> : null}
      {law.length > 0 ? <List title={t("law")} items={law.map((code) => words(`statutory.codes.${code}`))} /> : null}
      {gaps.subjects.length > 0 ? <List title={t("subjects")} items={gaps.subjects.map((subject) => words(`subjects.${subject}`))} /> : null}
      {gaps.byEye.length > 0 ? <List title={t("byEye")} items={gaps.byEye.map((code) => words(`statutory.codes.${code}`))} /> : null}
      <Unexplained places={places} rows={[row]} />
      {unsaved ? <p className="text-warn">{t("wait")}</p> : null}
      {failed ? <p role="alert" className="font-bold text-stop">{t("failed")}</p> : null}
      {row.state === "writing" && !readOnly ? (
        <button type="button" data-part="first" className={`button ${isComplete(gaps) ? "" : "button-quiet"}`} disabled={unsaved || mark.isPending} onClick={() => mark.mutate({ reportIds: [row.reportId] })}>
          <Icon name="check" />{t(isComplete(gaps) ? "mark" : "markAnyway")}
        </button>
      ) : null}
      {row.state === "ready" && !readOnly ? (
        <button type="button" data-part="first" className="button button-quiet" disabled={unmark.isPending} onClick={() => unmark.mutate({ reportIds: [row.reportId] })}><Icon name="pencil" />{t("unmark")}</button>
      ) : null}
      <a className="button button-quiet" href={`/${locale}/staff/reports/preview/${row.reportId}`}><Icon name="eye" />{panel("previewChild")}</a>
    </div>
  );
}

function List({ title, items }: { title: string; items: string[] }) {
  return (
    <div>
      <p className="font-bold">{title}</p>
      <ul className="list-disc ps-5">{items.map((item) => <li key={item}>{item}</li>)}</ul>
    </div>
  );
}

/** The class as a whole: how many are complete, and one button for all of them. */
export function ReadyBar({ rows }: { rows: Row[] }) {
  const t = useTranslations("staffReports.grid.ready");
  const { subjects } = useDesk();
  const states = useCellStates();
  const { mark, places, failed } = useReady();
  const writing = rows.filter((row) => row.state === "writing");
  if (writing.length === 0) return null;
  const complete = writing.filter((row) => isComplete(gapsOf(viewRow(row, states, subjects), subjects)));
  const unsaved = [...states.values()].some((state) => state.status !== "saved");
  return (
    <div className="flex flex-wrap items-center gap-3">
      {complete.length > 0 ? (
        <button type="button" className="button button-small" disabled={unsaved || mark.isPending} onClick={() => mark.mutate({ reportIds: complete.map((row) => row.reportId) })}>
          <Icon name="check" />{t("all", { count: complete.length })}
        </button>
      ) : null}
      <span className="text-ink-soft">{t("left", { count: writing.length - complete.length })}</span>
      {failed ? <span role="alert" className="font-bold text-stop">{t("failed")}</span> : null}
      <Unexplained places={places} rows={rows} />
    </div>
  );
}
