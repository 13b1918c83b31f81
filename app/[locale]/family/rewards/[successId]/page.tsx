import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BackToRewards, ReplyForm, SuccessTools, SuccessView } from "@/app/_features/rewards/family-success";
import { FAMILY_REWARDS } from "@/app/_features/rewards/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.family"))("title") };
}

/** One piece of good news: read, heard, printed, answered. */
export default async function FamilySuccessPage({ params }: { params: Promise<{ successId: string }> }) {
  const { successId } = await params;
  const path = `${FAMILY_REWARDS}/${successId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.family"), getLocale(), getApi(), getContext()]);
  const success = await orRedirect(locale, path, api.rewards.own.open({ successId }));
  return (
    <PageShell path={path}>
      <div>
        <BackToRewards />
        <h1>{t("about", { child: isolateName(success.child) })}</h1>
      </div>
      <FlashNotice path={path} namespace="rewards.said" />
      <SuccessTools successId={successId} />
      <SuccessView success={success} zone={ctx.school.zone} />
      <ReplyForm success={success} />
    </PageShell>
  );
}
