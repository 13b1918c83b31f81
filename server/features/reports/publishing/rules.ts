import type { Pupil, ReportRound } from "@/server/lib/db/generated/client";

import { placeOf } from "../bank/rules";
import { says } from "../checking/rules";
import { type Attendance, type Comment, type Content, type EntryBody, GENERAL } from "../schema";

/** What is needed to freeze one report. Own words are ids of texts here. */
export interface ContentSource {
  pupil: Pick<Pupil, "givenName" | "wordingForm" | "yearGroup">;
  round: Pick<ReportRound, "term" | "schoolYear" | "subjects">;
  className: string | null;
  teacherName: string | null;
  attendance: Attendance | null;
  entries: ReadonlyMap<string, Omit<EntryBody, "ownWords"> & { ownWordsId: string | null }>;
}

const WELL_SHOWN = 3;
const NEXT_SHOWN = 2;

/** The report as families will see it. Three good things, two next steps and one thing to do at home: few enough to be done. */
export function buildContent(source: ContentSource): Content {
  const general = source.entries.get(GENERAL);
  const placed: Record<ReturnType<typeof placeOf>, Comment[]> = { well: [], next: [], home: [], more: [] };
  for (const comment of general?.comments ?? []) placed[placeOf(comment.key)].push(comment);
  const subjects: Content["subjects"] = [];
  for (const subject of source.round.subjects) {
    const entry = source.entries.get(subject);
    if (!entry || (!says({ ...entry, ownWords: entry.ownWordsId }) && !entry.effort && !entry.progress)) continue;
    const { attainment, effort, progress, comments, ownWordsId } = entry;
    subjects.push({ subject, attainment, effort, progress, comments, ownWordsId });
  }
  const { givenName, wordingForm, yearGroup } = source.pupil;
  return {
    v: 1,
    child: { givenName, wordingForm, yearGroup },
    round: { term: source.round.term, schoolYear: source.round.schoolYear },
    className: source.className,
    teacherName: source.teacherName,
    attendance: source.attendance,
    well: placed.well.slice(0, WELL_SHOWN),
    next: placed.next.slice(0, NEXT_SHOWN),
    home: placed.home[0] ?? null,
    more: [...placed.more, ...placed.well.slice(WELL_SHOWN), ...placed.next.slice(NEXT_SHOWN), ...placed.home.slice(1)],
    subjects,
    ownWordsId: general?.ownWordsId ?? null,
  };
}
