import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { setOwnHours, setPace } from "./commands";
import { getOwnHours, getPace } from "./queries";
import { ownHoursInput, paceInput } from "./schema";

export const paceRouter = createRouter({
  get: staffProcedure(...may.setPace).query(({ ctx }) => getPace(ctx)),
  set: staffProcedure(...may.setPace).input(paceInput).mutation(({ ctx, input }) => setPace(ctx, input)),
  hours: familyProcedure.query(({ ctx }) => getOwnHours(ctx)),
  setHours: familyProcedure.input(ownHoursInput).mutation(({ ctx, input }) => setOwnHours(ctx, input)),
});
