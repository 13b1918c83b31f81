import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { FixedListenPage } from "@/app/_features/languages/listen-page";
import { getApi, getContext } from "@/app/_trpc/server";
import { pageInput, pageOfPath, pageWithCode } from "@/server/features/languages/speech/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

interface Props {
  params: Promise<{ page: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A page to be heard that is the same for everybody: the same words in the same order. What its address brought goes back with the reader. */
export default async function ListenPage({ params, searchParams }: Props) {
  const [api, ctx, { page }, search] = await Promise.all([getApi(), getContext(), params, searchParams]);
  const of = Object.entries(pageOfPath).find(([, name]) => name === page)?.[0];
  const known = pageInput.safeParse({ page });
  if (of === undefined || !known.success) notFound();
  const shown = (search.code ? pageWithCode[known.data.page] : undefined) ?? known.data.page;
  const { blocks } = await api.languages.speech.page({ page: shown });
  const brought = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (typeof value === "string" ? [[name, value.slice(0, 500)]] : []))).toString();
  const query = brought ? `?${brought}` : "";
  return <FixedListenPage page={shown} blocks={blocks} of={`${of}${query}`} at={`/listen/${page}${query}`} phone={ctx.school.phone} />;
}
