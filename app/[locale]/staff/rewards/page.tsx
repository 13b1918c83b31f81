import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ClassChoice } from "@/app/_features/rewards/class-choice";
import { RewardDesk } from "@/app/_features/rewards/desk";
import { REWARDS } from "@/app/_features/rewards/places";
import { RecentNotes, WaitingNotes } from "@/app/_features/rewards/staff-notes";
import { RewardTabs } from "@/app/_features/rewards/staff-tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { deskInput } from "@/server/features/rewards/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.staff"))("title") };
}

/** Notes what children did well, lets through what waits, and shows what families say back. */
export default async function StaffRewardsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { class: asked, child } = await searchParams;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.staff"), getLocale(), getApi(), getContext()]);
  const input = deskInput.safeParse({ classGroupId: asked });
  const desk = await orRedirect(locale, REWARDS, api.rewards.desk(input.success ? input.data : {}));
  const notes = await orRedirect(locale, REWARDS, api.rewards.list());
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <RewardTabs current="note" />
      <FlashNotice path={REWARDS} namespace="rewards.said" />
      <ClassChoice classes={desk.classes} classId={desk.classId} />
      <RewardDesk desk={desk} childId={typeof child === "string" ? child : ""} />
      <WaitingNotes notes={notes} />
      <RecentNotes notes={notes} zone={ctx.school.zone} />
    </>
  );
}
