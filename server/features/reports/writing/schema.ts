import { z } from "zod";

import { attendanceSchema, entryChangesSchema, entrySubjectSchema, idSchema } from "../schema";

/** One autosave. `baseVersion` is the version that the changes were made from: 0 for an entry that nobody has saved. */
export const saveEntryInput = z.object({
  reportId: idSchema,
  subject: entrySubjectSchema,
  baseVersion: z.number().int().min(0),
  changes: entryChangesSchema,
});
export type SaveEntryInput = z.infer<typeof saveEntryInput>;

export const saveAttendanceInput = z.object({ reportId: idSchema, attendance: attendanceSchema.nullable() });
export type SaveAttendanceInput = z.infer<typeof saveAttendanceInput>;

export const entryHistoryInput = z.object({ reportId: idSchema, subject: entrySubjectSchema });

/** Reports of one class or fewer, handed on together. */
export const reportsInput = z.object({ reportIds: z.array(idSchema).min(1).max(200) });
export type ReportsInput = z.infer<typeof reportsInput>;
