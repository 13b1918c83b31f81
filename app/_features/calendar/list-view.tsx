import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import type { Flash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { dateKinds, TITLE_LENGTH } from "@/server/features/calendar/schema";
import { formatDate, isolateCode } from "@/server/lib/i18n/format";

import { GatedBox } from "../shell/gate-notes";
import { notedFaults, type NotedRow, notedRows } from "./list-note";
import { noonOf } from "./months";
import { addListAction } from "./staff-actions";

const known = ["file", "columns", "day", "order", "long", "name", "longName", "repeats", "beginsAlone", "endsAlone", "overlap", "many", "nothing"] as const;
type Known = (typeof known)[number];
const isKnown = (fault: string): fault is Known => known.some((each) => each === fault);

/** What is wrong with which line of a list. */
export async function ListFaults({ flash }: { flash: Flash | null }) {
  const t = await getTranslations("calendar.list");
  const faults = notedFaults(flash).filter(({ fault }) => isKnown(fault));
  if (faults.length === 0) return null;
  return (
    <Notice tone="stop">
      <ul className="grid gap-1">{faults.map(({ line, fault }) => <li key={`${line}-${fault}`}><strong>{t("line", { line })}</strong> {isKnown(fault) ? t(`faults.${fault}`) : null}</li>)}</ul>
    </Notice>
  );
}

/** The file to be looked at. */
export async function ListFile() {
  const [t, locale] = await Promise.all([getTranslations("calendar.list"), getLocale()]);
  return (
    <form action="/api/calendar/list" method="post" encType="multipart/form-data" className="card grid max-w-3xl gap-4">
      <input type="hidden" name="locale" value={locale} />
      <Field type="file" name="file" label={t("file")} hint={t("hint", { calendar: isolateCode(".ics"), table: isolateCode(".csv") })} accept=".ics,.csv,text/calendar,text/csv" required />
      <p className="text-ink-soft">{t("example")}</p>
      <pre lang="en" dir="ltr" className="rounded-m border border-line p-3 text-sm whitespace-pre-wrap">{"name,start,end\nAutumn term,1 September 2026,18 December 2026\nHalf term,26/10/2026,30/10/2026\nINSET day,2027-01-04,"}</pre>
      <button className="button justify-self-start"><Icon name="search" />{t("read")}</button>
    </form>
  );
}

async function Row({ row, nth }: { row: NotedRow; nth: number }) {
  const [t, staff, kinds, locale] = await Promise.all([getTranslations("calendar.list"), getTranslations("calendar.staff"), getTranslations("calendar.kinds"), getLocale()]);
  const { line, kind, startsOn, endsOn, title, left } = row;
  const day = (date: string) => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? formatDate(locale, noonOf(date), "day", "UTC") : date);
  const options = [...dateKinds.map((each) => ({ value: each as string, label: each === "term" ? staff("term") : kinds(each) })), { value: "left", label: t("leave") }];
  return (
    <li className="card grid gap-2">
      <p><strong>{t("line", { line })}</strong> {startsOn === endsOn ? day(startsOn) : staff("span", { first: day(startsOn), last: day(endsOn) })}{row.known ? ` · ${t("known")}` : ""}</p>
      <input type="hidden" name={`line-${nth}`} value={line} />
      <div className="flex flex-wrap items-end gap-3">
        <Choice name={`kind-${nth}`} label={staff("kind")} value={left ? "left" : kind} options={options} />
        <Field type="date" name={`startsOn-${nth}`} label={staff("from")} required defaultValue={startsOn} />
        <Field type="date" name={`endsOn-${nth}`} label={staff("to")} required defaultValue={endsOn} />
        <div className="field min-w-60 flex-1">
          <label htmlFor={`title-${nth}`}>{staff("words")}</label>
          <GatedBox id={`title-${nth}`} name={`title-${nth}`} rows={1} maxLength={TITLE_LENGTH} defaultValue={title} />
        </div>
      </div>
    </li>
  );
}

/** Everything that was found, each with what it was taken for: nothing is kept before the button is pressed. */
export async function ListPreview({ flash }: { flash: Flash | null }) {
  const [t, locale] = await Promise.all([getTranslations("calendar.list"), getLocale()]);
  const rows = notedRows(flash);
  if (rows.length === 0) return null;
  return (
    <form action={addListAction} className="grid max-w-5xl gap-4" aria-labelledby="preview">
      <h2 id="preview">{t("preview")}</h2>
      <p>{t("previewHint")}</p>
      {flash?.values?.bank ? <p className="text-ink-soft">{t("leftOut")} <bdi lang="en">{flash.values.bank}</bdi></p> : null}
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={flash?.values?.key ?? uuid()} />
      <input type="hidden" name="count" value={rows.length} />
      <ol className="grid gap-3">{rows.map((row, nth) => <Row key={`${row.line}-${nth}`} row={row} nth={nth} />)}</ol>
      <button className="button justify-self-start"><Icon name="check" />{t("add")}</button>
    </form>
  );
}
