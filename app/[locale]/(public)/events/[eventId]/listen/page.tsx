import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EVENTS } from "@/app/_features/events/places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** An event, to be heard. */
export default async function ListenEventPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { eventId } = await params;
  const of = `${EVENTS}/${eventId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.events.open.hear({ eventId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/events/${eventId}`} phone={ctx.school.phone} />;
}
