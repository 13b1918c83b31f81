import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CelebrationLinks } from "@/app/_features/rewards/family-celebration";
import { PhotosLink, SuccessCards } from "@/app/_features/rewards/family-success";
import { FAMILY_REWARDS } from "@/app/_features/rewards/places";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.family"))("title") };
}

/** What this adult's children did well. */
export default async function FamilyRewardsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.family"), getLocale(), getApi(), getContext()]);
  const successes = await orRedirect(locale, FAMILY_REWARDS, api.rewards.own.list());
  const celebrations = await api.rewards.celebrations.own.list();
  return (
    <PageShell path={FAMILY_REWARDS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <CelebrationLinks celebrations={celebrations} zone={ctx.school.zone} />
      <SuccessCards successes={successes} zone={ctx.school.zone} />
      <PhotosLink />
    </PageShell>
  );
}
