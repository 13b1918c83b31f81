import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FixedListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** Where e-mails of a kind are stopped, to be heard by whoever has its address. Opening it changes nothing, and its words are the same for all. */
export default async function ListenStopPage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const of = `/stop/${key}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { wanted } = await orRedirect(locale, `${of}/listen`, api.delivery.topics.read({ key }));
  const page = wanted ? "stop" : "stopped";
  const { blocks } = await api.languages.speech.page({ page });
  return <FixedListenPage page={page} blocks={blocks} of={of} at={`${of}/listen`} phone={ctx.school.phone} />;
}
