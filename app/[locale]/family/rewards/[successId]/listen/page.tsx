import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_REWARDS } from "@/app/_features/rewards/places";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** One piece of good news, to be heard. */
export default async function ListenSuccessPage({ params }: { params: Promise<{ successId: string }> }) {
  const { successId } = await params;
  const of = `${FAMILY_REWARDS}/${successId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.rewards.own.hear({ successId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/rewards/${successId}`} phone={ctx.school.phone} />;
}
