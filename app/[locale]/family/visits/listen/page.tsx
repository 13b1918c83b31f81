import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_VISITS } from "@/app/_features/contacts/visit-answers";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The visits to the reader, to be heard. */
export default async function ListenVisitsPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_VISITS}/listen`, api.contacts.visits.hearList());
  return <ListenPage blocks={blocks} of={FAMILY_VISITS} sounds="/api/listen/lists/visits" phone={ctx.school.phone} />;
}
