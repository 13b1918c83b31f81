import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { INBOX, InboxList } from "@/app/_features/delivery/inbox";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.inbox"))("title") };
}

/** Everything that the school told this adult, in one list. */
export default async function InboxPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("delivery.inbox"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, INBOX, api.delivery.inbox.list());
  return (
    <PageShell path={INBOX}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <InboxList lines={lines} zone={ctx.school.zone} />
    </PageShell>
  );
}
