import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { AwayView } from "@/app/_features/messages/away-view";
import { STAFF_MESSAGES } from "@/app/_features/messages/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

const PATH = `${STAFF_MESSAGES}/away`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.staff"))("awayTitle") };
}

/** When one does not answer families, and who does. */
export default async function AwayPage() {
  const [t, locale, api] = await Promise.all([getTranslations("messages.staff"), getLocale(), getApi()]);
  const away = await orRedirect(locale, PATH, api.messages.away());
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_MESSAGES}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("awayTitle")}</h1>
        <p className="text-ink-soft">{t("awayLead")}</p>
      </div>
      <FlashNotice path={PATH} namespace="messages.staff" />
      <AwayView away={away} path={PATH} />
    </>
  );
}
