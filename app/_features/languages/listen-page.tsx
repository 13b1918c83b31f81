import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { PhoneSentence } from "@/app/_ui/phone";
import type { SpokenPage } from "@/server/features/languages/speech/schema";

import { PageShell } from "../shell/page-shell";
import { type Block, ListenView, SilenceNotice, silenceOf } from "./listen-view";

interface FixedProps {
  /** The words that are heard: the same for everybody, and so are their sounds. */
  page: SpokenPage;
  blocks: Block[];
  /** The page that is heard and its query, without its language, and where it is heard. */
  of: string;
  at: string;
  phone: string;
}

/** A page whose words are the same for everybody, to be heard. */
export async function FixedListenPage({ page, blocks, of, at, phone }: FixedProps) {
  const locale = await getLocale();
  return <Heard blocks={blocks} of={of} at={at} phone={phone} sentenceAt={(hash) => `/api/listen/${hash}`} blockAt={(place) => `/api/listen/page/${page}/${place}?lang=${locale}`} />;
}

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
  const locale = await getLocale();
  const at = (part: string | number) => `${sounds}/${part}?lang=${locale}`;
  return <Heard blocks={blocks} of={`${of}${query}`} at={`${own}${query}`} phone={phone} more={more} sentenceAt={at} blockAt={at} />;
}

interface HeardProps extends Omit<FixedProps, "page"> {
  more?: ReactNode;
  sentenceAt: (hash: string) => string;
  blockAt: (place: number) => string;
}

async function Heard({ blocks, of, at, phone, more, sentenceAt, blockAt }: HeardProps) {
  const [t, locale] = await Promise.all([getTranslations("listen"), getLocale()]);
  return (
    <PageShell path={at}>
      <p><a href={`/${locale}${of}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("titlePage")}</h1>
      <SilenceNotice silence={silenceOf(blocks, locale)}>
        <p><PhoneSentence text={t("none.school", { phone })} number={phone} /></p>
        {more}
      </SilenceNotice>
      <ListenView blocks={blocks} language={locale} sentenceAt={sentenceAt} blockAt={blockAt} />
    </PageShell>
  );
}
