import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { daysKey, daysOf, listPlanned } from "@/app/_features/messages/away-planned";
import { AwayView } from "@/app/_features/messages/away-view";
import { STAFF_MESSAGES } from "@/app/_features/messages/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { readFlash } from "@/app/_trpc/flash";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { awayInput } from "@/server/features/messages/schema";

const PATH = `${STAFF_MESSAGES}/away`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.staff"))("awayTitle") };
}

/** When one does not answer families, and who does. */
export default async function AwayPage() {
  const [t, locale, api] = await Promise.all([getTranslations("messages.staff"), getLocale(), getApi()]);
  const [away, ctx, flash] = await Promise.all([orRedirect(locale, PATH, api.messages.away()), getContext(), readFlash(PATH)]);
  const asked = awayInput.safeParse({ fromOn: flash?.values?.fromOn, untilOn: flash?.values?.untilOn });
  const warned = asked.success && flash?.values?.asked === daysKey(asked.data) ? asked.data : null;
  const planned = await listPlanned(api, ctx.actor, [...away.own.map(daysOf), ...(warned ? [warned] : [])]);
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_MESSAGES}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("awayTitle")}</h1>
        <p className="text-ink-soft">{t("awayLead")}</p>
      </div>
      <FlashNotice path={PATH} namespace="messages.staff" />
      <AwayView away={away} planned={planned} warned={warned} zone={ctx.school.zone} path={PATH} />
    </>
  );
}
