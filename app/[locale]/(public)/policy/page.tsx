import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PolicyRecord, Promises } from "@/app/_features/plan/policy-view";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plan.policy");
  return { title: t("title"), alternates: alternates("/policy") };
}

export default async function PolicyPage() {
  const [t, api] = await Promise.all([getTranslations("plan.policy"), getApi()]);
  const policy = await api.plan.getPolicy();
  return (
    <PageShell path="/policy" wide>
      <h1>{t("title")}</h1>
      <p className="max-w-xl text-lg">{t("lead")}</p>
      <Promises />
      <section className="grid gap-2">
        <h2>{t("togetherTitle")}</h2>
        <p className="max-w-xl">{t("together")}</p>
      </section>
      {policy ? <PolicyRecord policy={policy} /> : null}
    </PageShell>
  );
}
