import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { reminderTimes } from "@/server/features/calendar/schema";
import { env } from "@/server/lib/env";
import { formatDate } from "@/server/lib/i18n/format";

import { Agenda } from "./agenda";
import type { OwnCalendar } from "./answers";
import { ChildMark } from "./child-mark";
import { chooseAction, flagEventAction, linkAction } from "./family-actions";
import type { Entry } from "./gather";
import { noonOf } from "./months";
import { FAMILY_CALENDAR } from "./places";
import { type Asked, queryOf, type Shown } from "./sections";

const addressOf = (locale: string, asked: Asked) => `/${locale}${FAMILY_CALENDAR}${queryOf(asked)}`;

/** Whose entries are shown: everybody's, or one child's. Nothing for a family with one child. */
async function ChildFilter({ own, child, month }: { own: OwnCalendar; child?: string; month?: string }) {
  const [t, locale] = await Promise.all([getTranslations("calendar.family"), getLocale()]);
  if (own.children.length < 2) return null;
  const look = (on: boolean) => `chip min-h-12 !gap-2 no-underline ${on ? "border-2 border-brand font-bold" : ""}`;
  return (
    <nav aria-label={t("whose")} className="no-print flex flex-wrap gap-2">
      <a href={addressOf(locale, { month })} aria-current={child ? undefined : "true"} className={look(!child)}>{t("all")}</a>
      {own.children.map(({ id }) => <a key={id} href={addressOf(locale, { month, child: id })} aria-current={child === id ? "true" : undefined} className={look(child === id)}><ChildMark id={id} family={own.children} /></a>)}
    </nav>
  );
}

/** The first entry of each event: one with several times asks once. */
function firstOfEach(entries: readonly Entry[]): Set<string> {
  const firsts = new Map<string, string>();
  for (const { id, says } of entries) if (says && !firsts.has(says.eventId)) firsts.set(says.eventId, id);
  return new Set(firsts.values());
}

interface CalendarProps {
  own: OwnCalendar;
  shown: Shown;
  today: string;
  zone: string;
}

/** The next seven days, then a month, week by week. */
export async function FamilyCalendar({ own, shown: { month, before, after, child, sections }, today, zone }: CalendarProps) {
  const [t, locale] = await Promise.all([getTranslations("calendar.family"), getLocale()]);
  const now = month === today.slice(0, 7);
  const flag = { action: flagEventAction, record: { month: now ? "" : month, child: child?.id ?? "" } };
  const flagAt = firstOfEach(sections.flatMap(({ entries }) => entries));
  const named = (of: string) => formatDate(locale, noonOf(`${of}-01`), "month", zone);
  const turn = (to: string | null, key: "before" | "after") => (to ? <a href={addressOf(locale, { month: to, child: child?.id })} className="button button-quiet"><Icon name={key === "before" ? "arrow-left" : "arrow-right"} flip />{t(key, { month: named(to) })}</a> : null);
  return (
    <>
      <ChildFilter own={own} child={child?.id} month={now ? undefined : month} />
      {now ? null : <p><a href={addressOf(locale, { child: child?.id })} className="button button-quiet"><Icon name="calendar-event" />{t("now")}</a></p>}
      {sections.map(({ key, first, last, entries }) => (
        <section key={key} aria-labelledby={key} className="grid gap-4">
          <h2 id={key}>{key === "soon" ? t("soon") : key === "later" ? t("later", { month: named(month) }) : named(first.slice(0, 7))}</h2>
          {entries.length > 0 ? <Agenda entries={entries} family={own.children} first={first} last={last} today={today} weeks={key !== "soon"} zone={zone} flag={flag} flagAt={flagAt} /> : <p>{t(key === "soon" ? "soonEmpty" : "monthEmpty")}</p>}
        </section>
      ))}
      <nav aria-label={t("months")} className="no-print flex flex-wrap justify-between gap-3">{turn(before, "before")}{turn(after, "after")}</nav>
    </>
  );
}

/** Nothing to show: no child whom the school has confirmed. */
export async function NoCalendar() {
  const t = await getTranslations("calendar.family");
  return <Empty picture="calendar" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
}

/** The calendar on one's own telephone: a secret link that follows every change, or a file of today. */
export async function PhoneCalendar({ own }: { own: OwnCalendar }) {
  const [t, locale] = await Promise.all([getTranslations("calendar.phone"), getLocale()]);
  const address = own.key ? `${env().PUBLIC_URL.replace(/\/$/, "")}/api/calendar/feed/${own.key}` : null;
  return (
    <section id="phone" aria-labelledby="phone-title" className="card no-print grid gap-4">
      <h2 id="phone-title">{t("title")}</h2>
      <p>{t("lead")}</p>
      {address ? (
        <>
          <a href={address.replace(/^https?:/, "webcal:")} className="button"><Icon name="device-mobile" />{t("add")}</a>
          <div className="field">
            <label htmlFor="feed-address">{t("address")}</label>
            <input id="feed-address" readOnly dir="ltr" className="input" value={address} />
          </div>
        </>
      ) : null}
      <p>{t("secret")}</p>
      <form action={linkAction} className="flex flex-wrap gap-3">
        <input type="hidden" name="locale" value={locale} />
        <button name="what" value="make" className={address ? "button button-quiet" : "button"}><Icon name={address ? "refresh" : "key"} />{t(address ? "again" : "make")}</button>
        {address ? <button name="what" value="end" className="button button-quiet"><Icon name="x" />{t("end")}</button> : null}
      </form>
      <p><a href={`/api/calendar?lang=${locale}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="download" />{t("file")}</a></p>
    </section>
  );
}

/** When the adult is reminded, and whether festivals are shown. */
export async function CalendarChoices({ own }: { own: OwnCalendar }) {
  const [t, locale] = await Promise.all([getTranslations("calendar.reminders"), getLocale()]);
  return (
    <form action={chooseAction} className="card no-print grid gap-4">
      <input type="hidden" name="locale" value={locale} />
      <h2>{t("title")}</h2>
      <p>{t("lead")}</p>
      <Group legend={t("when")}>
        {reminderTimes.map((time) => <Option key={time} type="radio" name="reminders" value={time} label={t(`times.${time}`)} checked={own.reminders === time} />)}
      </Group>
      <Group legend={t("festivalsTitle")}>
        <Option type="checkbox" name="festivals" value="yes" label={t("festivals")} checked={own.festivals} />
      </Group>
      <button className="button"><Icon name="check" />{t("save")}</button>
    </form>
  );
}

/** The way to the calendar from the family's home page. */
export async function CalendarLink() {
  const [t, locale] = await Promise.all([getTranslations("calendar.family"), getLocale()]);
  return <a href={`/${locale}${FAMILY_CALENDAR}`} className="button button-quiet"><Icon name="calendar-event" />{t("title")}</a>;
}
