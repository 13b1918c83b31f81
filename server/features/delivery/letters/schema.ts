import { z } from "zod";

import { partInput } from "@/server/features/languages/speech/schema";

/** Letters a run prints at most: a file that a printer and a person can handle. The rest wait for the next. */
export const LETTERS_A_RUN = 500;

/** Signs of a letter's code to answer: short enough to type, and worth no more than an answer. */
export const ANSWER_CODE_LENGTH = 8;

/** Days in which a letter can be answered by its code. */
export const ANSWER_DAYS = 60;

/** The letters of a class, or everybody's. A form sends the unused one empty. */
export const printRunInput = z.object({ classGroupId: z.uuid().optional() });
export type PrintRunInput = z.infer<typeof printRunInput>;

export const openRunInput = z.object({ runId: z.uuid() });
export type OpenRunInput = z.infer<typeof openRunInput>;

export const letterAnswers = ["read", "phone"] as const;
export type LetterAnswer = (typeof letterAnswers)[number];

export const answerLetterInput = z.object({ code: z.string().max(100), says: z.enum(letterAnswers) });
export type AnswerLetterInput = z.infer<typeof answerLetterInput>;

/** What the school told an adult, by its message. */
export const ownLetterInput = z.object({ messageId: z.uuid() });
export type OwnLetterInput = z.infer<typeof ownLetterInput>;

/** A part of it that is heard. */
export const hearLetterPartInput = ownLetterInput.extend(partInput.shape);
export type HearLetterPart = z.infer<typeof hearLetterPartInput>;
