import { z } from "zod";

import { noteAudioSchema } from "@/server/features/languages/speech/schema";

import { keeps, meetingInput, modes, parts, QUESTION, roundInput } from "../schema";

/** Whom a family would meet about which child. */
const pair = z.object({ pupilId: z.uuid(), teacherId: z.uuid() });

export const timesInput = roundInput.extend(pair.shape);

/** A time that the family picked, and what it would like to talk about, written or spoken. The key is drawn when the form is made: sent twice it is one meeting. */
export const bookInput = timesInput.extend({ key: z.uuid(), startsAt: z.iso.datetime(), mode: z.enum(modes), question: z.string().trim().max(QUESTION).optional(), voice: noteAudioSchema.optional() });
export type Book = z.infer<typeof bookInput>;

export const moveInput = meetingInput.extend({ startsAt: z.iso.datetime(), mode: z.enum(modes) });

/** When a family can, and whom they would like to meet: the school makes one plan of it. */
export const askInput = roundInput.extend({ suits: z.array(z.enum(parts)).max(parts.length), keeps: z.array(z.enum(keeps)).max(keeps.length), mode: z.enum(modes), wishes: z.array(pair).min(1).max(40) });
export type Ask = z.infer<typeof askInput>;
