import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_MESSAGES } from "@/app/_features/messages/family-threads";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The reader’s conversations with the school, to be heard. */
export default async function ListenMessagesPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_MESSAGES}/listen`, api.messages.listening.list());
  return <ListenPage blocks={blocks} of={FAMILY_MESSAGES} sounds="/api/listen/lists/messages" phone={ctx.school.phone} />;
}
