import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** One round, to be heard. */
export default async function ListenRoundPage({ params }: { params: Promise<{ meetingRoundId: string }> }) {
  const { meetingRoundId } = await params;
  const of = `${FAMILY_MEETINGS}/${meetingRoundId}`;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${of}/listen`, api.meetings.own.hearRound({ roundId: meetingRoundId }));
  return <ListenPage blocks={blocks} of={of} sounds={`/api/listen/meetings/${meetingRoundId}`} phone={ctx.school.phone} />;
}
