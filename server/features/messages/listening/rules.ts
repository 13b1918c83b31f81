import { type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { FamilyThread } from "../queries";

/** A conversation in the order of its page, a block a message. What somebody wrote is spoken in the language it is read in, and is private. */
export function spokenThread(thread: FamilyThread, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const title = t("messages.family.with", { team: t(`messages.teams.${thread.team}`), child: isolateName(thread.pupil.givenName) });
  return [
    { id: "with", heading: true, sentences: [...say(title), ...(thread.posts.length === 0 ? say(t("messages.family.nothing")) : [])] },
    ...thread.posts.map((post): SpokenBlock => ({
      id: `post-${post.id}`, heading: true,
      sentences: [
        ...say(`${post.own ? t("messages.family.you") : post.author}, ${formatDate(language, post.at, "shortDay", zone)}.`),
        ...(post.sign ? say(t(`messages.signs.${post.sign}`)) : []),
        ...(post.words ? spokenSentences(post.words.body, post.words.language, { named: true }) : []),
        ...post.files.flatMap(({ type }) => say(t(`messages.family.${type === "image/jpeg" ? "photo" : "document"}`, { name: isolateName(post.author) }))),
      ],
    })),
  ];
}
