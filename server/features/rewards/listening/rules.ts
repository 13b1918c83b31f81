import { type SpokenBlock, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnSuccess } from "../queries";

/** A success in the order of its page. All of it names the child or was written by somebody: its sounds are this success's own. */
export function spokenSuccess(success: OwnSuccess, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const { child, category, sentence, words, by, at } = success;
  const said = sentence ? spokenSentences(sentence, language, { named: true }) : [];
  return [
    {
      id: "news", heading: true,
      sentences: [...spokenSentences(t("rewards.family.about", { child: isolateName(child) }), language), ...spokenSentences(`${t(`rewards.categories.${category}`)}.`, language), ...said, ...spokenSentences(`${formatDate(language, at, "day", zone)}.`, language)],
    },
    ...(words ? [{
      id: "words", heading: true,
      sentences: [
        ...spokenSentences(`${t("rewards.family.ownWords")}.`, language), ...(words.sign ? spokenSentences(t(`newsletters.signs.${words.sign}`), language) : []),
        ...spokenSentences(words.body, words.language, { named: true }), ...(by ? spokenSentences(`${t("rewards.family.by", { name: isolateName(by) })}.`, language) : []),
      ],
    }] : []),
  ];
}
