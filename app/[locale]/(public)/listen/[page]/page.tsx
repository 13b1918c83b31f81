import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { ListenView, SilenceNotice, silenceOf } from "@/app/_features/languages/listen-view";
import { PageShell } from "@/app/_features/shell/page-shell";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { pageInput, pageOfPath } from "@/server/features/languages/speech/schema";
import { isolateCode } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** A public page to be heard: the same words in the same order. */
export default async function ListenPage({ params }: { params: Promise<{ page: string }> }) {
  const [t, locale, api, ctx, { page }] = await Promise.all([getTranslations("listen"), getLocale(), getApi(), getContext(), params]);
  const known = pageInput.safeParse({ page });
  if (!known.success) notFound();
  const { blocks } = await api.languages.speech.page(known.data);
  const back = Object.entries(pageOfPath).find(([, name]) => name === page)?.[0] ?? "";
  return (
    <PageShell path={`/listen/${page}`}>
      <p><a href={`/${locale}${back}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("titlePage")}</h1>
      <SilenceNotice silence={silenceOf(blocks, locale)}><p>{t("none.school", { phone: isolateCode(ctx.school.phone) })}</p></SilenceNotice>
      <ListenView blocks={blocks} language={locale} sentenceAt={(hash) => `/api/listen/${hash}`} blockAt={(place) => `/api/listen/page/${page}/${place}?lang=${locale}`} />
    </PageShell>
  );
}
