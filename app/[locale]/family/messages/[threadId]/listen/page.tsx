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

/** One of the reader's conversations with the school, to be heard. */
export default async function ListenThreadPage({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  const of = `${FAMILY_MESSAGES}/${threadId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.messages.listening.thread({ threadId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/messages/${threadId}`} phone={ctx.school.phone} />;
}
