import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { BigDate } from "@/app/_ui/easy-read";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { dateParts } from "@/server/lib/i18n/format";

import type { OpenEvents } from "./answers";
import { EVENTS, PLACE } from "./places";
import { hoursOf } from "./times";

/** What the school holds, the next first. */
export async function EventList({ events, zone, now }: { events: OpenEvents; zone: string; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("events"), getLocale()]);
  if (events.length === 0) return <Empty picture="calendar" title={t("read.emptyTitle")}><p>{t("read.emptyText")}</p></Empty>;
  return (
    <ul className="grid gap-3">
      {events.map(({ id, kind, state, words: { title }, sessions }) => {
        const next = sessions.find(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt) ?? sessions[0];
        return (
          <li key={id}>
            <a href={`/${locale}${EVENTS}/${id}`} className="card flex flex-wrap items-center gap-4 text-ink no-underline">
              {next ? <BigDate {...dateParts(locale, next.startsAt, zone)} label={t(`kinds.${kind}`)} /> : null}
              <span className="grid min-w-36 flex-1 justify-items-start gap-1">
                <span lang={title.language} dir="auto" className="text-lg font-bold text-brand underline">{title.body}</span>
                {next ? <bdi dir="ltr">{hoursOf(next, zone)}</bdi> : null}
                {state === "cancelled" ? <Badge tone="stop">{t("read.timeCancelled")}</Badge> : null}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Ways on from the list: the school's events in one's own calendar, and a place that one has already. */
export async function EventWays() {
  const [t, locale] = await Promise.all([getTranslations("events.read"), getLocale()]);
  return (
    <p className="no-print flex flex-wrap gap-3">
      <a href={`/${locale}${PLACE}`} className="button button-quiet"><Icon name="key" />{t("haveplace")}</a>
      <a href={`/api/events/calendar?lang=${locale}`} className="button button-quiet"><Icon name="calendar-event" />{t("feed")}</a>
    </p>
  );
}

/** The way to the events from the school's home page. */
export async function EventsLink() {
  const [t, locale] = await Promise.all([getTranslations("events.read"), getLocale()]);
  return <a href={`/${locale}${EVENTS}`} className="button button-quiet"><Icon name="calendar-event" />{t("title")}</a>;
}
