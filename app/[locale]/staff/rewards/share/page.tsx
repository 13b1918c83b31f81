import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { SHARE } from "@/app/_features/rewards/places";
import { ShareView, SpanChoice } from "@/app/_features/rewards/share-view";
import { RewardTabs } from "@/app/_features/rewards/staff-tabs";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { shareInput } from "@/server/features/rewards/share/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.share"))("title") };
}

/** Whom nobody has celebrated yet. For staff alone: families are shown no league table. */
export default async function FairSharePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { weeks } = shareInput.parse({ weeks: (await searchParams).weeks });
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.share"), getLocale(), getApi(), getContext()]);
  const share = await orRedirect(locale, SHARE, api.rewards.share({ weeks }));
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <RewardTabs current="share" />
      <SpanChoice weeks={weeks} />
      <ShareView share={share} zone={ctx.school.zone} />
    </>
  );
}
