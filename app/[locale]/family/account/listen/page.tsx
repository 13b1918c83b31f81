import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

const PATH = "/family/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The reader’s own sign-in, and what comes when, to be heard. */
export default async function ListenAccountPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, `${PATH}/listen`, api.signIn.listening.account());
  return <ListenPage blocks={blocks} of={PATH} sounds="/api/listen/lists/account" phone={ctx.school.phone} />;
}
