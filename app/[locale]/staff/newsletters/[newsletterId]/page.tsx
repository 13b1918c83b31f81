import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { Editor } from "@/app/_features/newsletters/editor";
import { NEWS } from "@/app/_features/newsletters/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.staff"))("editTitle") };
}

/** Writes a newsletter, piece by piece. */
export default async function EditNewsletterPage({ params }: { params: Promise<{ newsletterId: string }> }) {
  const { newsletterId } = await params;
  const path = `${NEWS}/${newsletterId}`;
  const [t, locale, api] = await Promise.all([getTranslations("newsletters.staff"), getLocale(), getApi()]);
  const newsletter = await orRedirect(locale, path, api.newsletters.edit({ newsletterId }));
  return (
    <>
      <div>
        <p><a href={`/${locale}${NEWS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1>{t("editTitle")}</h1>
        <p className="text-ink-soft">{t("editLead")}</p>
      </div>
      <FlashNotice path={path} namespace="newsletters.staff" />
      {newsletter.state === "draft" ? <Editor newsletter={newsletter} path={path} /> : <Notice><p>{t("locked")} <a href={`/${locale}${path}/send`}>{t("toState")}</a></p></Notice>}
    </>
  );
}
