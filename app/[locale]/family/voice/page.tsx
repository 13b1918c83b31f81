import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { VoiceForm } from "@/app/_features/languages/voice-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { RECORDING_SECONDS } from "@/server/features/languages/speech/schema";

const PATH = "/family/voice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen.help"))("title") };
}

/** A parent reads one sentence out for other families, in the language of the page. `?n=` passes over so many. */
export default async function LendVoicePage({ searchParams }: { searchParams: Promise<{ n?: string | string[] }> }) {
  const [t, note, locale, api, { n }] = await Promise.all([getTranslations("listen.help"), getTranslations("listen.voiceNote"), getLocale(), getApi(), searchParams]);
  const pages = await orRedirect(locale, PATH, api.languages.speech.wanted({ language: locale }));
  const wanted = [...pages.map((each) => ({ ...each, source: "page" as const })), ...(await api.reports.listening.wanted({ language: locale })).map((each) => ({ ...each, source: "bank" as const }))];
  const place = wanted.length > 0 ? (Math.abs(Number.parseInt(String(n ?? 0), 10)) || 0) % wanted.length : 0;
  const sentence = wanted[place];
  return (
    <PageShell path={PATH}>
      <h1>{t("title")}</h1>
      <FlashNotice path={PATH} namespace="listen" />
      {sentence ? (
        <>
          <p>{t("lead")}</p>
          <section className="card card-now grid gap-2">
            <p>{t("read")}</p>
            <p className="text-lg font-bold">{sentence.text}</p>
          </section>
          <VoiceForm from="family" source={sentence.source} language={locale} sentence={sentence}>
            <div data-record="" data-seconds={RECORDING_SECONDS} data-stop={note("stop")} hidden className="grid gap-2">
              <button type="button" className="button"><Icon name="microphone" /><span>{note("record")}</span></button>
              <audio controls hidden className="w-full" aria-label={note("yours")} />
            </div>
          </VoiceForm>
          <p><a href={`/${locale}${PATH}?n=${place + 1}`} className="inline-flex min-h-12 items-center">{t("skip")}</a></p>
          <script src="/enhance.js" defer />
        </>
      ) : <p>{t("none")}</p>}
    </PageShell>
  );
}
