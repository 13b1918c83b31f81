import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { STAFF_MESSAGES, StaffList } from "@/app/_features/messages/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { listThreadsInput } from "@/server/features/messages/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.staff"))("title") };
}

/** What families wrote to one's teams. */
export default async function StaffMessagesPage({ searchParams }: { searchParams: Promise<{ show?: string | string[] }> }) {
  const [t, locale, api, ctx, search] = await Promise.all([getTranslations("messages.staff"), getLocale(), getApi(), getContext(), searchParams]);
  const parsed = listThreadsInput.safeParse({ show: search.show });
  const { show } = parsed.success ? parsed.data : listThreadsInput.parse({});
  const { lines, waiting } = await orRedirect(locale, STAFF_MESSAGES, api.messages.list({ show }));
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead", { count: waiting })}</p>
      </div>
      <FlashNotice path={STAFF_MESSAGES} namespace="messages.staff" />
      <StaffList lines={lines} show={show} zone={ctx.school.zone} />
    </>
  );
}
