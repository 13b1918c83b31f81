import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

import type { OpenLines } from "./answers";
import { noonOf } from "./months";
import { DATES } from "./places";

/** The school's days for anybody, month by month. */
export async function OpenDates({ lines, zone }: { lines: OpenLines; zone: string }) {
  const [t, family, signs, locale] = await Promise.all([getTranslations("calendar.open"), getTranslations("calendar.family"), getTranslations("calendar.signs"), getLocale()]);
  if (lines.length === 0) return <Empty picture="calendar" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  const months = [...new Set(lines.map(({ startsOn }) => startsOn.slice(0, 7)))];
  const day = (date: string) => formatDate(locale, noonOf(date), "day", zone);
  return months.map((month) => (
    <section key={month} className="grid gap-2" aria-labelledby={`m-${month}`}>
      <h2 id={`m-${month}`}>{formatDate(locale, noonOf(`${month}-01`), "month", zone)}</h2>
      <ul className="grid gap-2">
        {lines.filter(({ startsOn }) => startsOn.startsWith(month)).map(({ id, startsOn, endsOn, words, language, note, noteLanguage, sign, off }) => (
          <li key={id} className="grid gap-1 rounded-m border border-line bg-card p-3">
            <span lang={language} dir="auto" className="font-bold">{words}</span>
            <span>{startsOn === endsOn ? day(startsOn) : t("span", { first: day(startsOn), last: day(endsOn) })}</span>
            {note ? <span lang={noteLanguage} dir="auto">{note}</span> : null}
            {off ? <span><Badge tone="stop">{family("off")}</Badge></span> : null}
            {sign && sign !== "unchecked" ? <span><Badge tone="warn">{signs(sign)}</Badge></span> : null}
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** The same in one's own calendar. */
export async function DatesFile() {
  const [t, locale] = await Promise.all([getTranslations("calendar.open"), getLocale()]);
  return <p className="no-print"><a href={`/api/calendar/open?lang=${locale}`} className="button button-quiet"><Icon name="calendar-event" />{t("file")}</a></p>;
}

/** The way to the dates from the school's home page. */
export async function DatesLink() {
  const [t, locale] = await Promise.all([getTranslations("calendar.open"), getLocale()]);
  return <a href={`/${locale}${DATES}`} className="button button-quiet"><Icon name="calendar-event" />{t("title")}</a>;
}
