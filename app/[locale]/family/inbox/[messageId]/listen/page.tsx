import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { INBOX } from "@/app/_features/delivery/inbox";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** One thing that the school told this adult, to be heard. */
export default async function ListenLetterPage({ params }: { params: Promise<{ messageId: string }> }) {
  const [{ messageId }, locale, api, ctx] = await Promise.all([params, getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${INBOX}/${messageId}/listen`, api.delivery.inbox.hearOne({ messageId }));
  return <ListenPage blocks={blocks} of={`${INBOX}/${messageId}/easy`} at={`${INBOX}/${messageId}/listen`} sounds={`/api/listen/letters/${messageId}`} phone={ctx.school.phone} />;
}
