import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_CONTACTS } from "@/app/_features/contacts/family-places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** What the school wrote down of its talks with the reader, to be heard. */
export default async function ListenRecordPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_CONTACTS}/listen`, api.contacts.listening.record());
  return <ListenPage blocks={blocks} of={FAMILY_CONTACTS} sounds="/api/listen/contacts" phone={ctx.school.phone} />;
}
