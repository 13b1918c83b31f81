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

/** What the form asks by which a family says that it is coming, to be heard. */
export default async function ListenFormPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { eventId } = await params;
  const of = `${EVENTS}/${eventId}/book`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.events.open.hearForm({ eventId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/forms/${eventId}`} phone={ctx.school.phone} />;
}
