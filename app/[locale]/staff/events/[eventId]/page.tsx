import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EventEditor, EventState } from "@/app/_features/events/editor";
import { STAFF_EVENTS } from "@/app/_features/events/places";
import { SessionTable } from "@/app/_features/events/session-table";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { mayDo } from "@/server/features/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.staff"))("edit") };
}

/** One event: its words, its times and where it stands. */
export default async function EditEventPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { eventId } = await params;
  const path = `${STAFF_EVENTS}/${eventId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events.staff"), getLocale(), getApi(), getContext()]);
  const event = await orRedirect(locale, path, api.events.edit({ eventId }));
  const decides = ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "announceEvents");
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_EVENTS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1>{t("edit")}</h1>
        <p className="text-ink-soft">{t("editLead")}</p>
      </div>
      <FlashNotice path={path} namespace="events.staff" />
      <EventState event={event} decides={decides} now={ctx.now} />
      <SessionTable event={event} zone={ctx.school.zone} now={ctx.now} decides={decides} />
      <EventEditor event={event} />
    </>
  );
}
