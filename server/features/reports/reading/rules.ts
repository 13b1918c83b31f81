import type { ExplainedTerm } from "@/server/features/languages/gate/queries";
import type { ReaderText } from "@/server/features/languages/queries";
import { formatNumber, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";

import { renderAttendance, renderStatement, type Sentence, type StatementAbout, subjectName } from "../bank/rules";
import type { Attendance, Comment, Content } from "../schema";

/** A sentence for the reader with the same one in English; `english` is null when the reader has English already. */
export interface Paragraph {
  text: string;
  language: string;
  english: string | null;
}

/** Words that somebody wrote. `translated` false with a language other than the reader's: say so beside it. */
export type Words = ReaderText;

export interface Scale {
  code: string;
  label: string;
}

export interface SubjectPart {
  subject: string;
  name: string;
  attainment: Scale | null;
  effort: Scale | null;
  progress: Scale | null;
  paragraphs: Paragraph[];
  ownWords: Words | null;
}

export interface AttendancePart {
  /** Half days. `present` counts those who came late too. */
  possible: number;
  present: number;
  absent: number;
  late: number;
  /** What the picture shows: whole days where the figures are whole, else half days. */
  picture: { unit: "day" | "half_day"; present: number; late: number; absent: number };
  /** What the picture says, for those who cannot see it. */
  alt: string;
  sentence: Paragraph;
}

/** One report in one language, ready to draw. */
export interface ReportParts {
  /** What the page itself says is in this language. */
  language: string;
  dir: "ltr" | "rtl";
  /** The reader's: the same, or a language that has no pages yet, in which only what was translated is. */
  reader: string;
  child: { givenName: string; yearGroup: number };
  round: { term: string; schoolYear: number; label: string };
  className: string | null;
  teacherName: string | null;
  well: Paragraph[];
  next: Paragraph[];
  home: Paragraph | null;
  more: Paragraph[];
  /** Null when the school has not entered it, or this reader may not know it. */
  attendance: AttendancePart | null;
  subjects: SubjectPart[];
  ownWords: Words | null;
  /** School words in what people wrote, explained to this reader. */
  terms: ExplainedTerm[];
}

/** The ids of the texts that a report needs. */
export function textIdsOf(content: Content, ...others: (string | null)[]): string[] {
  return [content.ownWordsId, ...content.subjects.map((subject) => subject.ownWordsId), ...others].filter((id) => id !== null);
}

/** A frozen report in a language, with the words of pages in English where it has none. Names are isolated in the sentences, numbers are 0-9, own words come from `texts`. */
export function renderReport(
  content: Content,
  input: { language: string; texts: ReadonlyMap<string, ReaderText>; attendanceShown: boolean; terms?: ExplainedTerm[] },
): ReportParts {
  const { tag, dir } = pageLanguage(input.language);
  const t = translatorFor(tag);
  const about: StatementAbout = { name: content.child.givenName, form: content.child.wordingForm };
  const reader = input.language;
  const say = (comment: Comment, subject?: string): Paragraph => withEnglish(reader, (language) => renderStatement(language, comment, { ...about, subject }));
  const words = (id: string | null): Words | null => (id && input.texts.get(id)) || null;
  return {
    language: tag,
    dir,
    reader,
    child: { givenName: content.child.givenName, yearGroup: content.child.yearGroup },
    round: { ...content.round, label: roundLabel(tag, content.round) },
    className: content.className,
    teacherName: content.teacherName,
    well: content.well.map((comment) => say(comment)),
    next: content.next.map((comment) => say(comment)),
    home: content.home && say(content.home),
    more: content.more.map((comment) => say(comment)),
    attendance: input.attendanceShown && content.attendance ? renderDays(reader, t, content.attendance, about) : null,
    subjects: content.subjects.map((part) => ({
      subject: part.subject,
      name: subjectName(tag, part.subject),
      attainment: scale(t, "attainment", part.attainment),
      effort: scale(t, "effort", part.effort),
      progress: scale(t, "progress", part.progress),
      paragraphs: part.comments.map((comment) => say(comment, part.subject)),
      ownWords: words(part.ownWordsId),
    })),
    ownWords: words(content.ownWordsId),
    terms: input.terms ?? [],
  };
}

/** The round in words: "Autumn term 2026 to 2027". */
export function roundLabel(tag: string, round: { term: string; schoolYear: number }): string {
  return translatorFor(tag)("reports.round.label", { term: round.term, from: String(round.schoolYear), to: String(round.schoolYear + 1) });
}

function scale(t: Translate, kind: "attainment" | "effort" | "progress", code: string | null): Scale | null {
  return code === null ? null : { code, label: t(`reports.scales.${kind}.${code}`) };
}

function withEnglish(tag: string, render: (language: string) => Sentence): Paragraph {
  const { text, language } = render(tag);
  return { text, language, english: language === SOURCE_LANGUAGE ? null : render(SOURCE_LANGUAGE).text };
}

function renderDays(tag: string, t: Translate, attendance: Attendance, about: StatementAbout): AttendancePart {
  const { possible, absent, late } = attendance;
  const whole = possible % 2 === 0 && absent % 2 === 0 && late % 2 === 0;
  const share = whole ? 2 : 1;
  const picture = { unit: whole ? "day" as const : "half_day" as const, present: (possible - absent - late) / share, late: late / share, absent: absent / share };
  const days = (count: number): string => formatNumber(tag, count / 2);
  return {
    possible, absent, late, present: possible - absent, picture,
    alt: t("reports.attendance.alt", { name: isolateName(about.name), present: days(possible - absent), possible: days(possible) }),
    sentence: withEnglish(tag, (language) => renderAttendance(language, attendance, about)),
  };
}
