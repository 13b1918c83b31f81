import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenView, SilenceNotice, silenceOf } from "@/app/_features/languages/listen-view";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { isolateCode } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The family's own first page, to be heard. */
export default async function ListenHomePage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("listen"), getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, "/family/listen", api.reports.listening.home());
  const silence = silenceOf(blocks, locale);
  return (
    <PageShell path="/family/listen">
      <p><a href={`/${locale}/family`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("titlePage")}</h1>
      <SilenceNotice silence={silence}>
        <p>{t("none.school", { phone: isolateCode(ctx.school.phone) })}</p>
        <p><a href={`/${locale}/family/voice`} className="inline-flex min-h-12 items-center">{t("help.title")}</a></p>
      </SilenceNotice>
      <ListenView blocks={blocks} language={locale} sentenceAt={(hash) => `/api/listen/home/${hash}?lang=${locale}`} blockAt={(place) => `/api/listen/home/${place}?lang=${locale}`} />
    </PageShell>
  );
}
