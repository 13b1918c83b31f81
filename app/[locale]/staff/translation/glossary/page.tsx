import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { GlossaryFilter, GlossaryTable, TermForm } from "@/app/_features/languages/glossary-view";
import { TranslationTabs } from "@/app/_features/languages/tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";

const PATH = "/staff/translation/glossary";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.glossary"))("title") };
}

/** The school's words in each language. */
export default async function GlossaryPage({ searchParams }: { searchParams: Promise<{ language?: string | string[]; term?: string | string[] }> }) {
  const [t, locale, api, search] = await Promise.all([getTranslations("translation.glossary"), getLocale(), getApi(), searchParams]);
  const language = typeof search.language === "string" ? search.language : locale === "en" ? "ur" : locale;
  const glossary = await orRedirect(locale, PATH, api.languages.glossary.list({ language }));
  return (
    <>
      <h1>{t("title")}</h1>
      <TranslationTabs current="glossary" />
      <FlashNotice path={PATH} namespace="translation" />
      <p className="max-w-2xl">{t("intro")}</p>
      <GlossaryFilter language={language} />
      <TermForm key={String(search.term)} glossary={glossary} term={typeof search.term === "string" ? search.term : undefined} />
      <GlossaryTable glossary={glossary} />
    </>
  );
}
