import { type SpokenBlock, spokenLine, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnConsent } from "@/server/features/people/photos/queries";
import { uses } from "@/server/features/people/photos/schema";

import type { OwnCelebration } from "../celebrations/queries";
import { says } from "../celebrations/schema";
import type { OwnSuccess } from "../queries";

/** A success in the order of its page. All of it names the child or was written by somebody: its sounds are this success's own. */
export function spokenSuccess(success: OwnSuccess, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const { child, category, sentence, words, by, at } = success;
  const said = sentence ? spokenSentences(sentence, language, { named: true }) : [];
  return [
    {
      id: "news", heading: true,
      sentences: [...spokenSentences(t("rewards.family.about", { child: isolateName(child) }), language), ...spokenLine(t(`rewards.categories.${category}`), language), ...said, ...spokenLine(formatDate(language, at, "day", zone), language)],
    },
    ...(words ? [{
      id: "words", heading: true,
      sentences: [
        ...spokenLine(t("rewards.family.ownWords"), language), ...(words.sign ? spokenSentences(t(`newsletters.signs.${words.sign}`), language) : []),
        ...spokenSentences(words.body, words.language, { named: true }), ...(by ? spokenLine(t("rewards.family.by", { name: isolateName(by) }), language) : []),
      ],
    }] : []),
  ];
}

/** The page of all good news in its order: celebrations, then a block a success. All of it is private. */
export function spokenRewards(successes: readonly OwnSuccess[], celebrations: readonly OwnCelebration[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenSentences(text, tag, { named: true });
  const line = (text: string, tag = language) => spokenLine(text, tag, true);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("rewards.family.title")), ...say(t("rewards.family.lead"))] };
  const empty: SpokenBlock = { id: "empty", heading: true, sentences: [...line(t("rewards.family.emptyTitle")), ...say(t("rewards.family.emptyText"))] };
  return [
    lead,
    ...celebrations.map(({ id, kind, state, startsAt, answer, open }): SpokenBlock => ({
      id: `celebration-${id}`, heading: true,
      sentences: [
        ...line(t(`rewards.celebrate.kinds.${kind}`)), ...line(formatDate(language, startsAt, "moment", zone)),
        ...(state === "cancelled" ? line(t("rewards.celebrate.states.cancelled")) : open && !answer ? line(t("rewards.celebrate.answerOpen")) : []),
      ],
    })),
    ...(successes.length === 0 ? [empty] : successes.map(({ id, child, category, sentence, words, at }): SpokenBlock => ({
      id: `success-${id}`, heading: true,
      sentences: [...line(`${child}: ${t(`rewards.categories.${category}`)}`), ...line(formatDate(language, at, "day", zone)), ...(sentence ? say(sentence) : []), ...(words ? say(words.body, words.language) : [])],
    }))),
  ];
}

/** One celebration in the order of its page: when and where, who is celebrated, how to answer, and what is said in the film. All of it is private. */
export function spokenCelebration(celebration: OwnCelebration, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenSentences(text, tag, { named: true });
  const line = (text: string, tag = language) => spokenLine(text, tag, true);
  const word = (key: string, values?: Record<string, string>) => t(`rewards.celebrate.${key}`, values);
  const { kind, state, startsAt, endsAt, place, words, children, answer, open, clip } = celebration;
  return [
    {
      id: "when", heading: true,
      sentences: [
        ...line(word(`kinds.${kind}`)), ...(state === "cancelled" ? say(word("isCancelled")) : []), ...line(formatDate(language, startsAt, "moment", zone)), ...line(word("until", { time: formatDate(language, endsAt, "time", zone) })), ...say(`${place}.`, "en"),
      ],
    },
    { id: "who", heading: false, sentences: children.flatMap(({ name, sentence }) => [...line(name), ...(sentence ? say(sentence) : [])]) },
    ...(words ? [{ id: "words", heading: false, sentences: [...(words.sign ? say(t(`newsletters.signs.${words.sign}`)) : []), ...say(words.body, words.language)] }] : []),
    ...(open ? [{ id: "answer", heading: true, sentences: [...say(word("question")), ...say(word("questionHint")), ...says.flatMap((each) => line(word(`says.${each}`))), ...(answer ? line(word("youSaid", { answer: word(`says.${answer.says}`) })) : [])] }] : []),
    ...(clip ? [{ id: "film", heading: true, sentences: [...line(word("film")), ...say(word("doNotShare")), ...(clip.words ? say(clip.words.body, clip.words.language) : [])] }] : []),
  ];
}

/** The page on which an adult says yes or no to photos and films, a block a child. All of it is private. */
export function spokenConsents(consents: readonly OwnConsent[], language: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string) => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const word = (key: string, values?: Record<string, string>) => t(`rewards.consent.${key}`, values);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(word("title")), ...say(word("lead")), ...(consents.length > 0 ? say(word("rules")) : [])] };
  if (consents.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(word("emptyTitle")), ...say(word("emptyText"))] }];
  const stateOf = (given: boolean | null) => (given === null ? "open" : given ? "yes" : "no");
  return [lead, ...consents.map(({ pupilId, child, answers }): SpokenBlock => ({
    id: `child-${pupilId}`, heading: true, sentences: [...line(word("about", { child: isolateName(child) })), ...uses.flatMap((use) => [...line(word(`uses.${use}`)), ...say(word(`now.${stateOf(answers[use])}`))])],
  }))];
}
