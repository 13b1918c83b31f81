import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { STAFF_EVENTS } from "@/app/_features/events/places";
import { EventLinesTable, NewEvent } from "@/app/_features/events/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { mayDo } from "@/server/features/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.staff"))("title") };
}

/** The school's events. */
export default async function StaffEventsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events.staff"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, STAFF_EVENTS, api.events.list());
  const edits = ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "runEvents");
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={STAFF_EVENTS} namespace="events.staff" />
      {edits ? <><NewEvent /><p><a href={`/${locale}${STAFF_EVENTS}/date`} className="button button-quiet"><Icon name="calendar-event" />{t("checkDate")}</a></p></> : null}
      <EventLinesTable lines={lines} zone={ctx.school.zone} edits={edits} />
    </>
  );
}
