import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { DisplayForm } from "@/app/_features/languages/display-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";

const PATH = "/display";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("display"))("title") };
}

export default async function DisplayPage({ searchParams }: { searchParams: Promise<{ back?: string | string[] }> }) {
  const [t, { back }] = await Promise.all([getTranslations("display"), searchParams]);
  return (
    <PageShell path={PATH}>
      <h1>{t("title")}</h1>
      <FlashNotice path={PATH} namespace="display" />
      <p className="text-lg">{t("lead")}</p>
      <DisplayForm back={typeof back === "string" ? back.slice(0, 500) : ""} />
    </PageShell>
  );
}
