import { z } from "zod";

import { attendanceSchema, entryChangesSchema, entrySubjectSchema, idSchema, NOTE_LENGTH } from "../schema";

const note = z.string().trim().min(3).max(NOTE_LENGTH);

export const withdrawInput = z.object({ reportId: idSchema, reason: note });
export type WithdrawInput = z.infer<typeof withdrawInput>;

/** `edition` is the one that the correction was made from. */
export const correctInput = z.object({
  reportId: idSchema,
  edition: z.number().int().min(1),
  entries: z.array(z.object({ subject: entrySubjectSchema, changes: entryChangesSchema })).max(25).default([]),
  attendance: attendanceSchema.nullable().optional(),
  note,
});
export type CorrectInput = z.infer<typeof correctInput>;
