import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { BringFile, LastFiles, TakeFile } from "@/app/_features/languages/files-view";
import { TranslationTabs } from "@/app/_features/languages/tabs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

const PATH = "/staff/translation/files";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.files"))("title") };
}

/** Files for translators' own programs, out and back. */
export default async function FilesPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("translation.files"), getLocale(), getApi(), getContext()]);
  const imports = await orRedirect(locale, PATH, api.languages.exchange.imports());
  const { language } = await api.languages.workbench.queue({ show: "waiting" });
  return (
    <>
      <h1>{t("title")}</h1>
      <TranslationTabs current="files" />
      <FlashNotice path={PATH} namespace="translation" />
      <p className="max-w-2xl">{t("intro", { one: "{1}", two: "{2}" })}</p>
      <TakeFile language={language} />
      <BringFile language={language} />
      <LastFiles imports={imports} zone={ctx.school.zone} />
    </>
  );
}
