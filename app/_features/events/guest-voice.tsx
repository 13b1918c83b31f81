import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice } from "@/app/_ui/field";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { languageName } from "@/server/lib/i18n/names";

import { SaidWords } from "../shell/said-words";
import type { Guests } from "./answers";
import { writeDownAction } from "./staff-actions-voice";

type Row = Guests["sessions"][number]["rows"][number];

/** What a visitor said: in which language, the sound, what a colleague wrote down of it, and the box to do so. */
export async function GuestVoice({ eventId, row, voice }: { eventId: string; row: Row; voice: Row["voices"][number] }) {
  const [t, book, place, staff, locale] = await Promise.all([getTranslations("listen"), getTranslations("events.book"), getTranslations("events.place"), getTranslations("events.staff"), getLocale()]);
  const { id, part, language, written } = voice;
  const said = t("voiceNote.from", { name: row.name, language: languageName(locale, language) });
  return (
    <div className="mt-2 grid gap-2">
      <p><b>{part === "words" ? book("words") : place("feedback")}</b> {said}</p>
      <audio controls preload="none" src={`/api/events/voices/${id}`} className="w-full min-w-56" aria-label={said} />
      {written ? <SaidWords words={written} untranslated={staff("notTranslated", { language: languageName(locale, written.sourceLanguage) })} /> : null}
      <details>
        <summary className="min-h-11 content-center">{staff("writeDown")}</summary>
        <form action={writeDownAction} className="grid gap-2">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="eventId" value={eventId} />
          <input type="hidden" name="voiceId" value={id} />
          <textarea name="words" rows={2} maxLength={2000} required dir="auto" className="input" aria-label={`${staff("writeDown")}: ${row.name}`} defaultValue={written?.source} />
          {language === SOURCE_LANGUAGE ? <input type="hidden" name="language" value={language} /> : (
            <Choice name="language" id={`language-${id}`} label={t("recordings.language")} value={written?.sourceLanguage ?? language} options={[language, SOURCE_LANGUAGE].map((tag) => ({ value: tag, label: languageName(locale, tag) }))} />
          )}
          <button className="button button-quiet button-small justify-self-start">{t("voiceNote.save")}<span className="sr-only">: <bdi>{row.name}</bdi></span></button>
        </form>
      </details>
    </div>
  );
}
