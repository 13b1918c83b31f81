import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { AgreedTable } from "@/app/_features/rewards/agreed-view";
import { ClassChoice } from "@/app/_features/rewards/class-choice";
import { AGREED } from "@/app/_features/rewards/places";
import { RewardTabs } from "@/app/_features/rewards/staff-tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { mayDo } from "@/server/features/people/schema";
import { deskInput } from "@/server/features/rewards/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.agreed"))("title") };
}

/** Who has answered about photos, and what it comes to. */
export default async function AgreedPhotosPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const input = deskInput.safeParse({ classGroupId: (await searchParams).class });
  const [t, locale, api, ctx] = await Promise.all([getTranslations("rewards.agreed"), getLocale(), getApi(), getContext()]);
  const { classes, classId } = await orRedirect(locale, AGREED, api.rewards.desk(input.success ? input.data : {}));
  const rows = await api.rewards.consent.list({ classGroupId: classId ?? undefined });
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <RewardTabs current="consent" />
      <FlashNotice path={AGREED} namespace="rewards.said" />
      <ClassChoice classes={classes} classId={classId} />
      <AgreedTable rows={rows} classId={classId ?? ""} records={ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "recordPhotoConsents")} />
    </>
  );
}
