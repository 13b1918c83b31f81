import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { timesInput } from "@/server/features/meetings/booking/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The free times of one teacher, to be heard. */
export default async function ListenTimesPage({ params, searchParams }: { params: Promise<{ meetingRoundId: string }>; searchParams: Promise<{ child?: string | string[]; teacher?: string | string[] }> }) {
  const [{ meetingRoundId }, { child, teacher }] = await Promise.all([params, searchParams]);
  const asked = timesInput.safeParse({ roundId: meetingRoundId, pupilId: child, teacherId: teacher });
  if (!asked.success) notFound();
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { pupilId, teacherId } = asked.data;
  const [of, query] = [`${FAMILY_MEETINGS}/${meetingRoundId}/pick`, `?${new URLSearchParams({ child: pupilId, teacher: teacherId })}`];
  const { blocks } = await orRedirect(locale, `${of}/listen${query}`, api.meetings.own.hearTimes(asked.data));
  return <ListenPage blocks={blocks} of={of} query={query} sounds={`/api/listen/times/${meetingRoundId}/${pupilId}/${teacherId}`} phone={ctx.school.phone} />;
}
