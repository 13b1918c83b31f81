import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ChildThreads, FAMILY_MESSAGES } from "@/app/_features/messages/family-threads";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.family"))("title") };
}

/** The reader's conversations with the school, child by child. */
export default async function FamilyMessagesPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("messages.family"), getLocale(), getApi(), getContext()]);
  const children = await orRedirect(locale, FAMILY_MESSAGES, api.messages.own());
  return (
    <PageShell path={FAMILY_MESSAGES}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={FAMILY_MESSAGES} namespace="messages.family" />
      {children.length === 0 ? <Empty picture="letter" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : null}
      {children.map((child) => <ChildThreads key={child.pupil.id} child={child} zone={ctx.school.zone} />)}
    </PageShell>
  );
}
