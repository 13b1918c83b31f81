import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PLACE } from "@/app/_features/events/places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** A family's place, to be heard by whoever has its address. */
export default async function ListenPlacePage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const of = `${PLACE}/${key}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.events.place.hear({ key }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/places/${key}`} phone={ctx.school.phone} />;
}
