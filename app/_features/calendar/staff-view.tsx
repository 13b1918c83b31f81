import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice, Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { dateKinds, TITLE_LENGTH } from "@/server/features/calendar/schema";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { languageName } from "@/server/lib/i18n/names";

import { GatedBox } from "../shell/gate-notes";
import type { KeptCalendar, KeptDate } from "./answers";
import { noonOf } from "./months";
import { DATES_LIST, STAFF_CALENDAR } from "./places";
import { addDateAction, changeDateAction, dateAction, yearAction } from "./staff-actions";

/** Days, words and years of an entry. */
async function DateFields({ id, date }: { id: string; date?: Partial<Pick<KeptDate, "startsOn" | "endsOn" | "title">> & { years?: string } }) {
  const t = await getTranslations("calendar.staff");
  return (
    <>
      <Field type="date" name="startsOn" id={`from-${id}`} label={t("from")} required defaultValue={date?.startsOn} />
      <Field type="date" name="endsOn" id={`to-${id}`} label={t("to")} required defaultValue={date?.endsOn} />
      <div className="field min-w-60 flex-1">
        <label htmlFor={`title-${id}`}>{t("words")}</label>
        <GatedBox id={`title-${id}`} name="title" rows={1} maxLength={TITLE_LENGTH} defaultValue={date?.title} />
      </div>
      <Field name="years" id={`years-${id}`} label={t("years")} inputMode="numeric" pattern="[0-9 ,]*" defaultValue={date?.years} />
    </>
  );
}

/** A new entry. */
export async function NewDate() {
  const [t, kinds, locale, flash] = await Promise.all([getTranslations("calendar.staff"), getTranslations("calendar.kinds"), getLocale(), readFlash(STAFF_CALENDAR)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  return (
    <form action={addDateAction} className="card flex max-w-5xl flex-wrap items-end gap-3">
      <h2 className="w-full">{t("new")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={uuid()} />
      <Choice name="kind" label={t("kind")} value={typed.kind ?? "inset"} options={dateKinds.map((kind) => ({ value: kind, label: kind === "term" ? t("term") : kinds(kind) }))} />
      <DateFields id="new" date={typed} />
      <button className="button"><Icon name="plus" />{t("add")}</button>
    </form>
  );
}

/** The school years, and what an empty one can begin with. */
export async function Years({ calendar }: { calendar: KeptCalendar }) {
  const [t, locale] = await Promise.all([getTranslations("calendar.staff"), getLocale()]);
  const { year, years, dates } = calendar;
  return (
    <div className="grid gap-3">
      <nav aria-label={t("year")} className="flex flex-wrap gap-2">
        {years.map((each) => <a key={each} href={`/${locale}${STAFF_CALENDAR}?year=${each}`} aria-current={each === year ? "page" : undefined} className={`chip min-h-11 no-underline ${each === year ? "border-2 border-brand font-bold" : ""}`}><bdi dir="ltr">{each}/{String(each + 1).slice(2)}</bdi></a>)}
      </nav>
      <form action={yearAction} className="flex flex-wrap items-center gap-3">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="year" value={year} />
        {dates.some(({ kind }) => kind === "term") ? null : <><button name="what" value="start" className="button button-quiet"><Icon name="school" />{t("start")}</button><p className="max-w-prose text-ink-soft">{t("startHint")}</p></>}
        <a href={`/${locale}${DATES_LIST}`} className="button button-quiet"><Icon name="download" />{t("list")}</a>
        {dates.length > 0 ? <button name="what" value="copy" className="button button-quiet"><Icon name="arrow-right" flip />{t("copy")}</button> : null}
      </form>
    </div>
  );
}

async function Hints({ date }: { date: KeptDate }) {
  const [t, festivals, locale] = await Promise.all([getTranslations("calendar.staff"), getTranslations("events.festivals"), getLocale()]);
  const { hints, missing, toldAt } = date;
  return (
    <span className="flex flex-wrap gap-2 empty:hidden">
      {hints.map(({ kind, code }) => <Badge key={code} tone="warn">{kind === "festival" ? festivals(code as "easter") : t(`hints.${kind}`)}</Badge>)}
      {missing.length > 0 ? <Badge tone="warn">{t("missing", { languages: formatList(locale, missing.map((tag) => languageName(locale, tag))) })}</Badge> : null}
      {toldAt ? <Badge tone="good">{t("told")}</Badge> : null}
    </span>
  );
}

/** Every entry of a school year, with what it falls on and what is not translated yet. */
export async function DatesTable({ calendar, zone }: { calendar: KeptCalendar; zone: string }) {
  const [t, kinds, locale] = await Promise.all([getTranslations("calendar.staff"), getTranslations("calendar.kinds"), getLocale()]);
  if (calendar.dates.length === 0) return <Empty picture="calendar" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  const day = (date: string) => formatDate(locale, noonOf(date), "day", zone);
  return (
    <ul className="grid max-w-5xl gap-3">
      {calendar.dates.map((date) => (
        <li key={date.id} className="card grid gap-2">
          <p className="font-bold">{date.kind === "term" ? t("term") : kinds(date.kind)}{date.title ? <>: <bdi lang="en" className="inline-block">{date.title}</bdi></> : null}</p>
          <p>{date.startsOn === date.endsOn ? day(date.startsOn) : t("span", { first: day(date.startsOn), last: day(date.endsOn) })}{date.yearGroups.length > 0 ? ` · ${t("onlyYears", { years: formatList(locale, date.yearGroups.map(String)) })}` : ""}</p>
          <Hints date={date} />
          <div className="flex flex-wrap items-start gap-3">
            <details className="open:w-full">
              <summary className="inline-flex min-h-11 items-center gap-2"><Icon name="pencil" />{t("edit")}</summary>
              <form action={changeDateAction} className="flex flex-wrap items-end gap-3 pt-2">
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="year" value={calendar.year} />
                <input type="hidden" name="dateId" value={date.id} />
                <DateFields id={date.id} date={{ ...date, years: date.yearGroups.join(", ") }} />
                <button className="button"><Icon name="check" />{t("save")}</button>
              </form>
            </details>
            <form action={dateAction} className="flex flex-wrap items-center gap-3">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="year" value={calendar.year} />
              <input type="hidden" name="dateId" value={date.id} />
              {date.kind === "closure" ? <button name="what" value="tell" className="button"><Icon name="mail" />{t("tell")}</button> : null}
              <button name="what" value="remove" className="button button-quiet"><Icon name="trash" />{t("remove")}<span className="sr-only">: {day(date.startsOn)}</span></button>
            </form>
          </div>
        </li>
      ))}
    </ul>
  );
}
