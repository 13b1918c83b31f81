import { z } from "zod";

export const TERM_LENGTH = 80;
export const EXPLANATION_LENGTH = 400;

const language = z.string().min(2).max(16);
const term = z.string().trim().min(1).max(TERM_LENGTH);

export const glossaryInput = z.object({ language });

export const saveTermInput = z
  .object({
    language,
    term,
    word: z.string().trim().max(TERM_LENGTH).default(""),
    doNotTranslate: z.boolean().default(false),
    explanation: z.string().trim().max(EXPLANATION_LENGTH).default(""),
  })
  .refine((value) => value.doNotTranslate || value.word !== "", { path: ["word"] });
export type SaveTerm = z.output<typeof saveTermInput>;

export const removeTermInput = z.object({ language, term });
export type RemoveTerm = z.infer<typeof removeTermInput>;
