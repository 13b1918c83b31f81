import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PaceForm } from "@/app/_features/delivery/pace-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

const PATH = "/staff/pace";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.pace"))("title") };
}

/** When and how often the school writes to families, and what follows when nobody answers. */
export default async function PacePage() {
  const [t, locale, api] = await Promise.all([getTranslations("delivery.pace"), getLocale(), getApi()]);
  const pace = await orRedirect(locale, PATH, api.delivery.pace.get());
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={PATH} namespace="delivery.pace" />
      <PaceForm pace={pace} path={PATH} />
    </>
  );
}
