import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CelebrationAnswer, CelebrationFilm, CelebrationTools } from "@/app/_features/rewards/family-celebration";
import { BackToRewards } from "@/app/_features/rewards/family-success";
import { FAMILY_CELEBRATIONS } from "@/app/_features/rewards/places";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool") };
}

/** An invitation to a celebration in easy read, with the same taps that answer it. */
export default async function EasyCelebrationPage({ params }: { params: Promise<{ celebrationId: string }> }) {
  const { celebrationId } = await params;
  const path = `${FAMILY_CELEBRATIONS}/${celebrationId}/easy`;
  const [locale, api, { school }] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { celebration, page, pictures } = await orRedirect(locale, path, api.rewards.celebrations.own.easy({ celebrationId }));
  return (
    <PageShell path={path} heard={`${FAMILY_CELEBRATIONS}/${celebrationId}/listen`}>
      <BackToRewards />
      <EasyHead page={page} />
      <CelebrationTools celebration={celebration} view="easy" />
      <EasyBlocks page={page} pictures={pictures} />
      <CelebrationAnswer celebration={celebration} />
      <CelebrationFilm celebration={celebration} zone={school.zone} />
    </PageShell>
  );
}
