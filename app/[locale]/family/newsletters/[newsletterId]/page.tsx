import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { flagNewsletterAction } from "@/app/_features/newsletters/family-actions";
import { FAMILY_NEWS } from "@/app/_features/newsletters/places";
import { BackToNews, NewsletterTools, NewsletterView } from "@/app/_features/newsletters/newsletter-view";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

interface Props {
  params: Promise<{ newsletterId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.read"))("title") };
}

/** One newsletter in the reader's language. */
export default async function FamilyNewsletterPage({ params }: Props) {
  const { newsletterId } = await params;
  const path = `${FAMILY_NEWS}/${newsletterId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const newsletter = await orRedirect(locale, path, api.newsletters.own.open({ newsletterId }));
  return (
    <PageShell path={path}>
      <BackToNews base={FAMILY_NEWS} />
      <FlashNotice path={path} namespace="newsletters.read" />
      <NewsletterTools newsletterId={newsletterId} base={FAMILY_NEWS} />
      <NewsletterView newsletter={newsletter} zone={ctx.school.zone} flag={{ action: flagNewsletterAction, record: { newsletterId } }} />
    </PageShell>
  );
}
