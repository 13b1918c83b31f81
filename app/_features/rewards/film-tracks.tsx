import { findLanguage } from "@/server/lib/i18n/languages";

import { captionsAt } from "./places";

/** The captions of a film in a language, named as its readers name it. The first of them is shown unless the viewer chooses another. */
export function CaptionTrack({ celebrationId, language, first = false }: { celebrationId: string; language: string; first?: boolean }) {
  return <track kind="captions" src={captionsAt(celebrationId, language)} srcLang={language} label={findLanguage(language)?.ownName ?? language} default={first} />;
}
