import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { EventTools } from "@/app/_features/events/event-view";
import { EVENTS } from "@/app/_features/events/places";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool"), robots: { index: false } };
}

/** An event in easy read: when and what to do first, one idea a line, a picture beside its words. */
export default async function EasyEventPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { eventId } = await params;
  const path = `${EVENTS}/${eventId}/easy`;
  const [t, locale, api] = await Promise.all([getTranslations("events.read"), getLocale(), getApi()]);
  const { page, pictures } = await orRedirect(locale, path, api.events.open.easy({ eventId }));
  return (
    <PageShell path={path}>
      <EventTools eventId={eventId} view="easy" />
      <EasyHead page={page} />
      <EasyBlocks page={page} pictures={pictures} />
      <p><a href={`/${locale}${EVENTS}/${eventId}/book`} className="button">{t("book")}</a></p>
    </PageShell>
  );
}
