import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateCode, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { FamilyThread, FamilyThreads, Member } from "../queries";
import { ANSWER_DAYS, type Team } from "../schema";

/** An adult's conversations in the order of their page, a block a child: the first sentence of all says what the page is. All of it is private. */
export function spokenThreads(children: readonly FamilyThreads[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("messages.family.title")), ...say(t("messages.family.lead"))] };
  if (children.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("messages.family.emptyTitle")), ...say(t("messages.family.emptyText"))] }];
  return [lead, ...children.map(({ pupil, threads, open }): SpokenBlock => ({
    id: `child-${pupil.id}`, heading: true,
    sentences: [
      ...line(t("messages.family.about", { child: isolateName(pupil.givenName) })),
      ...threads.flatMap(({ team, lastAt, isNew }) => [
        ...line(t(`messages.teams.${team}`)), ...(isNew ? line(t("messages.family.new")) : []), ...line(t("messages.family.last", { date: formatDate(language, lastAt, "shortDay", zone) })),
      ]),
      ...open.flatMap((team) => line(t("messages.family.write", { team: t(`messages.teams.${team}`) }))),
    ],
  }))];
}

/** A conversation in the order of its page, a block a message. What somebody wrote is spoken in the language it is read in, and is private. */
export function spokenThread(thread: FamilyThread, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const title = t("messages.family.with", { team: t(`messages.teams.${thread.team}`), child: isolateName(thread.pupil.givenName) });
  return [
    { id: "with", heading: true, sentences: [...say(title), ...(thread.posts.length === 0 ? say(t("messages.family.nothing")) : [])] },
    ...thread.posts.map((post): SpokenBlock => ({
      id: `post-${post.id}`, heading: true,
      sentences: [
        ...line(`${post.own ? t("messages.family.you") : post.author}, ${formatDate(language, post.at, "shortDay", zone)}`),
        ...(post.sign ? say(t(`messages.signs.${post.sign}`)) : []),
        ...(post.words ? spokenSentences(post.words.body, post.words.language, { named: true }) : []),
        ...post.files.flatMap(({ type }) => say(t(`messages.family.${type === "image/jpeg" ? "photo" : "document"}`, { name: isolateName(post.author) }))),
      ],
    })),
  ];
}

/** The page on which a first message is written, in its order: to whom and about whom, how to write, and when an answer comes. */
export function spokenNew(to: { team: Team; child: string; members: readonly Member[]; phone: string }, language: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const family = (key: string, values?: Record<string, string | number>) => say(t(`messages.family.${key}`, values));
  const gone = to.members.flatMap(({ name, away }) => {
    if (!away) return [];
    const values = { name: isolateName(name), date: formatDate(language, away.untilOn, "shortDay", "UTC") };
    return away.cover ? family("awayCover", { ...values, cover: isolateName(away.cover.name) }) : family("away", values);
  });
  return [
    { id: "with", heading: true, sentences: line(t("messages.family.with", { team: t(`messages.teams.${to.team}`), child: isolateName(to.child) })) },
    { id: "write", heading: true, sentences: [...line(t("messages.family.writeTitle")), ...family("hint")] },
    { id: "words", heading: false, sentences: family("words") },
    { id: "voice", heading: false, sentences: say(t("listen.voiceNote.label")) },
    { id: "files", heading: false, sentences: [...line(t("messages.family.files")), ...family("filesHint")] },
    { id: "hours", heading: false, sentences: [...gone, ...family("hours", { days: ANSWER_DAYS }), ...family("urgent", { phone: isolateCode(to.phone) }), ...family("private")] },
  ];
}
