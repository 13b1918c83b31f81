import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EventList, EventWays } from "@/app/_features/events/event-list";
import { EVENTS } from "@/app/_features/events/places";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.read"))("title"), alternates: alternates(EVENTS) };
}

/** Everything that anybody may come to, the next first. */
export default async function EventsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events.read"), getLocale(), getApi(), getContext()]);
  const events = await orRedirect(locale, EVENTS, api.events.open.list());
  return (
    <PageShell path={EVENTS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <EventList events={events} zone={ctx.school.zone} now={ctx.now} />
      <EventWays />
    </PageShell>
  );
}
