import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CelebrationAnswer, CelebrationFilm, CelebrationTools, CelebrationView } from "@/app/_features/rewards/family-celebration";
import { BackToRewards } from "@/app/_features/rewards/family-success";
import { FAMILY_CELEBRATIONS } from "@/app/_features/rewards/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.celebrate"))("title") };
}

/** One celebration for an adult who is invited: when and where, one tap to answer, and the film for those who were at work. */
export default async function FamilyCelebrationPage({ params }: { params: Promise<{ celebrationId: string }> }) {
  const { celebrationId } = await params;
  const path = `${FAMILY_CELEBRATIONS}/${celebrationId}`;
  const [t, locale, api, { school }] = await Promise.all([getTranslations("rewards.celebrate"), getLocale(), getApi(), getContext()]);
  const celebration = await orRedirect(locale, path, api.rewards.celebrations.own.get({ celebrationId }));
  return (
    <PageShell path={path}>
      <div>
        <BackToRewards />
        <h1>{t(`kinds.${celebration.kind}`)}</h1>
      </div>
      <FlashNotice path={path} namespace="rewards.celebrate" />
      <CelebrationTools celebration={celebration} />
      <CelebrationView celebration={celebration} zone={school.zone} />
      <CelebrationAnswer celebration={celebration} />
      <CelebrationFilm celebration={celebration} zone={school.zone} />
    </PageShell>
  );
}
