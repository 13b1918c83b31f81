import { drawnSvg } from "@/server/features/languages/pictures/queries";
import type { ReaderText } from "@/server/features/languages/queries";
import type { SchoolFacts } from "@/server/lib/context";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { findLanguage, pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { CertificatePrint } from "@/server/lib/pdf/models";

import type { OwnSuccess } from "../queries";
import { bankSentence, pictureOf } from "../rules";

type Half = CertificatePrint["halves"][number];

/** One language's half of a certificate: the same child, sentence, day and name in it. */
function halfOf(success: OwnSuccess, tag: string, words: Pick<ReaderText, "body" | "language"> | null, school: SchoolFacts): Half {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const { child, form, category, statement, by, at } = success;
  return {
    lang: language, dir, heading: t("rewards.certificate.title"), given: t("rewards.certificate.for"), name: child, category: t(`rewards.categories.${category}`),
    ...(statement ? { sentence: bankSentence(language, statement, { name: child, form }) } : {}),
    ...(words ? { words: { text: words.body, ...(words.language === language ? {} : { lang: words.language, dir: findLanguage(words.language)?.dir ?? "ltr" as const }) } } : {}),
    date: formatDate(language, at, "day", school.zone), ...(by ? { by: t("rewards.family.by", { name: isolateName(by) }) } : {}),
  };
}

/** A certificate as its printed copy takes it: in English and, below, in the reader's language; once where they are the same. */
export function toPrint(success: OwnSuccess, language: string, english: ReaderText | null, school: SchoolFacts): CertificatePrint {
  const source = halfOf(success, SOURCE_LANGUAGE, english && { body: english.source, language: english.sourceLanguage }, school);
  // Words that are not translated yet stand in the English half alone.
  const own = success.words && success.words.language === language ? success.words : success.statement ? null : success.words;
  const halves = language === SOURCE_LANGUAGE ? [source] : [source, halfOf(success, language, own, school)];
  return { lang: SOURCE_LANGUAGE, dir: "ltr", title: `${translatorFor(language)("rewards.certificate.title")}: ${success.child}`, school: { name: school.name }, halves, picture: "mark", svgs: { mark: drawnSvg(pictureOf(success)), medal: drawnSvg("medal") } };
}
