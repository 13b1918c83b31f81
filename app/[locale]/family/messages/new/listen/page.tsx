import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { FAMILY_MESSAGES } from "@/app/_features/messages/family-threads";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { teamInput } from "@/server/features/messages/schema";

const OF = `${FAMILY_MESSAGES}/new`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The page on which a first message is written, to be heard. */
export default async function ListenNewMessagePage({ searchParams }: { searchParams: Promise<{ child?: string | string[]; team?: string | string[] }> }) {
  const [locale, api, ctx, { child, team }] = await Promise.all([getLocale(), getApi(), getContext(), searchParams]);
  const to = teamInput.safeParse({ pupilId: child, team });
  if (!to.success) notFound();
  const query = `?${new URLSearchParams({ child: to.data.pupilId, team: to.data.team })}`;
  const { blocks } = await orRedirect(locale, `${OF}/listen${query}`, api.messages.listening.writing(to.data));
  return <ListenPage blocks={blocks} of={OF} query={query} sounds={`/api/listen/messages/new/${to.data.pupilId}/${to.data.team}`} phone={ctx.school.phone} />;
}
