import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { HOME } from "@/app/_features/people/profile-steps";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** What an adult has said of how they are reached, to be heard. */
export default async function ListenProfilePage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${HOME}/listen`, api.languages.speech.profile());
  return <ListenPage blocks={blocks} of={HOME} sounds="/api/listen/lists/profile" phone={ctx.school.phone} />;
}
