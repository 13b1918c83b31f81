import { z } from "zod";

import { callOutcomes } from "@/server/features/delivery/schema";
import { noteAudioSchema, noteWordsSchema } from "@/server/features/languages/speech/schema";
import { flagFields } from "@/server/features/languages/workbench/schema";

import { barriers, interpreters, WORDS } from "../schema";

export const purposes = ["welcome", "learning", "attendance", "support", "worry", "other"] as const;
export const places = ["home", "school", "elsewhere"] as const;
export type Place = (typeof places)[number];

/** Lengths that can be planned, in minutes. */
export const lengths = [20, 30, 45, 60, 90] as const;
/** A visitor inside may need so many minutes more. */
export const extensions = [10, 20, 30] as const;
/** Times offered at once. */
export const SLOTS = 8;
/** Whoever has not gone in so many minutes after the time that was agreed is missed. */
export const LATE_MINUTES = 15;
/** How far ahead times are offered. */
export const AHEAD_DAYS = 60;
/** How somebody who was missed was found; the interface has words for each (visits.handled.*). */
export const handledHow = ["spoke", "colleague", "police", "mistake"] as const;

const words = z.string().trim().max(WORDS);
const slots = z.array(z.iso.datetime()).max(SLOTS);

export const visitInput = z.object({ visitId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence of what a visit is about. */
export const flagVisitInput = visitInput.extend(flagFields.shape);
export type FlagVisit = z.infer<typeof flagVisitInput>;

/** A visit as it is planned. */
export const planInput = z
  .object({
    key: z.uuid(),
    pupilId: z.uuid(),
    adultId: z.uuid(),
    purpose: z.enum(purposes),
    words: words.min(1),
    minutes: z.number().int().refine((value): value is (typeof lengths)[number] => (lengths as readonly number[]).includes(value)),
    leadId: z.uuid(),
    secondId: z.uuid().optional(),
    interpreter: z.enum(interpreters).default("none"),
    riskNotes: words.optional(),
    twoPeople: z.boolean().default(false),
    slots: slots.min(1),
    taskId: z.uuid().optional(),
  })
  .refine(({ leadId, secondId }) => leadId !== secondId, { path: ["secondId"], message: "same" });
export type Plan = z.output<typeof planInput>;

export const suggestInput = z.object({ adultId: z.uuid(), pupilId: z.uuid(), leadId: z.uuid().optional(), secondId: z.uuid().optional(), minutes: z.number().int().min(10).max(240).default(30) });
export const authoriseInput = visitInput.extend({ yes: z.boolean() });
export const offerInput = visitInput.extend({ slots: slots.min(1) });

/** When and where, as the family chose; staff choose for a family on the telephone. Elsewhere is said in words or with a voice: the command asks for one of them. */
export const chooseInput = visitInput.extend({ slotId: z.uuid(), place: z.enum(places), placeWords: z.string().trim().max(300).optional() });
export type Choose = z.infer<typeof chooseInput>;
/** The same by the family, which can say where with its voice. */
export const chooseOwnInput = chooseInput.extend({ voice: noteAudioSchema.optional() });
export type ChooseOwn = z.infer<typeof chooseOwnInput>;

/** What a colleague writes down of what a family said of the place. */
export const writeDownInput = visitInput.extend(noteWordsSchema.shape);
export type WriteDown = z.infer<typeof writeDownInput>;

/** What a family answers instead of a time. */
export const answers = ["other_times", "no_visit"] as const;
export const answerInput = visitInput.extend({ answer: z.enum(answers) });

export const checkInInput = visitInput.extend({ minutes: z.number().int().min(5).max(240) });
export const alarmInput = z.object({ alarmId: z.uuid(), how: z.enum(handledHow) });

/** What came of a visit: it becomes a note in the record of contact. */
export const recordInput = visitInput
  .extend({
    outcome: z.enum(callOutcomes),
    barrier: z.enum(barriers).optional(),
    facts: words.min(1),
    theirWords: words.optional(),
    agreed: words.optional(),
    nextStep: z.object({ text: words.min(1), dueOn: z.iso.date() }).optional(),
    opinion: words.optional(),
  })
  .refine((note) => (note.outcome === "barrier_found") === (note.barrier !== undefined), { path: ["barrier"], message: "barrier" })
  .refine((note) => note.outcome !== "reached_and_understood" || Boolean(note.theirWords), { path: ["theirWords"], message: "needed" });
export type VisitRecord = z.infer<typeof recordInput>;
