import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ServiceCalls, ServiceFacts, ServiceSwitches } from "@/app/_features/languages/service-view";
import { TranslationTabs } from "@/app/_features/languages/tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

const PATH = "/staff/translation/service";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.service"))("title") };
}

/** Which service makes drafts, what leaves the school, and what has. */
export default async function ServicePage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("translation.service"), getLocale(), getApi(), getContext()]);
  const service = await orRedirect(locale, PATH, api.languages.service.get());
  return (
    <>
      <h1>{t("title")}</h1>
      <TranslationTabs current="service" />
      <FlashNotice path={PATH} namespace="translation" />
      <ServiceFacts service={service} />
      <ServiceSwitches service={service} />
      <ServiceCalls service={service} zone={ctx.school.zone} />
    </>
  );
}
