import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { Desk } from "@/app/_features/events/desk";
import { STAFF_EVENTS } from "@/app/_features/events/places";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.desk"))("title") };
}

/** The desk at the door of one time. */
export default async function DeskPage({ params }: { params: Promise<{ eventId: string; sessionId: string }> }) {
  const { eventId, sessionId } = await params;
  const path = `${STAFF_EVENTS}/${eventId}/desk/${sessionId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events"), getLocale(), getApi(), getContext()]);
  const { title, session, rows } = await orRedirect(locale, path, api.events.desk.get({ sessionId }));
  const adultId = ctx.actor.kind === "person" ? ctx.actor.adultId : "";
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_EVENTS}/${eventId}/guests`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("staff.guests")}</a></p>
        <h1>{t("desk.title")}</h1>
        <p className="text-ink-soft"><span lang="en">{title}</span> · {formatDate(locale, session.startsAt, "moment", ctx.school.zone)} · {t("desk.room", { count: session.capacity - session.taken })}</p>
        <p>{t("desk.closed")}</p>
      </div>
      <Desk adultId={adultId} data={{ session: { id: session.id, capacity: session.capacity, taken: session.taken }, rows: rows.map((row) => ({ ...row, speaks: listedLanguage(locale, row.speaks) })) }} />
    </>
  );
}
