import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { PictureCards } from "@/app/_features/languages/picture-cards";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/notice";
import { ideaSchema } from "@/server/features/languages/pictures/schema";

const PATH = "/staff/pictures";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate.pictures"))("title") };
}

/** The pictures of easy read, and the school's own photos in their place. */
export default async function PicturesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, locale, api] = await Promise.all([getTranslations("gate.pictures"), getLocale(), getApi()]);
  const [pictures, { idea }] = await Promise.all([orRedirect(locale, PATH, api.languages.pictures.list()), searchParams]);
  const chosen = ideaSchema.safeParse(idea);
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="max-w-3xl text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={PATH} namespace="gate.pictures" />
      <Notice><p>{t("rule")}</p></Notice>
      <PictureCards pictures={pictures} chosen={chosen.success ? chosen.data : null} path={PATH} />
    </>
  );
}
