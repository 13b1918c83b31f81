import { z } from "zod";

/** The subject of an entry about the whole child. */
export const GENERAL = "general";

/** Subject codes, in the order in which a new round offers them; words are in reports.subjects.*. */
export const subjectCodes = [
  "english", "reading", "writing", "maths", "science", "computing", "history", "geography", "art", "music",
  "physical_education", "religious_education", "design_technology", "languages", "personal_education", "citizenship",
  "biology", "chemistry", "physics", "business", "drama",
] as const;

export const attainments = ["not_yet", "nearly", "secure", "exceeding"] as const;
export const efforts = ["needs_help", "some", "good", "excellent"] as const;
export const progresses = ["slower", "expected", "faster"] as const;
export const terms = ["autumn", "spring", "summer"] as const;
export const reportStates = ["writing", "ready", "checked", "published", "withdrawn"] as const;

/** Limits of what one entry holds. */
export const COMMENTS_PER_ENTRY = 12;
export const OWN_WORDS_LENGTH = 4000;
export const NOTE_LENGTH = 1000;

export const idSchema = z.uuid();
export const subjectSchema = z.enum(subjectCodes);
export const entrySubjectSchema = z.union([z.literal(GENERAL), subjectSchema]);
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$/);

/** One statement of the comment bank: its key "group.name" and its number when it has one. */
export const commentSchema = z.object({
  key: z.string().max(80).regex(/^[a-zA-Z]+\.[a-zA-Z]+$/),
  n: z.number().int().min(0).max(1000).optional(),
});
export type Comment = z.infer<typeof commentSchema>;

const attainment = z.enum(attainments).nullable();
const effort = z.enum(efforts).nullable();
const progress = z.enum(progresses).nullable();

/** Everything that a teacher can write for one subject. Own words are plain text in the school's language. */
export const entryBodySchema = z.object({
  attainment,
  effort,
  progress,
  comments: z.array(commentSchema).max(COMMENTS_PER_ENTRY),
  ownWords: z.string().max(OWN_WORDS_LENGTH).nullable(),
});
export type EntryBody = z.infer<typeof entryBodySchema>;
export const entryChangesSchema = entryBodySchema.partial();
export type EntryChanges = z.infer<typeof entryChangesSchema>;

/** Half days in the period of the round. */
export const attendanceSchema = z
  .object({
    possible: z.number().int().min(0).max(500),
    absent: z.number().int().min(0).max(500),
    late: z.number().int().min(0).max(500),
  })
  .refine((value) => value.absent + value.late <= value.possible, { path: ["absent"] });
export type Attendance = z.infer<typeof attendanceSchema>;

/** What families are shown, frozen at publication. A later shape gets the next number and a reader of its own. */
export const contentSchema = z.object({
  v: z.literal(1),
  child: z.object({ givenName: z.string(), wordingForm: z.enum(["she", "he", "they"]), yearGroup: z.number().int() }),
  round: z.object({ term: z.enum(terms), schoolYear: z.number().int() }),
  className: z.string().nullable(),
  teacherName: z.string().nullable(),
  attendance: z.object({ possible: z.number(), absent: z.number(), late: z.number() }).nullable(),
  well: z.array(commentSchema),
  next: z.array(commentSchema),
  home: commentSchema.nullable(),
  /** What the general entry says beside: progress, and what the three lists above had no room for. */
  more: z.array(commentSchema),
  subjects: z.array(
    z.object({
      subject: z.string(), attainment, effort, progress,
      comments: z.array(commentSchema),
      ownWordsId: z.uuid().nullable(),
    }),
  ),
  ownWordsId: z.uuid().nullable(),
});
export type Content = z.infer<typeof contentSchema>;

/** Read for one report by its id. */
export const reportInput = z.object({ reportId: idSchema });
