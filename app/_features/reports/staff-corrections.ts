import type { getApi } from "@/app/_trpc/server";
import { type Attendance, attainments, COMMENTS_PER_ENTRY, type Comment, commentSchema, efforts, type EntryBody, type EntryChanges, OWN_WORDS_LENGTH, progresses } from "@/server/features/reports/schema";

type Api = Awaited<ReturnType<typeof getApi>>;

/** A published report as the form of a correction shows it. */
export type Correctable = Awaited<ReturnType<Api["reports"]["publishing"]["correctable"]>>;
export type CorrectableEntry = Correctable["entries"][number];

export interface Corrections {
  entries: { subject: string; changes: EntryChanges }[];
  /** Left out when the days are as they were. */
  attendance?: Attendance | null;
}

/** Why a form cannot be sent as it is: days that cannot be, a sentence that wants its number, too many sentences. */
export type CorrectionFault = "wrongDays" | "needsNumber" | "tooMany";

/** A sentence of the bank as the value of a box or an option: its key, and its number when it has one. */
export const commentValue = ({ key, n }: Comment): string => (n === undefined ? key : `${key}:${n}`);

const choose = <T extends string>(codes: readonly T[], code: string | null): T | null => codes.find((each) => each === code) ?? null;

const sameComments = (a: Comment[], b: Comment[]): boolean => a.map(commentValue).join() === b.map(commentValue).join();

/** The form as it stands untouched, by field; ticked sentences of a subject are one line. */
function standing(now: Correctable): Record<string, string> {
  const { possible = "", absent = "", late = "" } = now.attendance ?? {};
  return Object.assign({ possible: String(possible), absent: String(absent), late: String(late) }, ...now.entries.map(({ subject, body }) => ({
    [`${subject}.attainment`]: body.attainment ?? "", [`${subject}.effort`]: body.effort ?? "", [`${subject}.progress`]: body.progress ?? "",
    [`${subject}.ownWords`]: body.ownWords?.trim() ?? "", [`${subject}.keep`]: body.comments.map(commentValue).join(), [`${subject}.add`]: "", [`${subject}.number`]: "",
  })));
}

/** What was typed that does not stand there already, for the form to show again: small enough for the note that carries it. */
export function readTyped(now: Correctable, form: FormData): Record<string, string> {
  const changed = Object.entries(standing(now)).flatMap(([name, stands]): [string, string][] => {
    if (!form.has(name) && !name.endsWith(".keep")) return [];
    const typed = form.getAll(name).join().replaceAll("\r\n", "\n").trim();
    return typed === stands ? [] : [[name, typed]];
  });
  return Object.fromEntries([["note", String(form.get("note") ?? "")], ...changed]);
}

/** The sentences of one entry as the form wants them: those kept, in their order, and the one added. */
function readComments(now: Correctable, entry: CorrectableEntry, form: FormData): Comment[] | CorrectionFault {
  const kept = new Set(form.getAll(`${entry.subject}.keep`).map(String));
  const comments = entry.body.comments.filter((comment) => kept.has(commentValue(comment)));
  const offered = now.offered.find(({ key }) => key === form.get(`${entry.subject}.add`));
  if (!offered) return comments;
  const typed = String(form.get(`${entry.subject}.number`) ?? "").trim();
  const added = commentSchema.safeParse(offered.needsNumber ? { key: offered.key, n: typed === "" ? Number.NaN : Number(typed) } : { key: offered.key });
  if (!added.success) return "needsNumber";
  // A sentence stands in a report once: chosen again, it gets the number that was typed, in its place.
  if (comments.some(({ key }) => key === added.data.key)) return comments.map((comment) => (comment.key === added.data.key ? added.data : comment));
  return comments.length < COMMENTS_PER_ENTRY ? [...comments, added.data] : "tooMany";
}

/** What is different in one entry of the form. */
function readEntry(now: Correctable, entry: CorrectableEntry, form: FormData): EntryChanges | CorrectionFault {
  const { subject, body } = entry;
  const text = (field: string): string | null => (form.has(`${subject}.${field}`) ? String(form.get(`${subject}.${field}`)).replaceAll("\r\n", "\n").trim() : null);
  const changes: EntryChanges = {};
  const typed: Pick<EntryBody, "attainment" | "effort" | "progress"> = {
    attainment: choose(attainments, text("attainment")), effort: choose(efforts, text("effort")), progress: choose(progresses, text("progress")),
  };
  for (const field of ["attainment", "effort", "progress"] as const) {
    if (text(field) !== null && typed[field] !== body[field]) Object.assign(changes, { [field]: typed[field] });
  }
  const words = text("ownWords");
  if (words !== null && words !== (body.ownWords?.trim() ?? "")) changes.ownWords = words.slice(0, OWN_WORDS_LENGTH) || null;
  const comments = readComments(now, entry, form);
  if (typeof comments === "string") return comments;
  if (!sameComments(comments, body.comments)) changes.comments = comments;
  return changes;
}

/** What is different in the form from what stands there: only that is sent. A fault when the form cannot be sent as it is. */
export function readCorrections(now: Correctable, form: FormData): Corrections | CorrectionFault {
  const entries: Corrections["entries"] = [];
  for (const entry of now.entries) {
    const changes = readEntry(now, entry, form);
    if (typeof changes === "string") return changes;
    if (Object.keys(changes).length > 0) entries.push({ subject: entry.subject, changes });
  }
  const [possible, absent, late] = ["possible", "absent", "late"].map((name) => String(form.get(name) ?? "").trim());
  if (!possible && !absent && !late) return now.attendance ? { entries, attendance: null } : { entries };
  const days = { possible: Number(possible), absent: Number(absent), late: Number(late) };
  if (![days.possible, days.absent, days.late].every(Number.isInteger) || days.absent + days.late > days.possible) return "wrongDays";
  const same = now.attendance && days.possible === now.attendance.possible && days.absent === now.attendance.absent && days.late === now.attendance.late;
  return same ? { entries } : { entries, attendance: days };
}
