import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PUBLIC_NEWS } from "@/app/_features/newsletters/places";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage"), robots: { index: false } };
}

/** The news that is for everybody, as a list to be heard. */
export default async function ListenPublicNewsPage() {
  const [api, ctx] = await Promise.all([getApi(), getContext()]);
  const { blocks } = await api.newsletters.open.hearList();
  return <ListenPage blocks={blocks} of={PUBLIC_NEWS} sounds="/api/listen/lists/news" phone={ctx.school.phone} />;
}
