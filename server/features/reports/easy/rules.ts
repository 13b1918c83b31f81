import { bigDay, doFirst, easyBlock, easyLine, easyWords } from "@/server/features/languages/easy/rules";
import type { EasyLine, EasyMark, EasyPage } from "@/server/features/languages/easy/schema";
import type { Idea } from "@/server/features/languages/pictures/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";

import { markPictures, pictureOf, subjectPictures } from "../bank/rules.pictures";
import type { FamilyReport } from "../reading/queries";
import type { Paragraph, ReportParts, SubjectPart } from "../reading/rules";
import type { Comment, Content } from "../schema";

/** What a report in easy read is made of: what stands frozen, and the same as it was rendered for this reader. */
export interface EasyInput {
  school: Pick<SchoolFacts, "phone" | "zone">;
  model: FamilyReport;
  content: Content;
  language: string;
  dir: "ltr" | "rtl";
  /** On paper there is no button to press. */
  medium: "page" | "paper";
}

/** A report in easy read: what to do first, then one idea a line, each statement beside its own picture. */
export function renderEasy({ school, model, content, language, dir, medium }: EasyInput): EasyPage {
  const t = translatorFor(language);
  const { parts } = model;
  const say = (comments: Comment[], paragraphs: Paragraph[]): EasyLine[] =>
    comments.flatMap((comment, index) => {
      const paragraph = paragraphs[index];
      return paragraph ? [easyLine(pictureOf(comment.key), paragraph.text, paragraph.language, language)] : [];
    });
  const line = (idea: Idea, key: string, values?: Record<string, string>): EasyLine => easyLine(idea, t(`easy.report.${key}`, values), language, language);
  const home = content.home && parts?.home ? say([content.home], [parts.home]) : [];
  const answers = medium === "paper" ? [line("scan", "scan")] : model.receipt.acknowledgedAt ? [] : [line("press", "press")];
  const phone = isolateCode(school.phone);
  const toDo = parts ? [...home, ...answers, line("phone", "ring", { phone })] : [line("calm", "nothingToDo"), line("phone", "ask", { phone })];
  const notes = { foreign: t("easy.report.foreign"), unchecked: t("easy.report.unchecked") };
  const note = model.note ? [easyWords("news", model.note, language, notes)] : [];
  return {
    language,
    dir,
    heading: t("reports.page.heading", { name: isolateName(model.child.givenName) }),
    subheading: model.roundLabel,
    date: parts ? { ...bigDay(language, model.publishedAt, school.zone), label: t("easy.report.sent") } : null,
    blocks: doFirst([
      ...easyBlock("note", t(parts ? "easy.report.corrected" : "easy.report.withdrawn"), note),
      ...easyBlock("do", t("easy.report.do"), toDo, "do"),
      ...(parts ? partBlocks(t, parts, content, say, notes) : []),
    ]),
  };
}

type Say = (comments: Comment[], paragraphs: Paragraph[]) => EasyLine[];

function partBlocks(t: Translate, parts: ReportParts, content: Content, say: Say, notes: { foreign: string; unchecked: string }): EasyPage["blocks"] {
  const { language, attendance } = parts;
  const days = attendance ? [easyLine("school", attendance.sentence.text, attendance.sentence.language, language)] : [];
  const words = parts.ownWords ? [easyWords("teacher", parts.ownWords, language, notes)] : [];
  const terms = parts.terms.map(({ term, meaning }): EasyLine => ({ idea: "words", sentences: [isolateName(term), meaning] }));
  return [
    ...easyBlock("well", t("reports.sections.well"), say(content.well, parts.well)),
    ...easyBlock("next", t("reports.sections.next"), say(content.next, parts.next)),
    ...easyBlock("days", t("reports.attendance.title"), days),
    ...easyBlock("subjects", t("reports.sections.subjects"), parts.subjects.flatMap((subject, nth) => [
      subjectLine(t, subject),
      ...say(content.subjects[nth]?.comments ?? [], subject.paragraphs),
      ...(subject.ownWords ? [easyWords("teacher", subject.ownWords, language, notes)] : []),
    ])),
    ...easyBlock("more", t("easy.report.more"), say(content.more, parts.more)),
    ...easyBlock("words", t("reports.sections.teacherWords"), words),
    ...easyBlock("terms", t("easy.report.terms"), terms),
  ];
}

function subjectLine(t: Translate, part: SubjectPart): EasyLine {
  const marks = (["attainment", "effort"] as const).flatMap((kind): EasyMark[] => {
    const scale = part[kind];
    const idea = scale && markPictures[kind][scale.code];
    return scale && idea ? [{ idea, title: t(`reports.scales.${kind}.title`), text: scale.label }] : [];
  });
  return { idea: subjectPictures[part.subject] ?? "report", sentences: [part.name], marks };
}
