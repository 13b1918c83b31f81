import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EVENTS } from "@/app/_features/events/places";
import { FixedListenPage } from "@/app/_features/languages/listen-page";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** The moment in which a form waits, to be heard. This page does not go on by itself: the way back leads to the form once it may. */
export default async function ListenWaitPage({ params }: { params: Promise<{ eventId: string }> }) {
  const of = `${EVENTS}/${(await params).eventId}/book/wait`;
  const [api, ctx] = await Promise.all([getApi(), getContext()]);
  const { blocks } = await api.languages.speech.page({ page: "wait" });
  return <FixedListenPage page="wait" blocks={blocks} of={of} at={`${of}/listen`} phone={ctx.school.phone} />;
}
