import { sentenceHash, type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { hasCatalogue } from "@/server/lib/i18n/languages";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";

import { renderStatement, statements } from "../bank/rules";
import type { FamilyChild } from "../reading/queries";
import type { Paragraph, ReportParts, SubjectPart, Words } from "../reading/rules";

/** What a spoken report is made of. `plain` is the same report about "your child". */
export interface ReportToHear {
  state: "published" | "withdrawn";
  label: string;
  language: string;
  child: string;
  note: Words | null;
  parts: ReportParts | null;
  plain: ReportParts | null;
}

/** What stands in the place of a child's name in sentences that a person may record once for all. */
export function yourChild(language: string): string {
  return translatorFor(language)("listen.yourChild");
}

const fromBank = (paragraph: Paragraph, plain?: Paragraph): SpokenSentence[] => spokenSentences(paragraph.text, paragraph.language, { plain: plain?.text });

/** What somebody wrote may hold names anywhere: it is always private. */
const written = (words: Words): SpokenSentence[] => spokenSentences(words.body, words.language, { named: true });

function wordsBlock(t: Translate, words: Words, language: string): SpokenSentence[] {
  const foreign = words.sign === "untranslated" && words.language !== language;
  return [t("family.report.ownWords"), ...(foreign ? [t("family.report.ownWordsEnglish")] : [])].flatMap((text) => spokenSentences(text, language)).concat(written(words));
}

function subjectBlock(t: Translate, subject: SubjectPart, plain: SubjectPart | undefined, language: string): SpokenSentence[] {
  const marks = [subject.attainment?.label, subject.effort && `${t("reports.scales.effort.title")}: ${subject.effort.label}`, subject.progress && `${t("reports.scales.progress.title")}: ${subject.progress.label}`];
  return [
    ...spokenSentences([subject.name, ...marks].filter(Boolean).join(". "), language),
    ...subject.paragraphs.flatMap((paragraph, n) => fromBank(paragraph, plain?.paragraphs[n])),
    ...(subject.ownWords ? wordsBlock(t, subject.ownWords, language) : []),
  ];
}

/** A report in the order in which it is read on its page, block by block. */
export function spokenReport({ state, label, language, child, note, parts, plain }: ReportToHear): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (key: string, values?: Record<string, string>) => spokenSentences(t(key, values), language);
  const blocks: SpokenBlock[] = [];
  const add = (id: string, sentences: SpokenSentence[]) => {
    if (sentences.length > 0) blocks.push({ id, heading: true, sentences });
  };
  add("label", [...say("reports.page.heading", { name: isolateName(child) }), ...spokenSentences(label, language)]);
  if (state === "withdrawn") add("note", [...say("family.report.withdrawnTitle"), ...(note ? written(note) : []), ...say("family.report.withdrawnText")]);
  else if (note) add("note", [...say("family.report.correctedTitle"), ...written(note)]);
  if (!parts) return blocks;
  for (const kind of ["well", "next"] as const) {
    if (parts[kind].length > 0) add(kind, [...say(`reports.sections.${kind}`), ...parts[kind].flatMap((paragraph, n) => fromBank(paragraph, plain?.[kind][n]))]);
  }
  if (parts.home) add("home", [...say("reports.sections.home"), ...fromBank(parts.home, plain?.home ?? undefined)]);
  if (parts.ownWords) add("words", wordsBlock(t, parts.ownWords, language));
  if (parts.attendance) {
    const { sentence } = parts.attendance;
    add("days", [...say("reports.attendance.title"), ...spokenSentences(sentence.text, sentence.language, { named: true, plain: plain?.attendance?.sentence.text })]);
  }
  if (parts.more.length > 0) add("more", [...say("family.report.more", { name: isolateName(child) }), ...parts.more.flatMap((paragraph, n) => fromBank(paragraph, plain?.more[n]))]);
  for (const [n, subject] of parts.subjects.entries()) add(`subject-${subject.subject}`, subjectBlock(t, subject, plain?.subjects[n], language));
  return blocks;
}

/** A family's own first page: each child and the reports that were sent. */
export function spokenHome(children: readonly FamilyChild[], language: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, named = false) => spokenSentences(text, language, { named });
  return [
    { id: "lead", heading: false, sentences: say(t("family.home.lead")) },
    ...children.map((child) => ({
      id: child.pupilId,
      heading: true,
      sentences: [
        ...say(child.givenName, true),
        ...(child.reports.length === 0 ? say(`${t("family.home.noneTitle")}. ${t("family.home.none")}`) : []),
        ...child.reports.flatMap((report) => [
          ...say(report.label), ...say(t("family.home.sentOn", { date: formatDate(language, report.publishedAt) }), true),
          ...(report.state === "withdrawn" ? say(t("family.home.withdrawn")) : []),
        ]),
      ],
    })),
  ];
}

const banks = new Map<string, ReadonlyMap<string, SpokenSentence>>();

/**
 * The comment bank of a language without names, numbers and subjects, by hash: what a colleague or a parent can read out once
 * and every family hears. In each wording form, because a language may say it differently of a girl and a boy.
 */
export function bankSentences(language: string): ReadonlyMap<string, SpokenSentence> {
  const known = banks.get(language);
  if (known && process.env.NODE_ENV !== "development") return known;
  const made = new Map<string, SpokenSentence>();
  for (const { key, needsNumber, needsSubject } of hasCatalogue(language) ? statements() : []) {
    if (needsNumber || needsSubject) continue;
    for (const form of ["she", "he", "they"] as const) {
      const { text, fallback } = renderStatement(language, { key }, { name: yourChild(language), form });
      for (const { plain } of fallback ? [] : spokenSentences(text, language, { plain: text })) {
        if (plain) made.set(sentenceHash(language, plain), { text: plain, language, named: false, plain: null });
      }
    }
  }
  banks.set(language, made);
  return made;
}
