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

/** A newsletter, to be heard. */
export default async function ListenFamilyNewsletterPage({ params }: { params: Promise<{ newsletterId: string }> }) {
  const { newsletterId } = await params;
  const of = `${FAMILY_NEWS}/${newsletterId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.newsletters.own.hear({ newsletterId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/newsletters/${newsletterId}`} phone={ctx.school.phone} />;
}
