import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { markReady, saveAttendance, saveEntry, unmarkReady } from "./commands";
import { reportsInput, saveAttendanceInput, saveEntryInput } from "./schema";

const writer = staffProcedure(...may.writeReports);

export const writingRouter = createRouter({
  saveEntry: writer.input(saveEntryInput).mutation(({ ctx, input }) => saveEntry(ctx, input)),
  saveAttendance: writer.input(saveAttendanceInput).mutation(({ ctx, input }) => saveAttendance(ctx, input)),
  markReady: writer.input(reportsInput).mutation(({ ctx, input }) => markReady(ctx, input)),
  unmarkReady: writer.input(reportsInput).mutation(({ ctx, input }) => unmarkReady(ctx, input)),
});
