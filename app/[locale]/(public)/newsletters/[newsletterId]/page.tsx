import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PUBLIC_NEWS } from "@/app/_features/newsletters/places";
import { BackToNews, NewsletterTools, NewsletterView } from "@/app/_features/newsletters/newsletter-view";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

interface Props {
  params: Promise<{ newsletterId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.read"))("title"), alternates: alternates(`${PUBLIC_NEWS}/${(await params).newsletterId}`) };
}

/** One newsletter in the reader's language. */
export default async function PublicNewsletterPage({ params }: Props) {
  const { newsletterId } = await params;
  const path = `${PUBLIC_NEWS}/${newsletterId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const newsletter = await orRedirect(locale, path, api.newsletters.open.get({ newsletterId }));
  return (
    <PageShell path={path}>
      <BackToNews base={PUBLIC_NEWS} />
      <NewsletterTools newsletterId={newsletterId} base={PUBLIC_NEWS} />
      <NewsletterView newsletter={newsletter} zone={ctx.school.zone} />
    </PageShell>
  );
}
