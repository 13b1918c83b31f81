import { buildContent } from "@/server/features/reports/publishing/rules";
import type { Attendance, Content, EntryBody } from "@/server/features/reports/schema";
import { GENERAL } from "@/server/features/reports/schema";
import { addDays } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { ReportState } from "@/server/lib/db/generated/enums";

import { addTextRows, type TextRows } from "../factories/languages";
import { type DemoSubject, demoSubjects, drawGeneral, drawLearner, drawSubject, type Learner } from "./comments";
import { type LovelyReport, lovelyReports } from "./lovely";
import { type Chance, chanceOf, idOf } from "./random";
import { dateOnly, type DemoAdult, type DemoClass, type DemoPeople, type DemoPupil, type SchoolPlan } from "./school";
import { drawOwnWords, type OwnWords } from "./words";

/** The last Friday of the summer term: all families were told in the same minute. */
export const SUMMER_PUBLISHED = new Date("2026-07-17T14:30:00Z");
const SUMMER_WRITTEN = new Date("2026-07-03T15:20:00Z");
const SUMMER_CHECKED = new Date("2026-07-10T09:40:00Z");
export const SUMMER_CORRECTED = new Date("2026-07-20T09:15:00Z");

type ReportRowInput = Prisma.ReportCreateManyInput & { id: string; state: ReportState; edition: number };

/** A published report with what delivery asks about it. */
export interface PublishedReport {
  report: ReportRowInput;
  pupil: DemoPupil;
  content: Content;
}

export interface DemoReports extends TextRows {
  rounds: Prisma.ReportRoundCreateManyInput[];
  publications: Prisma.ReportPublicationCreateManyInput[];
  reports: ReportRowInput[];
  entries: Prisma.ReportEntryCreateManyInput[];
  versions: Prisma.ReportEntryVersionCreateManyInput[];
  editions: Prisma.ReportEditionCreateManyInput[];
  published: PublishedReport[];
}

interface Round {
  id: string;
  term: "summer" | "autumn";
  schoolYear: number;
  subjects: string[];
}

type Written = Omit<EntryBody, "ownWords"> & { own?: OwnWords | null };

/** The rounds of a school with all that was written in them. */
export function buildReports(plan: SchoolPlan, people: DemoPeople): DemoReports {
  const { school, now } = plan;
  const rows: DemoReports = {
    rounds: [], publications: [], reports: [], entries: [], versions: [], editions: [], texts: [], segments: [], translations: [], published: [],
  };
  const round = (term: Round["term"], schoolYear: number): Round => ({ id: idOf(`round:${school.slug}:${term}`), term, schoolYear, subjects: [...demoSubjects] });
  const summer = round("summer", 2025);
  const autumn = round("autumn", 2026);
  const yearGroups = [0, 1, 2, 3, 4, 5, 6];
  rows.rounds.push(
    { ...summer, schoolId: school.id, yearGroups, opensOn: new Date("2026-06-08"), dueOn: new Date("2026-07-06"), closedAt: addDays(SUMMER_PUBLISHED, 7), createdAt: new Date("2026-06-01T08:30:00Z") },
    { ...autumn, schoolId: school.id, yearGroups, opensOn: dateOnly(addDays(now, -21)), dueOn: dateOnly(addDays(now, 11)), createdAt: addDays(now, -28) },
  );
  const writer = new ReportWriter(plan, people, rows);
  for (const [place, pupil] of people.pupils.entries()) {
    if (pupil.row.yearGroup > 0 && !pupil.isNew) writer.writeSummer(summer, pupil);
    writer.writeAutumn(autumn, pupil, place);
  }
  rows.publications.push({
    id: idOf(`publication:${summer.id}`), schoolId: school.id, roundId: summer.id, publishAt: SUMMER_PUBLISHED, createdAt: SUMMER_CHECKED,
    createdById: writer.checker, doneAt: SUMMER_PUBLISHED, published: rows.published.length,
  });
  return rows;
}

class ReportWriter {
  readonly checker: string | null;
  private readonly classes: Map<string, DemoClass>;
  private readonly places = new Map<number, number>();

  constructor(private readonly plan: SchoolPlan, private readonly people: DemoPeople, private readonly rows: DemoReports) {
    this.classes = new Map(people.classes.map((each) => [each.row.id, each]));
    this.checker = (people.byKey.get("demo-person-hale") ?? people.byKey.get("demo-person-harbour-head"))?.id ?? null;
  }

  /** The class of a year with the same number as the pupil's own: where the child was a year before. */
  private classOf(pupil: DemoPupil, year: number): DemoClass {
    const own = this.classes.get(pupil.classId);
    const ofYear = (wanted: number): DemoClass[] => this.people.classes.filter((each) => each.year === wanted);
    const found = own && (ofYear(year)[ofYear(own.year).indexOf(own)] ?? ofYear(year)[0] ?? own);
    if (!found) throw new Error("a pupil without a class");
    return found;
  }

  private learnerOf(pupil: DemoPupil, year: number): Learner {
    const twoLanguages = pupil.links.some(({ adult }) => Array.isArray(adult.spokenLanguages) && adult.spokenLanguages[0] !== "en");
    return drawLearner(chanceOf(`learner:${pupil.row.externalId}`), { year, form: pupil.row.wordingForm ?? "they", twoLanguages });
  }

  /** The published report of last summer, when the child was a year younger. */
  writeSummer(round: Round, pupil: DemoPupil): void {
    const year = pupil.row.yearGroup - 1;
    const { row: group, teacher } = this.classOf(pupil, year);
    const key = pupil.row.externalId.replace("demo-pupil-", "");
    const chance = chanceOf(`summer:${pupil.row.externalId}`);
    const lovely = lovelyReports[key];
    const written = lovely ? new Map(Object.entries(lovely.entries)) : this.draw(chance, this.learnerOf(pupil, year), pupil, 0.14);
    const attendance = lovely?.attendance ?? drawAttendance(chance, 120);
    const corrected = key === "noah";
    const withdrawn = key === "jude";
    const report: ReportRowInput = {
      ...this.reportRow(round, pupil, attendance), state: withdrawn ? "withdrawn" : "published", edition: corrected ? 2 : 1,
      checkedAt: SUMMER_CHECKED, checkedById: this.checker, publishedAt: corrected ? SUMMER_CORRECTED : SUMMER_PUBLISHED, updatedAt: SUMMER_PUBLISHED,
    };
    const entries = this.addEntries(report, written, teacher, SUMMER_WRITTEN);
    const content = buildContent({
      pupil: { givenName: pupil.row.givenName, wordingForm: pupil.row.wordingForm ?? "they", yearGroup: year }, round,
      className: group.name, teacherName: `${teacher.title ?? teacher.givenName} ${teacher.familyName}`, attendance, entries,
    });
    if (withdrawn) {
      report.withdrawnAt = SUMMER_CORRECTED;
      report.withdrawnNoteId = this.addNote(report, ["A part of this report belonged to another year.", "We are sorry. Mrs Hale will ring you."]);
    }
    this.rows.reports.push(report);
    this.rows.published.push({ report, pupil, content });
    this.addEdition(report, 1, corrected ? { ...content, attendance: { ...attendance, absent: attendance.absent + 8 } } : content, SUMMER_PUBLISHED, null);
    if (corrected) this.addEdition(report, 2, content, SUMMER_CORRECTED, this.addNote(report, ["We had counted four days too many as days away.", "Now the number is right."]));
  }

  /** This term's report, as far as its class has come. */
  writeAutumn(round: Round, pupil: DemoPupil, place: number): void {
    const { year, teacher } = this.classOf(pupil, pupil.row.yearGroup);
    const nth = this.places.get(year) ?? 0;
    this.places.set(year, nth + 1);
    const chance = chanceOf(`autumn:${pupil.row.externalId}`);
    const stage = stageOf(year, nth, pupil.row.externalId);
    const hasAttendance = year === 2 || year === 3;
    const at = addDays(this.plan.now, -1 - (place % 5));
    const report: ReportRowInput = { ...this.reportRow(round, pupil, hasAttendance ? drawAttendance(chance, 104) : null), state: stage.state, edition: 0, updatedAt: at };
    if (stage.state === "checked") Object.assign(report, { checkedAt: addDays(this.plan.now, -1), checkedById: this.checker });
    this.rows.reports.push(report);
    const all = this.draw(chance, this.learnerOf(pupil, year), pupil, 0.1);
    const wanted = new Set<string>(stage.subjects);
    this.addEntries(report, new Map([...all].filter(([subject]) => wanted.has(subject))), teacher, at);
  }

  private reportRow(round: Round, pupil: DemoPupil, attendance: Attendance | null) {
    return {
      id: idOf(`report:${round.id}:${pupil.row.externalId}`), schoolId: this.plan.school.id, roundId: round.id, pupilId: pupil.row.id,
      sessionsPossible: attendance?.possible, sessionsAbsent: attendance?.absent, sessionsLate: attendance?.late,
    };
  }

  private draw(chance: Chance, learner: Learner, pupil: DemoPupil, ownWords: number): Map<string, Written> {
    const written = new Map<string, Written>();
    const own = (subject: string | null, likelihood: number): OwnWords | null =>
      chance.happens(likelihood) ? drawOwnWords(chance, subject, pupil.row.givenName) : null;
    written.set(GENERAL, { ...drawGeneral(chance, learner), own: own(null, ownWords * 3) });
    for (const subject of demoSubjects) written.set(subject, { ...drawSubject(chance, learner, subject), own: own(subject, ownWords) });
    return written;
  }

  /** Entry, first version and text of each subject; answers what a report is made from. */
  private addEntries(report: ReportRowInput, written: ReadonlyMap<string, Written | LovelyReport["entries"][string]>, teacher: DemoAdult, at: Date) {
    const { id: schoolId } = this.plan.school;
    const entries = new Map<string, Omit<EntryBody, "ownWords"> & { ownWordsId: string | null }>();
    for (const [subject, { own, ...body }] of written) {
      const id = idOf(`entry:${report.id}:${subject}`);
      const ownWordsId = own ? this.addText(`words:${id}`, "reports.ownWords", teacher.id, at, own, report.pupilId) : null;
      entries.set(subject, { ...body, ownWordsId });
      const columns = { ...body, comments: body.comments.map((comment) => ({ ...comment })) };
      this.rows.entries.push({ id, schoolId, reportId: report.id, subject, ...columns, ownWordsId, version: 1, updatedById: teacher.id, updatedAt: at });
      this.rows.versions.push({
        id: idOf(`version:${id}:1`), schoolId, entryId: id, version: 1, savedById: teacher.id, savedAt: at,
        body: { ...columns, ownWords: own ? own.sentences.join(" ") : null },
      });
    }
    return entries;
  }

  private addEdition(report: ReportRowInput, edition: number, content: Content, at: Date, noteTextId: string | null): void {
    this.rows.editions.push({
      id: idOf(`edition:${report.id}:${edition}`), schoolId: this.plan.school.id, reportId: report.id, edition, content, noteTextId,
      publishedById: this.checker, publishedAt: at,
    });
  }

  private addNote(report: ReportRowInput, sentences: string[]): string {
    return this.addText(`note:${report.id}`, "reports.note", this.checker, SUMMER_CORRECTED, { sentences: sentences.flatMap((each) => each.split(/(?<=\.) /)) }, report.pupilId);
  }

  private addText(name: string, kind: string, authorId: string | null, at: Date, words: OwnWords, pupilId: string): string {
    const id = idOf(name);
    const reviewers: Record<string, string> = { ur: "demo-person-sabir", pl: "demo-staff-kaminski" };
    addTextRows(this.rows, {
      id, schoolId: this.plan.school.id, kind, authorId, at, pupilId, ...words, idOf,
      reviewerId: (language) => this.people.byKey.get(reviewers[language] ?? "")?.id,
    });
    return id;
  }
}

const everything = [GENERAL, ...demoSubjects] as const;

/** How far the report of the nth child of a year is: Rowan is checked, Hazel nearly ready, Willow has begun, Acorn has not. */
function stageOf(year: number, nth: number, externalId: string): { state: ReportState; subjects: readonly (DemoSubject | typeof GENERAL)[] } {
  const nothing = { state: "writing" as const, subjects: [] };
  // The children of the design have this term's report still to be written.
  if (/-(zara|ayaan|ola|sam)$/.test(externalId)) return nothing;
  if (year === 2) return { state: "checked", subjects: everything };
  if (year === 3) return nth < 10 ? { state: "ready", subjects: everything } : { state: "writing", subjects: everything.slice(0, 6) };
  if (year === 4 && nth < 9) return nth < 4 ? { state: "writing", subjects: everything } : { state: "writing", subjects: ["english", "maths"] };
  if (year === 5 && nth % 2 === 0) return { state: "writing", subjects: [GENERAL] };
  if (year === 6 && nth < 3) return { state: "ready", subjects: everything };
  return nothing;
}

/** Half days of a period: most children miss a few, some many. */
function drawAttendance(chance: Chance, possible: number): Attendance {
  const absent = chance.weighted([[0, 12], [chance.whole(1, 4), 44], [chance.whole(5, 9), 32], [chance.whole(10, 22), 12]] as const);
  const late = chance.weighted([[0, 55], [chance.whole(1, 3), 33], [chance.whole(4, 9), 12]] as const);
  return { possible, absent, late };
}
