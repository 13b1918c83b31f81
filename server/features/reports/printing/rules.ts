import type { SchoolFacts } from "@/server/lib/context";
import { formatDate, isolateCode, isolateName } from "@/server/lib/i18n/format";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";
import { notYetTexts } from "@/server/lib/i18n/not-yet";
import { languageName } from "@/server/lib/i18n/names";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";
import type { PrintParagraph, ReportPrint } from "@/server/lib/pdf/models";

import type { Paragraph, ReportParts, Scale, Words } from "../reading/rules";

/** What the printed report needs beside its parts. */
export interface PrintInput {
  school: Pick<SchoolFacts, "name" | "phone" | "addressLines" | "zone">;
  parts: ReportParts;
  /** When families were given it; null for a preview. */
  publishedAt: Date | null;
  /** Why it was corrected; null for a first edition. */
  note: Words | null;
  onlineUrl: string;
  qrSvg: string;
}

/** The report as the printed page takes it: every word in the reader's language. */
export function toPrint({ school, parts, publishedAt, note, onlineUrl, qrSvg }: PrintInput): ReportPrint {
  const { language: tag, dir, reader, attendance } = parts;
  const t = translatorFor(tag);
  const name = isolateName(parts.child.givenName);
  const sections: ReportPrint["sections"] = [];
  const add = (kind: "well" | "next" | "home", title: string, paragraphs: Paragraph[]): void => {
    if (paragraphs.length > 0) sections.push({ kind, title, paragraphs: paragraphs.map((paragraph) => sentence(tag, paragraph)) });
  };
  add("well", t("reports.sections.well"), parts.well);
  add("next", t("reports.sections.next"), parts.next);
  add("home", t("reports.sections.home"), parts.home ? [parts.home] : []);
  const more = parts.more.map((paragraph) => sentence(tag, paragraph));
  const own = parts.ownWords ? [words(tag, t, parts.ownWords)] : [];
  return {
    lang: tag,
    dir,
    title: t("reports.print.title", { name, round: parts.round.label }),
    school: { name: school.name, phone: isolateCode(school.phone), address: school.addressLines.join("\n") },
    heading: t("reports.page.heading", { name }),
    subheading: [parts.round.label, parts.className && isolateName(parts.className), parts.teacherName && isolateName(parts.teacherName)].filter(Boolean).join(" · "),
    sections,
    attendance: {
      title: t("reports.attendance.title"),
      sentence: attendance ? sentence(tag, attendance.sentence).text : t("reports.attendance.none"),
      present: attendance?.picture.present ?? 0,
      absent: attendance?.picture.absent ?? 0,
      late: attendance?.picture.late ?? 0,
      alt: attendance?.alt ?? "",
    },
    subjectsTitle: t("reports.sections.subjects"),
    subjects: parts.subjects.map((subject) => ({
      name: subject.name,
      columns: [
        ...column(t("reports.scales.attainment.title"), subject.attainment),
        ...column(t("reports.scales.effort.title"), subject.effort),
        ...column(t("reports.scales.progress.title"), subject.progress),
      ],
      paragraphs: [...subject.paragraphs.map((paragraph) => sentence(tag, paragraph)), ...(subject.ownWords ? [words(tag, t, subject.ownWords)] : [])],
    })),
    ...(more.length + own.length > 0 ? { teacherWords: { title: t("reports.sections.teacherWords"), paragraphs: [...more, ...own] } } : {}),
    ...(parts.terms.length > 0 ? { terms: { title: t("easy.report.terms"), paragraphs: parts.terms.map(({ term, meaning }) => ({ text: `${isolateName(term)}: ${meaning}` })) } } : {}),
    ...ownWords(reader, school, publishedAt),
    notices: [
      ...(publishedAt ? [] : [t("reports.print.preview")]),
      ...(note ? [t("reports.notice.corrected", { note: isolateName(note.body) }), ...signOf(tag, t, note)] : []),
      ...((findLanguage(reader) ?? pageLanguage(tag)).status === "unreviewed" ? [t("reports.notice.languageUnchecked")] : []),
    ],
    talk: { title: t("reports.talk.title"), text: t("reports.print.talk", { phone: isolateCode(school.phone) }) },
    footer: {
      text: publishedAt ? t("reports.print.footer", { school: isolateName(school.name), date: formatDate(tag, publishedAt, "day", school.zone) }) : isolateName(school.name),
      // The template counts its pages itself, so the arguments stay in the text.
      pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }),
    },
    onlineUrl,
    qrSvg,
    qrAlt: t("reports.print.qrAlt"),
  };
}

/** That these words are in English, whom to ring, and the day, for a reader whose language has no pages yet; nothing for all others. */
function ownWords(reader: string, { phone, zone }: PrintInput["school"], publishedAt: Date | null): Pick<ReportPrint, "own"> {
  const own = notYetTexts(reader).map(({ language, before, after }) => ({ text: `${before}${isolateCode(phone)}${after}`, lang: language.tag, dir: language.dir }));
  const last = own.at(-1);
  return last ? { own: publishedAt ? [...own, { ...last, text: formatDate(last.lang, publishedAt, "day", zone) }] : own } : {};
}

function column(label: string, scale: Scale | null): { label: string; value: string }[] {
  return scale ? [{ label, value: scale.label }] : [];
}

function sentence(tag: string, paragraph: Pick<Paragraph, "text" | "language">): PrintParagraph {
  if (paragraph.language === tag) return { text: paragraph.text };
  return { text: paragraph.text, lang: paragraph.language, dir: findLanguage(paragraph.language)?.dir ?? "ltr" };
}

function words(tag: string, t: Translate, own: Words): PrintParagraph {
  const said = sentence(tag, { text: own.body, language: own.language });
  if (own.sign === "machine") return { ...said, note: t("translation.sign.machine") };
  if (own.translated) return { ...said, ...(own.unchecked ? { note: t("reports.notice.wordsUnchecked") } : {}) };
  return own.language === tag ? said : { ...said, note: t("reports.notice.notTranslated") };
}

/** What must stand beside a note: that a computer translated it, that it waits for a last check, or that it is in another language. */
function signOf(tag: string, t: Translate, note: Words): string[] {
  if (!note.sign) return [];
  const language = languageName(tag, note.language);
  return [t(`translation.sign.${note.sign}`, { language })];
}
