import { z } from "zod";

export const channels = ["call", "visit", "meeting", "at_gate", "email", "text", "letter", "message"] as const;
export const directions = ["out", "in"] as const;

/** Who interprets. There is no word for a pupil: a child never carries the school's words to a parent. */
export const interpreters = ["none", "staff", "phone_service", "in_person"] as const;
export const outcomes = ["reached", "reached_and_understood", "no_answer", "wrong_number", "asks_for_visit", "barrier_found"] as const;
export type Outcome = (typeof outcomes)[number];
export const barriers = ["language", "reading", "phone", "shift", "trust", "other"] as const;
export const topics = ["learning", "attendance", "behaviour", "wellbeing", "home", "health", "praise", "other"] as const;
export const tones = ["good_news", "neutral", "concern"] as const;

/** When a family is good to ring, in the school's own time. */
export const hours = ["morning", "midday", "afternoon", "evening"] as const;
export type Hours = (typeof hours)[number];

/** A family with whom nobody has spoken for so many weeks is rung. */
export const QUIET_WEEKS = 6;

/** Letters of one box. */
export const WORDS = 2_000;
/** How far back a contact may be noted: a note that waited for a connection keeps its moment. */
export const NOTED_BACK_DAYS = 60;

const words = z.string().trim().max(WORDS).optional();
/** A BCP 47 tag; the command knows which there are: the table of languages is nothing for a browser. */
const tag = z.string().min(2).max(16);
const readingAnswers = ["reads", "reads_with_help", "does_not_read"] as const;

/** What was learned of the adult; it waits for somebody to confirm it. */
export const learnedSchema = z.discriminatedUnion("learned", [
  z.object({ learned: z.literal("good_hours"), value: z.array(z.enum(hours)).min(1).max(hours.length) }),
  z.object({ learned: z.literal("reading"), value: z.tuple([z.enum(readingAnswers)]) }),
  z.object({ learned: z.literal("speaks"), value: z.tuple([tag]) }),
]);

/** One contact as staff note it. With a task it also ends that task, or puts it off. */
export const noteSchema = z
  .object({
    /** Made once by whoever writes it: the same note sent twice is one note. */
    key: z.uuid(),
    pupilId: z.uuid(),
    adultId: z.uuid(),
    taskId: z.uuid().optional(),
    /** When it was; now unless said. */
    at: z.iso.datetime().optional(),
    channel: z.enum(channels),
    direction: z.enum(directions).default("out"),
    language: tag,
    interpreter: z.enum(interpreters).default("none"),
    outcome: z.enum(outcomes),
    barrier: z.enum(barriers).optional(),
    topics: z.array(z.enum(topics)).max(topics.length).default([]),
    tone: z.enum(tones).default("neutral"),
    facts: words,
    theirWords: words,
    agreed: words,
    nextStep: z.object({ text: z.string().trim().min(1).max(WORDS), dueOn: z.iso.date() }).optional(),
    opinion: words,
    /** When to try again after no answer; else the family's next good hour. */
    nextTryAt: z.iso.datetime().optional(),
    learned: z.array(learnedSchema).max(3).default([]),
  })
  .refine((note) => (note.outcome === "barrier_found") === (note.barrier !== undefined), { path: ["barrier"], message: "barrier" })
  .refine((note) => note.outcome !== "reached_and_understood" || Boolean(note.theirWords), { path: ["theirWords"], message: "needed" });
export type Note = z.infer<typeof noteSchema>;
export type NoteInput = z.input<typeof noteSchema>;

export const pupilInput = z.object({ pupilId: z.uuid() });
export const taskInput = z.object({ taskId: z.uuid() });
