import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice } from "@/app/_ui/field";
import { RECORDING_SECONDS } from "@/server/features/languages/speech/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import { decideRecordingAction } from "./voice-actions";
import { Recorder } from "./recorder";
import { VoiceForm } from "./voice-form";

interface Recording {
  id: string;
  language: string;
  text: string;
  recordedBy: string;
  mine: boolean;
}

/** Recordings that nobody has let through yet: hear, then decide. Nobody decides on their own voice. */
export async function WaitingRecordings({ recordings, mayApprove }: { recordings: Recording[]; mayApprove: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("listen.recordings"), getLocale()]);
  return (
    <section className="grid gap-3" aria-labelledby="waiting">
      <h2 id="waiting">{t("waiting")}</h2>
      {recordings.length === 0 ? <p className="text-ink-soft">{t("noneWaiting")}</p> : null}
      <ul className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-3 wrap-anywhere">
        {recordings.map((recording) => (
          <li key={recording.id} className="card grid gap-2 p-4">
            <p lang={recording.language} dir={pageLanguage(recording.language).dir} className="font-bold">{recording.text}</p>
            <p className="text-ink-soft">{t("by", { name: recording.recordedBy })}</p>
            {recording.mine ? <p>{t("own")}</p> : <audio controls preload="none" src={`/api/listen/recording/${recording.id}`} aria-label={recording.text} />}
            {mayApprove && !recording.mine ? (
              <form action={decideRecordingAction} className="flex flex-wrap gap-2">
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="recordingId" value={recording.id} />
                <button name="decision" value="approve" className="button button-small">{t("approve")}<span className="sr-only">: <bdi lang={recording.language}>{recording.text}</bdi></span></button>
                <button name="decision" value="refuse" className="button button-stop button-small">{t("refuse")}<span className="sr-only">: <bdi lang={recording.language}>{recording.text}</bdi></span></button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which language one reads in; those that no computer speaks stand first and say so. */
export async function LanguageChoice({ choices, value }: { choices: { tag: string; needed: boolean }[]; value: string }) {
  const [t, common, locale] = await Promise.all([getTranslations("listen.recordings"), getTranslations("common.actions"), getLocale()]);
  const options = choices.map(({ tag, needed }) => ({ value: tag, label: needed ? t("needed", { language: listedLanguage(locale, tag) }) : listedLanguage(locale, tag) }));
  return (
    <form className="flex max-w-xl flex-wrap items-end gap-3">
      <div className="min-w-48 flex-1"><Choice name="language" label={t("language")} value={value} options={options} /></div>
      <button className="button button-quiet">{common("show")}</button>
    </form>
  );
}

const SHOWN = 12;

/** The next sentences that lack a voice, each with its recorder. */
export async function WantedSentences({ title, source, language, sentences }: { title: string; source: "page" | "bank"; language: string; sentences: { hash: string; text: string }[] }) {
  const [t, note] = await Promise.all([getTranslations("listen.recordings"), getTranslations("listen.voiceNote")]);
  const words = { record: note("record"), stop: note("stop"), yours: note("yours") };
  return (
    <section className="grid gap-3">
      <h2>{title}</h2>
      <p className="text-ink-soft">{sentences.length === 0 ? t("none") : t("left", { n: sentences.length })}</p>
      <ul className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-3 wrap-anywhere">
        {sentences.slice(0, SHOWN).map((sentence) => (
          <li key={sentence.hash} className="card grid gap-3 p-4">
            <p lang={language} dir={pageLanguage(language).dir} className="text-base">{sentence.text}</p>
            <VoiceForm from="staff" source={source} language={language} sentence={sentence}><Recorder words={words} seconds={RECORDING_SECONDS} /></VoiceForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
