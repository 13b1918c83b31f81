import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { hearRecordPart } from "./commands";
import { hearRecord } from "./queries";
import { hearRecordPartInput } from "./schema";

export const listeningRouter = createRouter({
  record: familyProcedure.query(({ ctx }) => hearRecord(ctx)),
  part: familyProcedure.input(hearRecordPartInput).query(({ ctx, input }) => hearRecordPart(ctx, input)),
});
