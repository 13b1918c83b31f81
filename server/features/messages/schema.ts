import { z } from "zod";

import { noteAudioSchema, noteWordsSchema } from "@/server/features/languages/speech/schema";
import { stakes } from "@/server/features/languages/schema";
import { flagFields } from "@/server/features/languages/workbench/schema";
import { daysInput } from "@/server/features/people/absence/schema";

/** Who of the school is written to: people change, the team stays. */
export const teams = ["class_teacher", "office", "family_support"] as const;
export type Team = (typeof teams)[number];

/** The pictures with which a family can answer without writing. */
export const signs = ["thanks", "yes", "no", "phone_me", "not_clear"] as const;
export type Sign = (typeof signs)[number];

/** Within so many school days the school means to answer. */
export const ANSWER_DAYS = 2;

/** Letters of one message. */
export const POST_LENGTH = 2_000;
/** Pictures and documents of one message, and what each may weigh as it comes from a phone. */
export const FILES_A_POST = 3;
export const FILE_BYTES = 10_000_000;

const words = z.string().trim().max(POST_LENGTH).optional();
const files = z.array(z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= FILE_BYTES)).max(FILES_A_POST).default([]);
/** Drawn when the form was made: a second press of the button, or a lost connection, sends nothing twice. */
const key = z.uuid();

/** A family writes: on in a conversation, or to a team about a child. */
export const writeInput = z
  .object({
    key,
    threadId: z.uuid().optional(),
    pupilId: z.uuid().optional(),
    team: z.enum(teams).optional(),
    words,
    sign: z.enum(signs).optional(),
    voice: noteAudioSchema.optional(),
    files,
  })
  .refine((post) => post.threadId !== undefined || (post.pupilId !== undefined && post.team !== undefined), { path: ["threadId"], message: "needed" })
  .refine((post) => Boolean(post.words) || post.sign !== undefined || post.voice !== undefined || post.files.length > 0, { path: ["words"], message: "needed" });
export type Write = z.output<typeof writeInput>;

/** The school writes: on in a conversation, or about a child to each adult named, each in a conversation of their own. */
export const answerInput = z
  .object({
    key,
    threadId: z.uuid().optional(),
    pupilId: z.uuid().optional(),
    team: z.enum(teams).optional(),
    adultIds: z.array(z.uuid()).max(20).default([]),
    /** Words always: they are translated, and what is only said would reach nobody who speaks another language. */
    words: z.string().trim().min(1).max(POST_LENGTH),
    /** The same words said, for a family that speaks the writer's language or likes to hear. */
    voice: noteAudioSchema.optional(),
    stakes: z.enum(stakes).default("ordinary"),
    files,
  })
  .refine((post) => post.threadId !== undefined || (post.pupilId !== undefined && post.team !== undefined), { path: ["threadId"], message: "needed" })
  .refine((post) => post.threadId !== undefined || post.adultIds.length > 0, { path: ["adultIds"], message: "needed" });
export type Answer = z.output<typeof answerInput>;

export const threadInput = z.object({ threadId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence that the school wrote. */
export const flagInput = flagFields.extend({ threadId: z.uuid() });
export type Flag = z.infer<typeof flagInput>;
export const pupilInput = z.object({ pupilId: z.uuid() });
export const teamInput = pupilInput.extend({ team: z.enum(teams) });
export type Writing = z.infer<typeof teamInput>;
export const postInput = z.object({ postId: z.uuid() });
/** What a colleague writes down of a family's voice note. */
export const writeDownInput = postInput.extend(noteWordsSchema.shape);
export type WriteDown = z.infer<typeof writeDownInput>;
export const fileInput = z.object({ fileId: z.uuid() });

export const listThreadsInput = z.object({ show: z.enum(["waiting", "mine", "all"]).default("waiting") });
export type ListThreads = z.infer<typeof listThreadsInput>;

/** Takes a conversation on, or gives it back to the team. */
export const takeInput = threadInput.extend({ take: z.boolean() });

/** First and last day, and who answers. */
export const awayInput = daysInput.safeExtend({ coverId: z.uuid().optional() });
export type Away = z.infer<typeof awayInput>;
export const backInput = z.object({ awayId: z.uuid() });

/** A text message as GOV.UK Notify calls back with it: the id is the service's own, so that a second call with it adds nothing. */
export const takeTextInput = z.object({ token: z.string().max(500), id: z.uuid(), from: z.string().min(6).max(30), words: z.string().trim().min(1).max(POST_LENGTH) });
export type TakeText = z.infer<typeof takeTextInput>;
