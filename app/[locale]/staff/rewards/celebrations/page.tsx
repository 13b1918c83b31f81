import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { CelebrationForm } from "@/app/_features/rewards/celebration-form";
import { CelebrationTable } from "@/app/_features/rewards/celebration-staff";
import { CELEBRATIONS } from "@/app/_features/rewards/places";
import { RewardTabs } from "@/app/_features/rewards/staff-tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { dayIn } from "@/server/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.celebrate"))("title") };
}

/** Celebrations: those that are planned and were held, and a new one. */
export default async function CelebrationsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.celebrate"), getLocale(), getApi(), getContext()]);
  const celebrations = await orRedirect(locale, CELEBRATIONS, api.rewards.celebrations.list());
  const candidates = await api.rewards.celebrations.candidates();
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <RewardTabs current="celebrate" />
      <FlashNotice path={CELEBRATIONS} namespace="rewards.celebrate" />
      <CelebrationTable celebrations={celebrations} zone={ctx.school.zone} />
      <h2>{t("newTitle")}</h2>
      <CelebrationForm id={uuid()} celebration={null} candidates={candidates} zone={ctx.school.zone} day={dayIn(ctx.school.zone, ctx.now)} />
    </>
  );
}
