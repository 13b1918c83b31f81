import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_CELEBRATIONS } from "@/app/_features/rewards/places";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** One celebration, to be heard. */
export default async function ListenCelebrationPage({ params }: { params: Promise<{ celebrationId: string }> }) {
  const [{ celebrationId }, locale, api, ctx] = await Promise.all([params, getLocale(), getApi(), getContext()]);
  const of = `${FAMILY_CELEBRATIONS}/${celebrationId}`;
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.rewards.listening.celebration({ celebrationId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/celebrations/${celebrationId}`} phone={ctx.school.phone} />;
}
