import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { EVENTS } from "@/app/_features/events/places";
import { WaitView } from "@/app/_features/events/wait-view";
import { PageShell } from "@/app/_features/shell/page-shell";
import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.wait"))("title"), robots: { index: false } };
}

/** Some seconds in which a form waits with what was typed in it, while a flood of made-up bookings comes in. */
export default async function WaitPage({ params }: { params: Promise<{ eventId: string }> }) {
  const path = `${EVENTS}/${(await params).eventId}/book`;
  const [locale, flash, { now }] = await Promise.all([getLocale(), readFlash(path), getContext()]);
  const ripeAt = Date.parse(flash?.values?.retryAt ?? "");
  if (Number.isNaN(ripeAt)) redirect(`/${locale}${path}`);
  return <PageShell path={path} heard={`${path}/wait/listen`}><WaitView form={`/${locale}${path}`} seconds={Math.max(1, Math.ceil((ripeAt - now.getTime()) / 1_000))} /></PageShell>;
}
