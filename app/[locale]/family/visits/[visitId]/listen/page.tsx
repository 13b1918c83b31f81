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

/** One visit, to be heard. */
export default async function ListenVisitPage({ params }: { params: Promise<{ visitId: string }> }) {
  const { visitId } = await params;
  const of = `${FAMILY_VISITS}/${visitId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.contacts.visits.hear({ visitId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/visits/${visitId}`} phone={ctx.school.phone} />;
}
