import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { testAction } from "@/app/_features/newsletters/actions";
import { NewsletterView } from "@/app/_features/newsletters/newsletter-view";
import { NEWS } from "@/app/_features/newsletters/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Choice } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { previewInput } from "@/server/features/newsletters/schema";
import { findLanguage } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.staff"))("previewTitle") };
}

interface Props {
  params: Promise<{ newsletterId: string }>;
  searchParams: Promise<{ language?: string | string[] }>;
}

/** A newsletter as the families of a language will find it, and its e-mail sent to oneself. */
export default async function PreviewNewsletterPage({ params, searchParams }: Props) {
  const [{ newsletterId }, search] = await Promise.all([params, searchParams]);
  const path = `${NEWS}/${newsletterId}/preview`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("newsletters.staff"), getLocale(), getApi(), getContext()]);
  const parsed = previewInput.safeParse({ newsletterId, language: search.language });
  const language = parsed.success && findLanguage(parsed.data.language) ? parsed.data.language : "en";
  const [newsletter, state] = await orRedirect(locale, path, Promise.all([api.newsletters.preview({ newsletterId, language }), api.newsletters.state({ newsletterId })]));
  const tags = [...new Set([language, ...state.languages.map((each) => each.language)])];
  return (
    <>
      <div>
        <p><a href={`/${locale}${NEWS}/${newsletterId}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("editTitle")}</a></p>
        <h1>{t("previewTitle")}</h1>
      </div>
      <FlashNotice path={path} namespace="newsletters.staff" />
      <form method="get" className="flex max-w-xl flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1"><Choice name="language" label={t("language")} value={language} options={tags.map((tag) => ({ value: tag, label: listedLanguage(locale, tag) }))} /></div>
        <button className="button button-quiet">{t("show")}</button>
      </form>
      <form action={testAction}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="newsletterId" value={newsletterId} />
        <input type="hidden" name="language" value={language} />
        <button className="button button-quiet"><Icon name="mail" />{t("test")}</button>
      </form>
      <div className="grid max-w-xl gap-6 rounded-l border border-line bg-paper p-5 text-base" dir={findLanguage(language)?.dir}><NewsletterView newsletter={newsletter} zone={ctx.school.zone} /></div>
    </>
  );
}
