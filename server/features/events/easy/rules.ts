import { bigDay, doFirst, easyBlock, easyLine, easyWords, wordsIn } from "@/server/features/languages/easy/rules";
import type { EasyLine, EasyPage } from "@/server/features/languages/easy/schema";
import type { ExplainedTerm } from "@/server/features/languages/gate/queries";
import type { Idea } from "@/server/features/languages/pictures/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { ReadEvent } from "../queries";
import { sessionText } from "../rules.words";
import { type EventNeedName, type EventWord } from "../schema";

/** The picture beside each piece of an event's words, and beside each thing that can be asked for. */
export const wordIdeas: Record<Exclude<EventWord, "title" | "after">, Idea> = { what: "look", meet: "talk", place: "map", route: "wheelchair" };
export const needIdeas: Record<EventNeedName, Idea> = { interpreter: "interpreter", sign_language: "sign_language", creche: "toy", step_free: "wheelchair", quiet_hour: "quiet", food: "food" };

/** An event in easy read: when and what to do first, then the rest, one idea a line, each beside its picture. */
export function easyEvent(event: ReadEvent, tag: string, terms: readonly ExplainedTerm[], school: SchoolFacts, now: Date): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const notes = { foreign: t("events.signs.untranslated"), unchecked: t("events.signs.unchecked") };
  const line = (idea: Idea, text: string): EasyLine => easyLine(idea, text, language, language);
  const open = event.state === "published" ? event.sessions.filter(({ cancelledAt, endsAt }) => !cancelledAt && endsAt > now) : [];
  const first = open[0];
  const said = (Object.keys(wordIdeas) as (keyof typeof wordIdeas)[]).filter((word) => event.words[word].body !== "");
  return {
    language, dir, heading: event.words.title.body, headingIn: wordsIn(event.words.title.language, language), subheading: isolateName(school.name),
    date: first ? { ...bigDay(language, first.startsAt, school.zone), label: t("events.read.when") } : null,
    blocks: doFirst([
      ...easyBlock("do", t("events.easy.do"), [
        ...(event.state === "cancelled" ? [line("no", t("events.read.cancelled"))] : open.map((session): EasyLine => ({ idea: "calendar", sentences: [sessionText(language, session, school.zone)] }))),
        ...(open.length > 0 ? [line("ticket", t("events.easy.book"))] : []),
        line("phone", t("events.easy.ask", { phone: isolateCode(school.phone) })),
      ], "do"),
      ...said.flatMap((word) => easyBlock(word, t(`events.words.${word}`), [easyWords(wordIdeas[word], event.words[word], language, notes)])),
      ...easyBlock("offers", t("events.read.offers"), event.offers.map((need) => line(needIdeas[need], t(`events.needs.${need}`)))),
      ...easyBlock("terms", t("events.easy.terms"), terms.map(({ term, meaning }): EasyLine => ({ idea: "words", sentences: [isolateName(term), meaning] }))),
    ]),
  };
}
