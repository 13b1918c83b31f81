import { type SpokenBlock, type SpokenSentence, spokenSentences, stopped } from "@/server/features/languages/speech/rules";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnVisit } from "../queries";

/** The visits to an adult in the order of their page, a block a visit. All of it is private. */
export function spokenVisits(visits: readonly OwnVisit[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...say(stopped(t("visits.family.title"), language)), ...say(t("visits.family.lead"))] };
  if (visits.length === 0) return [lead, { id: "empty", heading: true, sentences: [...say(stopped(t("visits.family.emptyTitle"), language)), ...say(t("visits.family.emptyText"))] }];
  return [lead, ...visits.map(({ id, state, child, purpose, startsAt }): SpokenBlock => ({
    id: `visit-${id}`, heading: true,
    sentences: [
      ...say(stopped(t("visits.family.about", { child: isolateName(child) }), language)), ...say(stopped(t(`visits.states.${state}`), language)), ...say(stopped(t(`visits.purposes.${purpose}`), language)),
      ...(startsAt ? say(stopped(formatDate(language, startsAt, "moment", zone), language)) : []),
    ],
  }))];
}

/** A visit in the order of its page: what was agreed, what it is about, who comes, and the times from which one can choose. All of it is private. */
export function spokenVisit(visit: OwnVisit, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: true });
  const { child, purpose, words, visitors, minutes, interpreter, place, startsAt, slots, state } = visit;
  const moment = (at: Date) => stopped(formatDate(language, at, "moment", zone), language);
  return [
    { id: "about", heading: true, sentences: [...say(t("visits.family.about", { child: isolateName(child) })), ...say(stopped(t(`visits.purposes.${purpose}`), language)), ...say(words.body, words.language)] },
    ...(startsAt && place ? [{ id: "agreed", heading: true, sentences: [...say(`${t("visits.family.agreed")}:`), ...say(moment(startsAt)), ...say(stopped(t(`visits.places.${place}`), language))] }] : []),
    { id: "who", heading: false, sentences: [...say(stopped(t("visits.family.who", { names: formatList(language, visitors.map(isolateName)) }), language)), ...say(t("visits.family.minutes", { minutes })), ...(interpreter === "none" ? [] : say(t("visits.family.interpreter")))] },
    ...(state === "offered" || state === "booked" ? [{ id: "when", heading: true, sentences: [...say(t("visits.family.when")), ...slots.flatMap(({ startsAt: at }) => say(moment(at))), ...say(t("visits.family.free"))] }] : []),
    ...(state === "cancelled" ? [{ id: "cancelled", heading: false, sentences: say(t("visits.family.cancelled")) }] : []),
  ];
}
