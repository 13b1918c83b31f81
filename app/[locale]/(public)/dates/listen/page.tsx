import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { DATES } from "@/app/_features/calendar/places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** The school's terms, breaks and days off, to be heard by anybody. */
export default async function ListenDatesPage() {
  const [api, ctx] = await Promise.all([getApi(), getContext()]);
  const { blocks } = await api.calendar.open.hear();
  return <ListenPage blocks={blocks} of={DATES} sounds="/api/listen/lists/dates" phone={ctx.school.phone} />;
}
