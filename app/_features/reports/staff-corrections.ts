import { type Attendance, attainments, efforts, type EntryBody, type EntryChanges, GENERAL, OWN_WORDS_LENGTH, progresses } from "@/server/features/reports/schema";

/** The part of a report that the form of a correction shows and can change. */
export interface Correctable {
  /** By subject code, "general" too. */
  entries: { subject: string; body: Omit<EntryBody, "comments"> }[];
  attendance: Attendance | null;
}

type Scale = { code: string } | null;

interface Parts {
  subjects: { subject: string; attainment: Scale; effort: Scale; progress: Scale; ownWords: { source: string } | null }[];
  ownWords: { source: string } | null;
  attendance: { possible: number; absent: number; late: number } | null;
}

const choose = <T extends string>(codes: readonly T[], code: string | undefined): T | null => codes.find((each) => each === code) ?? null;

/** What stands in a report now, as the form needs it. */
export function readCorrectable(parts: Parts): Correctable {
  const { attendance } = parts;
  return {
    entries: [
      { subject: GENERAL, body: { attainment: null, effort: null, progress: null, ownWords: parts.ownWords?.source ?? null } },
      ...parts.subjects.map(({ subject, attainment, effort, progress, ownWords }) => ({
        subject,
        body: {
          attainment: choose(attainments, attainment?.code), effort: choose(efforts, effort?.code), progress: choose(progresses, progress?.code),
          ownWords: ownWords?.source ?? null,
        },
      })),
    ],
    attendance: attendance && { possible: attendance.possible, absent: attendance.absent, late: attendance.late },
  };
}

export interface Corrections {
  entries: { subject: string; changes: EntryChanges }[];
  /** Left out when the days are as they were. */
  attendance?: Attendance | null;
}

/** What is different in the form from what stands there: only that is sent. "wrong" for days that cannot be. */
export function readCorrections(now: Correctable, form: FormData): Corrections | "wrong" {
  const text = (name: string): string | null => (form.has(name) ? String(form.get(name)).replaceAll("\r\n", "\n").trim() : null);
  const entries = now.entries.flatMap(({ subject, body }) => {
    const changes: EntryChanges = {};
    const typed = {
      attainment: choose(attainments, text(`${subject}.attainment`) ?? undefined), effort: choose(efforts, text(`${subject}.effort`) ?? undefined),
      progress: choose(progresses, text(`${subject}.progress`) ?? undefined),
    };
    for (const field of ["attainment", "effort", "progress"] as const) {
      if (form.has(`${subject}.${field}`) && typed[field] !== body[field]) Object.assign(changes, { [field]: typed[field] });
    }
    const words = text(`${subject}.ownWords`);
    if (words !== null && words !== (body.ownWords?.trim() ?? "")) changes.ownWords = words.slice(0, OWN_WORDS_LENGTH) || null;
    return Object.keys(changes).length > 0 ? [{ subject, changes }] : [];
  });
  const [possible, absent, late] = ["possible", "absent", "late"].map((name) => text(name) ?? "");
  if (possible === "" && absent === "" && late === "") return now.attendance ? { entries, attendance: null } : { entries };
  const days = { possible: Number(possible), absent: Number(absent), late: Number(late) };
  if (![days.possible, days.absent, days.late].every(Number.isInteger) || days.absent + days.late > days.possible) return "wrong";
  const same = now.attendance && days.possible === now.attendance.possible && days.absent === now.attendance.absent && days.late === now.attendance.late;
  return same ? { entries } : { entries, attendance: days };
}
