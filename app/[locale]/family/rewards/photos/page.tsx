import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BackToRewards } from "@/app/_features/rewards/family-success";
import { ConsentForms } from "@/app/_features/rewards/family-photos";
import { FAMILY_PHOTOS } from "@/app/_features/rewards/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rewards.consent"))("title") };
}

/** Yes or no to photos of this adult's children. */
export default async function FamilyPhotosPage() {
  const [t, locale, api] = await Promise.all([getTranslations("rewards.consent"), getLocale(), getApi()]);
  const consents = await orRedirect(locale, FAMILY_PHOTOS, api.rewards.consent.own());
  return (
    <PageShell path={FAMILY_PHOTOS}>
      <div className="grid gap-2">
        <BackToRewards />
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
        {consents.length > 0 ? <p>{t("rules")}</p> : null}
      </div>
      <FlashNotice path={FAMILY_PHOTOS} namespace="rewards.said" />
      <ConsentForms consents={consents} />
    </PageShell>
  );
}
