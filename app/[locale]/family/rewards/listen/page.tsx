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

/** All good news, to be heard. */
export default async function ListenRewardsPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_REWARDS}/listen`, api.rewards.listening.list());
  return <ListenPage blocks={blocks} of={FAMILY_REWARDS} sounds="/api/listen/lists/rewards" phone={ctx.school.phone} />;
}
