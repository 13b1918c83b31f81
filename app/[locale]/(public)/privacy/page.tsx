import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { Statement } from "@/app/_features/shell/statement";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("public.privacy");
  return { title: t("title"), alternates: alternates("/privacy") };
}

export default async function PrivacyPage() {
  const t = await getTranslations("public.privacy");
  return (
    <PageShell path="/privacy">
      <h1>{t("title")}</h1>
      <p className="text-lg">{t("lead")}</p>
      <Statement title={t("keepTitle")} items={[t("keep.you"), t("keep.language"), t("keep.child"), t("keep.link"), t("keep.look")]} />
      <Statement title={t("whyTitle")}><p>{t("why")}</p></Statement>
      <Statement title={t("whoTitle")} items={[t("who.staff"), t("who.parent"), t("who.order")]} />
      <Statement title={t("longTitle")}><p>{t("long")}</p></Statement>
      <Statement title={t("rightsTitle")}><p>{t("rights")}</p></Statement>
      <Statement title={t("cookiesTitle")}><p>{t("cookies")}</p></Statement>
    </PageShell>
  );
}
