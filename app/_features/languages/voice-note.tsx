import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { languageName } from "@/server/lib/i18n/names";

import { transcribeAction } from "./voice-actions";
import type { TranscribedOn } from "./voice-places";

interface Note {
  id: string;
  from: string;
  language: string;
  transcript: string | null;
}

/** What a parent said, for staff: who, in which language, the sound, and what a colleague wrote down of it. */
export async function VoiceNote({ note, back }: { note: Note; back: TranscribedOn }) {
  const [t, locale] = await Promise.all([getTranslations("listen.voiceNote"), getLocale()]);
  const said = t("from", { name: note.from, language: languageName(locale, note.language) });
  return (
    <div className="mt-2 grid gap-2">
      <p>{said}</p>
      <audio controls preload="none" src={`/api/listen/note/${note.id}`} className="w-full min-w-56" aria-label={said} />
      <details open={note.transcript !== null}>
        <summary className="min-h-11 content-center">{t("transcript")}</summary>
        <form action={transcribeAction} className="grid gap-2">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="noteId" value={note.id} />
          <textarea name="body" rows={2} maxLength={2000} required className="input" lang="en" aria-label={`${t("transcript")}: ${note.from}`} defaultValue={note.transcript ?? ""} />
          <button className="button button-quiet button-small justify-self-start">{t("save")}<span className="sr-only">: <bdi>{note.from}</bdi></span></button>
        </form>
      </details>
    </div>
  );
}
