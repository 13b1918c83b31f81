import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences, stopped } from "@/server/features/languages/speech/rules";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnVisit } from "../queries";

/** The visits to an adult in the order of their page, a block a visit. All of it is private. */
export function spokenVisits(visits: readonly OwnVisit[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("visits.family.title")), ...say(t("visits.family.lead"))] };
  if (visits.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("visits.family.emptyTitle")), ...say(t("visits.family.emptyText"))] }];
  return [lead, ...visits.map(({ id, state, child, purpose, startsAt }): SpokenBlock => ({
    id: `visit-${id}`, heading: true,
    sentences: [
      ...line(t("visits.family.about", { child: isolateName(child) })), ...line(t(`visits.states.${state}`)), ...line(t(`visits.purposes.${purpose}`)),
      ...(startsAt ? line(formatDate(language, startsAt, "moment", zone)) : []),
    ],
  }))];
}

/** A visit in the order of its page: what was agreed, what it is about, who comes, and the times from which one can choose. All of it is private. */
export function spokenVisit(visit: OwnVisit, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: true });
  const line = (text: string, tag = language) => spokenLine(text, tag, true);
  const { child, purpose, words, visitors, minutes, interpreter, place, startsAt, slots, state } = visit;
  const moment = (at: Date) => stopped(formatDate(language, at, "moment", zone), language);
  return [
    { id: "about", heading: true, sentences: [...say(t("visits.family.about", { child: isolateName(child) })), ...line(t(`visits.purposes.${purpose}`)), ...say(words.body, words.language)] },
    ...(startsAt && place ? [{ id: "agreed", heading: true, sentences: [...say(`${t("visits.family.agreed")}:`), ...say(moment(startsAt)), ...line(t(`visits.places.${place}`))] }] : []),
    { id: "who", heading: false, sentences: [...line(t("visits.family.who", { names: formatList(language, visitors.map(isolateName)) })), ...say(t("visits.family.minutes", { minutes })), ...(interpreter === "none" ? [] : say(t("visits.family.interpreter")))] },
    ...(state === "offered" || state === "booked" ? [{ id: "when", heading: true, sentences: [...say(t("visits.family.when")), ...slots.flatMap(({ startsAt: at }) => say(moment(at))), ...say(t("visits.family.free"))] }] : []),
    ...((state === "offered" || state === "booked") && slots.length > 0 ? [{ id: "where", heading: false, sentences: [...line(t("visits.family.where")), ...line(t("visits.family.placeWords")), ...say(t("visits.family.placeHint")), ...say(t("listen.voiceNote.label"))] }] : []),
    ...(state === "cancelled" ? [{ id: "cancelled", heading: false, sentences: say(t("visits.family.cancelled")) }] : []),
  ];
}
