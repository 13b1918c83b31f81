import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BackToRewards, ReplyForm, SuccessTools } from "@/app/_features/rewards/family-success";
import { FAMILY_REWARDS } from "@/app/_features/rewards/places";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool") };
}

/** One piece of good news in easy read. */
export default async function EasySuccessPage({ params }: { params: Promise<{ successId: string }> }) {
  const { successId } = await params;
  const path = `${FAMILY_REWARDS}/${successId}/easy`;
  const [locale, api] = await Promise.all([getLocale(), getApi()]);
  const { success, page, pictures } = await orRedirect(locale, path, api.rewards.own.easy({ successId }));
  return (
    <PageShell path={path}>
      <BackToRewards />
      <EasyHead page={page} />
      <SuccessTools successId={successId} view="easy" />
      <EasyBlocks page={page} pictures={pictures} />
      <ReplyForm success={success} />
    </PageShell>
  );
}
