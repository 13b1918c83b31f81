import { z } from "zod";

/** A class, or one child's family. A form sends the unused one empty. */
export const printLettersInput = z
  .object({ classId: z.uuid().optional(), pupilId: z.uuid().optional() })
  .refine((input) => (input.classId === undefined) !== (input.pupilId === undefined), { path: ["classId"] });
export type PrintLettersInput = z.infer<typeof printLettersInput>;

export const letterClassInput = z.object({ classId: z.uuid() });
export type LetterClassInput = z.infer<typeof letterClassInput>;
