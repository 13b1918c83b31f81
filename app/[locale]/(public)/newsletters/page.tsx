import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { NewsletterList } from "@/app/_features/newsletters/archive";
import { PUBLIC_NEWS } from "@/app/_features/newsletters/places";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.read"))("title"), alternates: alternates(PUBLIC_NEWS) };
}

/** The news that the school shares with everybody, the newest first. */
export default async function PublicNewslettersPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("newsletters.read"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, PUBLIC_NEWS, api.newsletters.open.list());
  return (
    <PageShell path={PUBLIC_NEWS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("leadPublic")}</p>
      </div>
      <NewsletterList lines={lines} base={PUBLIC_NEWS} zone={ctx.school.zone} />
    </PageShell>
  );
}
