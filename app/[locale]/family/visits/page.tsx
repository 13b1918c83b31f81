import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { VisitCards } from "@/app/_features/contacts/family-visit";
import { FAMILY_VISITS } from "@/app/_features/contacts/visit-answers";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits.family"))("title") };
}

/** The visits to this adult. */
export default async function FamilyVisitsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("visits.family"), getLocale(), getApi(), getContext()]);
  const visits = await orRedirect(locale, FAMILY_VISITS, api.contacts.visits.own());
  return (
    <PageShell path={FAMILY_VISITS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      {visits.length === 0 ? <Empty picture="visit" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : <VisitCards visits={visits} zone={ctx.school.zone} />}
    </PageShell>
  );
}
