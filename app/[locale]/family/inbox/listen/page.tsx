import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { INBOX } from "@/app/_features/delivery/inbox";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** What the school told the reader, to be heard. */
export default async function ListenInboxPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${INBOX}/listen`, api.delivery.inbox.hear());
  return <ListenPage blocks={blocks} of={INBOX} sounds="/api/listen/lists/inbox" phone={ctx.school.phone} />;
}
