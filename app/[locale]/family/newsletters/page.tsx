import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { NewsletterList } from "@/app/_features/newsletters/archive";
import { FAMILY_NEWS } from "@/app/_features/newsletters/places";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.read"))("title") };
}

/** The school's news for this reader's families, the newest first. */
export default async function FamilyNewslettersPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("newsletters.read"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, FAMILY_NEWS, api.newsletters.own.list());
  return (
    <PageShell path={FAMILY_NEWS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <NewsletterList lines={lines} base={FAMILY_NEWS} zone={ctx.school.zone} />
    </PageShell>
  );
}
