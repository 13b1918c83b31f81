import type { OwnProfile } from "@/server/features/people/profile/queries";
import { profileQuestions } from "@/server/features/people/profile/schema";
import { findLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { type SpokenBlock, spokenLine } from "./rules";

/** The page of what an adult has said of how they are reached: each question with its answer, a language by its own name in itself. */
export function spokenProfile(own: OwnProfile, language: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (key: string) => spokenLine(t(`profile.${key}`), language);
  const sayLanguage = (tag: string) => spokenLine(findLanguage(tag)?.ownName ?? tag, tag);
  const answers = {
    speaks: () => own.spokenLanguages.flatMap(sayLanguage),
    reading: () => say(`reading.${own.readingNeed}`),
    reading_language: () => (own.readingLanguage ? sayLanguage(own.readingLanguage) : []),
    prefers: () => own.prefers.flatMap((each) => say(`prefers.${each}`)),
    interpreter: () => say(`interpreter.${own.needsInterpreter ? "yes" : "no"}`),
  };
  const questions = profileQuestions.filter((question) => question !== "reading_language" || own.readingNeed !== "does_not_read");
  const all = questions.every((question) => own.answered.includes(question));
  return [
    { id: "title", heading: true, sentences: [...say("family.title"), ...say("family.lead"), ...say(all ? "family.again" : "family.start")] },
    ...questions.map((question) => ({
      id: question, heading: true, sentences: [...say(`short.${question}`), ...(own.answered.includes(question) ? answers[question]() : say("family.notSaid")), ...say("family.change")],
    })),
    { id: "private", heading: false, sentences: say("family.private") },
  ];
}
