import { bigDay, easyBlock, easyLine, easyWords } from "@/server/features/languages/easy/rules";
import type { EasyPage } from "@/server/features/languages/easy/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnSuccess } from "../queries";
import { categoryPictures, pictureOf } from "../rules";

/** A success in easy read: what the child did, who says so, and what one can do now. */
export function easySuccess(success: OwnSuccess, tag: string, school: SchoolFacts): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const { child, category, sentence, words, by, at } = success;
  const line = (idea: Parameters<typeof easyLine>[0], text: string) => easyLine(idea, text, language, language);
  const notes = { foreign: t("newsletters.signs.untranslated"), unchecked: t("newsletters.signs.unchecked") };
  return {
    language, dir, heading: t("rewards.family.about", { child: isolateName(child) }), subheading: isolateName(school.name), date: { ...bigDay(language, at, school.zone), label: t("rewards.family.title") },
    blocks: [
      ...easyBlock("news", t(`rewards.categories.${category}`), [
        ...(sentence ? [line(pictureOf(success), sentence)] : []), ...(words ? [easyWords(sentence ? "letter" : categoryPictures[category], words, language, notes)] : []), ...(by ? [line("teacher", `${t("rewards.family.by", { name: isolateName(by) })}.`)] : []),
      ]),
      ...easyBlock("do", t("rewards.easy.do"), [line("talk", t("rewards.easy.talk", { child: isolateName(child) })), line("thanks", t("rewards.easy.answer")), line("phone", t("newsletters.easy.ask", { phone: isolateCode(school.phone) }))], "do"),
    ],
  };
}
