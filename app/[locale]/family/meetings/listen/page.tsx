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

/** The meetings of the reader, to be heard. */
export default async function ListenMeetingsPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${FAMILY_MEETINGS}/listen`, api.meetings.own.hear());
  return <ListenPage blocks={blocks} of={FAMILY_MEETINGS} sounds="/api/listen/lists/meetings" phone={ctx.school.phone} />;
}
