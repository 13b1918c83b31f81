import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Picture } from "@/app/_ui/picture";
import { formatDate } from "@/server/lib/i18n/format";

import { type FlagForm, FlagWords } from "../shell/flag-words";
import type { OwnCalendar } from "./answers";
import { ChildMark } from "./child-mark";
import { type Entry, type EntryKind, namedIn } from "./gather";
import { dayAfter, mondayOf, noonOf } from "./months";

const pictures: Record<EntryKind, string> = {
  begins: "school", ends: "school", half_term: "holiday", inset: "teacher", closure: "locked", own: "announce", festival: "star", bank_holiday: "holiday", meeting: "talk", visit: "visit", event: "door", report: "report", celebration: "party", news: "news",
};

type Children = OwnCalendar["children"];

async function EntryRow({ entry, family, from, zone, flag }: { entry: Entry; family: Children; from: string; zone: string; flag?: FlagForm }) {
  const [t, signs, locale] = await Promise.all([getTranslations("calendar.family"), getTranslations("calendar.signs"), getLocale()]);
  const { kind, summary, language, description, descriptionLanguage, location, locationLanguage, path, off, sign, startsAt, endsAt, startsOn, endsOn } = entry;
  // The reader’s own words keep the page’s direction, even where a name in other letters stands first.
  const direction = (tag: string) => (tag === locale ? undefined : "auto");
  const words = <span lang={language} dir={direction(language)} className={`font-bold ${path ? "text-brand underline" : ""}`}>{summary}</span>;
  const inside = (
    <>
      <Picture name={pictures[kind]} size={40} />
      <span className="grid min-w-0 flex-1 gap-1">
        {startsAt ? <bdi dir="ltr" className="justify-self-start tabular-nums">{formatDate("en", startsAt, "time", zone)}{endsAt ? `–${formatDate("en", endsAt, "time", zone)}` : ""}</bdi> : null}
        {words}
        {description ? <span lang={descriptionLanguage} dir={direction(descriptionLanguage)}>{description}</span> : null}
        {location ? <span lang={locationLanguage} dir="auto">{location}</span> : null}
        {endsOn > startsOn ? <span>{startsOn < from ? t("since", { day: formatDate(locale, noonOf(startsOn), "shortDay", zone) }) : t("until", { day: formatDate(locale, noonOf(endsOn), "shortDay", zone) })}</span> : null}
        <span className="flex flex-wrap gap-2 empty:hidden">
          {namedIn(entry, family).map((id) => <ChildMark key={id} id={id} family={family} />)}
          {off ? <Badge tone="stop">{t("off")}</Badge> : null}
          {sign && sign !== "unchecked" ? <Badge tone="warn">{signs(sign)}</Badge> : null}
        </span>
      </span>
    </>
  );
  const look = "flex items-start gap-3 rounded-m border border-line bg-card p-3 text-ink no-underline";
  return (
    <li>
      {path ? <a href={path} className={look}>{inside}</a> : <div className={look}>{inside}</div>}
      {flag && entry.says ? <FlagWords words={entry.says.words} language={locale} form={{ ...flag, record: { ...flag.record, eventId: entry.says.eventId } }} /> : null}
    </li>
  );
}

interface AgendaProps {
  entries: readonly Entry[];
  family: Children;
  first: string;
  last: string;
  today: string;
  weeks: boolean;
  zone: string;
  /** Where a reader says that a sentence of an event is not clear, and beside which entries. */
  flag: FlagForm;
  flagAt: ReadonlySet<string>;
}

/** The entries of some days, day after day under the week they are in. What began earlier stands on the first of them. */
export async function Agenda({ entries, family, first, last, today, weeks, zone, flag, flagAt }: AgendaProps) {
  const [t, locale] = await Promise.all([getTranslations("calendar.family"), getLocale()]);
  const shown = entries.filter(({ startsOn, endsOn }) => endsOn >= first && startsOn <= last);
  const days = new Map<string, Entry[]>();
  for (const entry of shown) {
    const day = entry.startsOn < first ? first : entry.startsOn;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  const named = (day: string) => (day === today ? t("today") : day === dayAfter(today, 1) ? t("tomorrow") : null);
  const list = [...days].sort(([a], [b]) => a.localeCompare(b));
  return list.map(([day, entriesOfDay], nth) => {
    const week = mondayOf(day);
    const newWeek = weeks && (nth === 0 || mondayOf(list[nth - 1]?.[0] ?? "") !== week);
    return (
      <div key={day} className="grid gap-2">
        {newWeek ? <h3 className="border-b border-line pt-2 text-ink-soft">{t("week", { day: formatDate(locale, noonOf(week), "shortDay", zone) })}</h3> : null}
        <p className="font-bold"><time dateTime={day}>{named(day) ? `${named(day)}: ` : ""}{formatDate(locale, noonOf(day), "day", zone)}</time></p>
        <ul className="grid gap-2">{entriesOfDay.map((entry) => <EntryRow key={`${entry.kind}-${entry.id}`} entry={entry} family={family} from={first} zone={zone} flag={flagAt.has(entry.id) ? flag : undefined} />)}</ul>
      </div>
    );
  });
}
