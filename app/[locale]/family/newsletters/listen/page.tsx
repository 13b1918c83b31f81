import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_NEWS } from "@/app/_features/newsletters/places";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The list of the school’s news, to be heard. */
export default async function ListenNewslettersPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_NEWS}/listen`, api.newsletters.own.hearList());
  return <ListenPage blocks={blocks} of={FAMILY_NEWS} sounds="/api/listen/lists/newsletters" phone={ctx.school.phone} />;
}
