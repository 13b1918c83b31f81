import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EventTools, EventView } from "@/app/_features/events/event-view";
import { EVENTS } from "@/app/_features/events/places";
import { EventData } from "@/app/_features/events/structured-data";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect, orRefusal } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { env } from "@/server/lib/env";

interface Props {
  params: Promise<{ eventId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { eventId } = await params;
  const [t, locale, api] = await Promise.all([getTranslations("events.read"), getLocale(), getApi()]);
  const answer = await orRefusal(api.events.open.get({ eventId }));
  if (!answer.ok) return { title: t("title") };
  const { title, what } = answer.value.words;
  const card = `${env().PUBLIC_URL}/api/events/${eventId}/card?lang=${locale}`;
  return {
    title: title.body, description: what.body.slice(0, 200), alternates: alternates(`${EVENTS}/${eventId}`),
    openGraph: { title: title.body, description: what.body.slice(0, 200), type: "website", images: [{ url: card, width: 1_200, height: 630 }] },
  };
}

/** One event in the reader's language. */
export default async function EventPage({ params }: Props) {
  const { eventId } = await params;
  const path = `${EVENTS}/${eventId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const event = await orRedirect(locale, path, api.events.open.get({ eventId }));
  return (
    <PageShell path={path}>
      <EventTools eventId={eventId} />
      <EventView event={event} zone={ctx.school.zone} now={ctx.now} />
      <EventData event={event} school={ctx.school} />
    </PageShell>
  );
}
