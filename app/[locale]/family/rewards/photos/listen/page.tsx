import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_PHOTOS } from "@/app/_features/rewards/places";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** Yes or no to photos and films, to be heard. */
export default async function ListenPhotosPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_PHOTOS}/listen`, api.rewards.listening.consents());
  return <ListenPage blocks={blocks} of={FAMILY_PHOTOS} sounds="/api/listen/lists/photos" phone={ctx.school.phone} />;
}
