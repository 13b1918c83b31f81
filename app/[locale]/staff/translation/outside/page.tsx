import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { InviteForm, InviteList } from "@/app/_features/languages/outside-view";
import { TranslationTabs } from "@/app/_features/languages/tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { env } from "@/server/lib/env";

const PATH = "/staff/translation/outside";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.outside"))("title") };
}

/** Translators outside the school and their links. */
export default async function OutsideTranslatorsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("translation.outside"), getLocale(), getApi(), getContext()]);
  const invites = await orRedirect(locale, PATH, api.languages.outside.invites());
  return (
    <>
      <h1>{t("title")}</h1>
      <TranslationTabs current="outside" />
      <FlashNotice path={PATH} namespace="translation" />
      <p className="max-w-2xl">{t("intro")}</p>
      <InviteForm />
      <InviteList invites={invites} origin={env().PUBLIC_URL} zone={ctx.school.zone} />
    </>
  );
}
