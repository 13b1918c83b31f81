import { may as mayAnywhere } from "@/server/features/people/policy";
import { createRouter, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { may } from "../policy";
import { confirmFactor, giveFactor, renewRecoveryCodes, resetFactor, startFactor, useRecoveryCode } from "./commands";
import { listStaffFactors, readFactor } from "./queries";
import { factorCodeInput, resetInput } from "./schema";

export const secondFactorRouter = createRouter({
  read: signedInProcedure.query(({ ctx }) => readFactor(ctx)),
  start: signedInProcedure.mutation(({ ctx }) => startFactor(ctx)),
  confirm: signedInProcedure.input(factorCodeInput).mutation(({ ctx, input }) => confirmFactor(ctx, input)),
  give: signedInProcedure.input(factorCodeInput).mutation(({ ctx, input }) => giveFactor(ctx, input)),
  recover: signedInProcedure.input(factorCodeInput).mutation(({ ctx, input }) => useRecoveryCode(ctx, input)),
  renewRecoveryCodes: staffProcedure(...mayAnywhere.useStaffPages).mutation(({ ctx }) => renewRecoveryCodes(ctx)),
  listStaff: staffProcedure(...may.resetSecondFactor).query(({ ctx }) => listStaffFactors(ctx)),
  reset: staffProcedure(...may.resetSecondFactor).input(resetInput).mutation(({ ctx, input }) => resetFactor(ctx, input)),
});
