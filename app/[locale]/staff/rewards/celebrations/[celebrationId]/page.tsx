import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CelebrationForm } from "@/app/_features/rewards/celebration-form";
import { CelebrationCounts, CelebrationDecide } from "@/app/_features/rewards/celebration-staff";
import { CelebrationClip } from "@/app/_features/rewards/clip-staff";
import { CELEBRATIONS } from "@/app/_features/rewards/places";
import { RewardTabs } from "@/app/_features/rewards/staff-tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { dayIn } from "@/server/lib/clock";
import { formatDate } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.celebrate"))("title") };
}

/** One celebration: who comes, its film, and what can still be changed. */
export default async function CelebrationPage({ params }: { params: Promise<{ celebrationId: string }> }) {
  const { celebrationId } = await params;
  const path = `${CELEBRATIONS}/${celebrationId}`;
  const [t, locale, api, { school, now }] = await Promise.all([getTranslations("rewards.celebrate"), getLocale(), getApi(), getContext()]);
  const celebration = await orRedirect(locale, path, api.rewards.celebrations.get({ celebrationId }));
  const candidates = await api.rewards.celebrations.candidates();
  const { state, decides, startsAt, kind } = celebration;
  const changes = startsAt > now && (state === "draft" || (state === "invited" && decides));
  return (
    <>
      <div>
        <h1>{t(`kinds.${kind}`)}</h1>
        <p className="text-ink-soft">{formatDate(locale, startsAt, "moment", school.zone)}</p>
      </div>
      <RewardTabs current="celebrate" />
      <FlashNotice path={path} namespace="rewards.celebrate" />
      <CelebrationCounts celebration={celebration} />
      <CelebrationDecide celebration={celebration} over={celebration.endsAt <= now} />
      <CelebrationClip celebration={celebration} zone={school.zone} />
      {changes ? <CelebrationForm id={celebrationId} celebration={celebration} candidates={candidates} zone={school.zone} day={dayIn(school.zone, now)} /> : null}
    </>
  );
}
