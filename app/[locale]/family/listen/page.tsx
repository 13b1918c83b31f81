import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The family's own first page, to be heard. */
export default async function ListenHomePage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("listen"), getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, "/family/listen", api.reports.listening.home());
  return (
    <ListenPage
      blocks={blocks} of="/family" sounds="/api/listen/home" phone={ctx.school.phone}
      more={<p><a href={`/${locale}/family/voice`} className="inline-flex min-h-12 items-center">{t("help.title")}</a></p>}
    />
  );
}
