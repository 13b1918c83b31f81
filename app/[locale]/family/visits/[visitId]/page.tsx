import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { VisitFacts, VisitForm, VisitTime } from "@/app/_features/contacts/family-visit";
import { FAMILY_VISITS } from "@/app/_features/contacts/visit-answers";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits.family"))("title") };
}

/** One visit: what it is about, who comes, and the family's choice of time and place. */
export default async function FamilyVisitPage({ params }: { params: Promise<{ visitId: string }> }) {
  const { visitId } = await params;
  const path = `${FAMILY_VISITS}/${visitId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("visits.family"), getLocale(), getApi(), getContext()]);
  const visit = await orRedirect(locale, path, api.contacts.visits.getOwn({ visitId }));
  return (
    <PageShell path={path}>
      <div>
        <p><a href={`/${locale}${FAMILY_VISITS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("about", { child: isolateName(visit.child) })}</h1>
      </div>
      <FlashNotice path={path} namespace="visits.said" />
      <VisitTime visit={visit} zone={ctx.school.zone} />
      <VisitFacts visit={visit} />
      {visit.state === "offered" || visit.state === "booked" ? <VisitForm visit={visit} path={path} zone={ctx.school.zone} /> : visit.state === "cancelled" ? <Notice><p>{t("cancelled")}</p></Notice> : null}
      <script src="/enhance.js" defer />
    </PageShell>
  );
}
