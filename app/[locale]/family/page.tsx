import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { CalendarLink } from "@/app/_features/calendar/family-view";
import { VisitsLink } from "@/app/_features/contacts/family-visit";
import { RecordLink } from "@/app/_features/contacts/family-record";
import { MeetingsLink } from "@/app/_features/meetings/family-list";
import { MessagesLink } from "@/app/_features/messages/family-threads";
import { InboxLink } from "@/app/_features/delivery/inbox";
import { NewsLink } from "@/app/_features/newsletters/archive";
import { ProfileLink } from "@/app/_features/people/profile-answers";
import { RewardsLink } from "@/app/_features/rewards/family-success";
import { ChildReports } from "@/app/_features/reports/family-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { PhoneSentence } from "@/app/_ui/phone";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("family.home"))("title") };
}

export default async function FamilyHomePage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("family.home"), getLocale(), getApi(), getContext()]);
  const children = await orRedirect(locale, "/family", api.reports.family.list());
  const [news, visits, unopened, meetings, good] = children.length > 0 ? await Promise.all([api.messages.news(), api.contacts.visits.count(), api.delivery.inbox.count(), api.meetings.own.count(), api.rewards.own.count()]) : [{ count: 0 }, { waiting: 0, coming: 0 }, { count: 0 }, { count: 0, open: false }, { count: 0 }];
  const name = ctx.actor.kind === "person" ? ctx.actor.displayName : "";
  return (
    <PageShell path="/family">
      <div>
        <h1>{t("hello", { name: isolateName(name) })}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path="/family" namespace="family" />
      {ctx.actor.kind === "person" && ctx.actor.roles.length > 0 ? <a className="button button-quiet" href={`/${locale}/staff`}>{t("staff")}</a> : null}
      {children.length === 0 ? (
        <Empty picture="phone" title={t("noChildTitle")}><p><PhoneSentence text={t("noChild", { phone: ctx.school.phone })} number={ctx.school.phone} /></p></Empty>
      ) : (
        children.map((child) => <ChildReports key={child.pupilId} child={child} />)
      )}
      {children.length > 0 ? <><CalendarLink /><MeetingsLink count={meetings.count} open={meetings.open} /><RewardsLink count={good.count} /><VisitsLink count={visits} /><MessagesLink count={news.count} /><NewsLink /><InboxLink count={unopened.count} /><RecordLink /></> : null}
      <ProfileLink />
      <script src="/app.js" defer />
    </PageShell>
  );
}
