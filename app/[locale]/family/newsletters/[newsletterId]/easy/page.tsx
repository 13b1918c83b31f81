import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_NEWS } from "@/app/_features/newsletters/places";
import { BackToNews, NewsletterTools } from "@/app/_features/newsletters/newsletter-view";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool") };
}

/** A newsletter in easy read: days and what can be done first, one idea a line, a picture beside its words. */
export default async function EasyFamilyNewsletterPage({ params }: { params: Promise<{ newsletterId: string }> }) {
  const { newsletterId } = await params;
  const path = `${FAMILY_NEWS}/${newsletterId}/easy`;
  const [locale, api] = await Promise.all([getLocale(), getApi()]);
  const { page, pictures } = await orRedirect(locale, path, api.newsletters.own.easy({ newsletterId }));
  return (
    <PageShell path={path}>
      <BackToNews base={FAMILY_NEWS} />
      <EasyHead page={page} />
      <NewsletterTools newsletterId={newsletterId} base={FAMILY_NEWS} view="easy" />
      <EasyBlocks page={page} pictures={pictures} />
    </PageShell>
  );
}
