import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { NEWS } from "@/app/_features/newsletters/places";
import { DraftList, NewNewsletter } from "@/app/_features/newsletters/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.staff"))("title") };
}

/** The school's newsletters. */
export default async function StaffNewslettersPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("newsletters.staff"), getLocale(), getApi(), getContext()]);
  const drafts = await orRedirect(locale, NEWS, api.newsletters.list());
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={NEWS} namespace="newsletters.staff" />
      <NewNewsletter />
      <DraftList drafts={drafts} zone={ctx.school.zone} />
    </>
  );
}
