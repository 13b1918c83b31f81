import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { isolateCode } from "@/server/lib/i18n/format";

import { PageShell } from "../shell/page-shell";
import { type Block, ListenView, SilenceNotice, silenceOf } from "./listen-view";

interface Props {
  blocks: Block[];
  /** The page that is heard, without its language. */
  of: string;
  /** Where its sounds are: a sentence by its hash, a block by its place. */
  sounds: string;
  phone: string;
  /** Its own address, where it is not `of` with "/listen" behind it. */
  at?: string;
  /** What stands behind the address of the page that is heard: "?child=…". */
  query?: string;
  /** More to do where there is no voice. */
  more?: ReactNode;
}

/** A page of a family, to be heard: the way back, what to do without a voice, and the sentences. */
export async function ListenPage({ blocks, of, sounds, phone, at: own = `${of}/listen`, query = "", more }: Props) {
  const [t, locale] = await Promise.all([getTranslations("listen"), getLocale()]);
  const at = (part: string | number) => `${sounds}/${part}?lang=${locale}`;
  return (
    <PageShell path={`${own}${query}`}>
      <p><a href={`/${locale}${of}${query}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("titlePage")}</h1>
      <SilenceNotice silence={silenceOf(blocks, locale)}>
        <p>{t("none.school", { phone: isolateCode(phone) })}</p>
        {more}
      </SilenceNotice>
      <ListenView blocks={blocks} language={locale} sentenceAt={at} blockAt={at} />
    </PageShell>
  );
}
