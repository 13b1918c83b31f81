import { bigDay, easyBlock, easyLine, easyWords } from "@/server/features/languages/easy/rules";
import type { EasyPage } from "@/server/features/languages/easy/schema";
import type { Idea } from "@/server/features/languages/pictures/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { formatDate, isolateCode, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnCelebration } from "../celebrations/queries";
import type { OwnSuccess } from "../queries";
import { categoryPictures, pictureOf } from "../rules";

/** What has to be said about words that are not translated, or not checked. */
const notesIn = (t: ReturnType<typeof translatorFor>) => ({ foreign: t("newsletters.signs.untranslated"), unchecked: t("newsletters.signs.unchecked") });

/** A success in easy read: what the child did, who says so, and what one can do now. */
export function easySuccess(success: OwnSuccess, tag: string, school: SchoolFacts): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const { child, category, sentence, words, by, at } = success;
  const line = (idea: Parameters<typeof easyLine>[0], text: string) => easyLine(idea, text, language, language);
  const notes = notesIn(t);
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

/**
 * An invitation to a celebration in easy read: when, where and how to answer first, then who is celebrated.
 * @param medium on the page one presses a button below; on paper one opens the page, or rings
 */
export function easyCelebration(celebration: OwnCelebration, tag: string, school: SchoolFacts, medium: "page" | "paper"): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const { kind, state, startsAt, endsAt, place, children, words, answer, open, clip } = celebration;
  const line = (idea: Idea, text: string, spoken = language) => easyLine(idea, text, spoken, language);
  const when = [formatDate(language, startsAt, "moment", school.zone), t("rewards.celebrate.until", { time: isolateCode(formatDate(language, endsAt, "time", school.zone)) })];
  return {
    language, dir, heading: t(`rewards.celebrate.kinds.${kind}`), subheading: isolateName(school.name), date: { ...bigDay(language, startsAt, school.zone), label: t("rewards.celebrate.title") },
    blocks: [
      ...easyBlock("do", t("rewards.easy.do"), [
        ...(state === "cancelled" ? [line("no", t("rewards.celebrate.isCancelled"))] : [{ idea: "calendar" as const, sentences: when }, line("map", place, SOURCE_LANGUAGE)]),
        ...(open ? [{ idea: "ask" as const, sentences: [t("rewards.celebrate.question"), t(medium === "page" ? "rewards.easy.press" : "rewards.easy.tell")] }] : []),
        ...(answer && open ? [line(answer.says === "no" ? "no" : answer.says === "work" ? "film" : "yes", t("rewards.celebrate.youSaid", { answer: t(`rewards.celebrate.says.${answer.says}`) }))] : []),
        line("phone", t("newsletters.easy.ask", { phone: isolateCode(school.phone) })),
      ], "do"),
      ...easyBlock("who", t("rewards.easy.who"), children.map(({ name, sentence }) => line("medal", sentence ?? isolateName(name)))),
      ...easyBlock("words", t("rewards.family.ownWords"), words ? [easyWords("letter", words, language, notesIn(t))] : []),
      // On the page the film itself follows.
      ...easyBlock("film", t("rewards.celebrate.film"), clip && medium === "paper" ? [line("film", t("rewards.easy.film")), line("stop", t("rewards.celebrate.doNotShare"))] : []),
    ],
  };
}
