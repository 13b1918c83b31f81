import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { VISITS } from "@/app/_features/contacts/visit-answers";
import { AlarmList, VisitList } from "@/app/_features/contacts/visit-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { mayDo } from "@/server/features/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits.staff"))("title") };
}

/** Who visits whom and when, and who is missed. */
export default async function StaffVisitsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("visits.staff"), getLocale(), getApi(), getContext()]);
  const visits = await orRedirect(locale, VISITS, api.contacts.visits.list());
  const alarms = ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "watchVisits") ? await api.contacts.visits.alarms() : [];
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={VISITS} namespace="visits.said" />
      <AlarmList alarms={alarms} zone={ctx.school.zone} />
      <VisitList visits={visits} zone={ctx.school.zone} />
    </>
  );
}
