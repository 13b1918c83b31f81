import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";

interface Props {
  from: "staff" | "family";
  source: "page" | "bank";
  language: string;
  sentence: { hash: string; text: string };
  /** How one records in this browser, beside the file box. */
  children: ReactNode;
}

/** The form that sends one person's voice for one sentence. A file box, so that it works without script. */
export async function VoiceForm({ from, source, language, sentence, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations("listen.recordings"), getLocale()]);
  return (
    <form action="/api/listen/record" method="post" encType="multipart/form-data" className="grid gap-3">
      {Object.entries({ locale, from, source, language, sentence: sentence.hash }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {children}
      <label className="field"><span className="font-bold">{t("file")}</span>
        <input type="file" name="voice" accept="audio/*" capture required className="input" />
      </label>
      <button className="button button-quiet justify-self-start">{t("send")}<span className="sr-only">: <bdi lang={language}>{sentence.text}</bdi></span></button>
    </form>
  );
}
