import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { visitAction } from "@/app/_features/contacts/visit-actions";
import { VISITS } from "@/app/_features/contacts/visit-answers";
import { AuthoriseForm, CalledOff, ChooseForForm, DoorForm, mustNotBeMade, RecordForm, VisitCard } from "@/app/_features/contacts/visit-view";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { mayDo } from "@/server/features/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits.staff"))("one") };
}

/** One visit, from its plan to its note. What can be done now stands first. */
export default async function StaffVisitPage({ params }: { params: Promise<{ visitId: string }> }) {
  const { visitId } = await params;
  const path = `${VISITS}/${visitId}`;
  const [t, states, locale, api, ctx] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.states"), getLocale(), getApi(), getContext()]);
  const visit = await orRedirect(locale, path, api.contacts.visits.get({ visitId }));
  const actor = ctx.actor.kind === "person" ? ctx.actor : null;
  const [plans, authorises] = [mayDo(actor?.roles ?? [], "planVisits"), mayDo(actor?.roles ?? [], "authoriseVisits") && visit.planner.id !== actor?.adultId];
  const open = (visit.state === "offered" || visit.state === "booked") && !visit.calledOffAt;
  const zone = ctx.school.zone;
  const times = open && plans ? (await api.contacts.visits.choices({ pupilId: visit.pupil.id, adultId: visit.adult.id, leadId: visit.lead.id, secondId: visit.second?.id, minutes: visit.minutes })).times : [];
  return (
    <>
      <div>
        <p><a href={`/${locale}${VISITS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1><bdi>{visit.adult.name}</bdi></h1>
        <p className="flex flex-wrap items-center gap-2"><bdi>{visit.pupil.name}</bdi><Badge tone={visit.alarm ? "stop" : "plain"}>{visit.alarm ? t("missed") : states(visit.state)}</Badge></p>
        {mustNotBeMade(visit) ? null : <ReachLine plan={visit.adult.plan} />}
      </div>
      <FlashNotice path={path} namespace="visits.said" />
      <CalledOff visit={visit} zone={zone} />
      {visit.mine && (visit.state === "booked" || visit.state === "under_way") ? <DoorForm visit={visit} zone={zone} /> : null}
      {visit.mine && visit.state === "done" && !visit.contactId ? <RecordForm visit={visit} path={path} /> : null}
      {visit.state === "asked" && authorises ? <AuthoriseForm visit={visit} /> : visit.state === "asked" ? <p>{t("othersAuthorise")}</p> : null}
      <VisitCard visit={visit} zone={zone} />
      {visit.contactId ? <p><a href={`/${locale}/staff/contacts/${visit.pupil.id}`}>{t("inRecord")}</a></p> : null}
      {open && plans ? <ChooseForForm visit={visit} times={times} zone={zone} /> : null}
      {(open || visit.state === "asked") && plans ? (
        <form action={visitAction}>
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="visitId" value={visitId} />
          <button name="what" value="cancel" className="button button-stop">{t("cancel")}</button>
        </form>
      ) : null}
    </>
  );
}
