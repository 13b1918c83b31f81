import { getTranslations } from "next-intl/server";

import { SaidNote } from "../shell/said-note";
import type { Guests } from "./answers";
import { writeDownAction } from "./staff-actions-voice";

type Row = Guests["sessions"][number]["rows"][number];

/** What a visitor said of their place, and what a colleague wrote down of it. */
export async function GuestVoice({ eventId, row, voice }: { eventId: string; row: Row; voice: Row["voices"][number] }) {
  const [book, place] = await Promise.all([getTranslations("events.book"), getTranslations("events.place")]);
  const { id, part, language, written } = voice;
  return <SaidNote id={id} about={part === "words" ? book("words") : place("feedback")} from={row.name} language={language} src={`/api/events/voices/${id}`} written={written} action={writeDownAction} fields={{ eventId, voiceId: id }} />;
}
