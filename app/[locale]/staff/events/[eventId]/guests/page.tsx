import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { GuestTable } from "@/app/_features/events/guest-view";
import { STAFF_EVENTS } from "@/app/_features/events/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.staff"))("guests") };
}

/** Who comes to an event and what has to be prepared. */
export default async function GuestsPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { eventId } = await params;
  const path = `${STAFF_EVENTS}/${eventId}/guests`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events.staff"), getLocale(), getApi(), getContext()]);
  const { event, sessions, forgetAt } = await orRedirect(locale, path, api.events.guests({ eventId }));
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_EVENTS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1>{t("guests")}: <span lang="en">{event.title}</span></h1>
        <p className="text-ink-soft">{t("guestsLead", { day: formatDate(locale, forgetAt, "day", ctx.school.zone) })}</p>
      </div>
      <FlashNotice path={path} namespace="events.staff" />
      {sessions.map((session) => <GuestTable key={session.id} eventId={event.id} session={session} zone={ctx.school.zone} />)}
    </>
  );
}
