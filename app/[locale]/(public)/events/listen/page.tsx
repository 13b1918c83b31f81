import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EVENTS } from "@/app/_features/events/places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** What the school holds, as a list to be heard. */
export default async function ListenEventsPage() {
  const [api, ctx] = await Promise.all([getApi(), getContext()]);
  const { blocks } = await api.events.open.hearList();
  return <ListenPage blocks={blocks} of={EVENTS} sounds="/api/listen/lists/events" phone={ctx.school.phone} />;
}
