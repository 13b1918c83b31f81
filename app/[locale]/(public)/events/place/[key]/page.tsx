import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PlaceActions, PlaceCard } from "@/app/_features/events/place-view";
import { PLACE } from "@/app/_features/events/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.place"))("code"), robots: { index: false } };
}

/** A family's place: how it stands and what can be done with it. Whoever has its address is the family. */
export default async function PlacePage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const path = `${PLACE}/${key}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const place = await orRedirect(locale, path, api.events.place.open({ key }));
  return (
    <PageShell path={path}>
      <FlashNotice path={path} namespace="events" />
      <PlaceCard place={place} zone={ctx.school.zone} />
      <PlaceActions place={place} secret={key} zone={ctx.school.zone} now={ctx.now} />
    </PageShell>
  );
}
