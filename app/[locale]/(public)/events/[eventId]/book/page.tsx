import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BookForm } from "@/app/_features/events/book-form";
import { EventTools } from "@/app/_features/events/event-view";
import { EVENTS } from "@/app/_features/events/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/notice";
import { canSendTexts } from "@/server/lib/notify/client";

interface Props {
  params: Promise<{ eventId: string }>;
  searchParams: Promise<{ time?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.book"))("title"), robots: { index: false } };
}

/** A family says that it is coming. */
export default async function BookPage({ params, searchParams }: Props) {
  const [{ eventId }, { time }] = await Promise.all([params, searchParams]);
  const path = `${EVENTS}/${eventId}/book`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("events"), getLocale(), getApi(), getContext()]);
  const event = await orRedirect(locale, path, api.events.open.get({ eventId }));
  const open = event.state === "published" && event.sessions.some(({ endsAt, cancelledAt }) => endsAt > ctx.now && !cancelledAt);
  return (
    <PageShell path={path}>
      <EventTools eventId={eventId} view="easy" />
      <div>
        <h1>{t("book.title")}</h1>
        <p lang={event.words.title.language} dir="auto" className="font-bold">{event.words.title.body}</p>
      </div>
      <FlashNotice path={path} namespace="events" />
      {open ? <BookForm event={event} chosen={time} zone={ctx.school.zone} now={ctx.now} texts={canSendTexts()} /> : <Notice><p>{t(event.state === "cancelled" ? "read.cancelled" : "read.over")}</p></Notice>}
    </PageShell>
  );
}
