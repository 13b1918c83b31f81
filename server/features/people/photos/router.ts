import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { answerConsent, recordConsent } from "./commands";
import { listConsents, listOwnConsents } from "./queries";
import { answerConsentInput, classInput, recordConsentInput } from "./schema";

export const consentRouter = createRouter({
  own: familyProcedure.query(({ ctx }) => listOwnConsents(ctx)),
  answer: familyProcedure.input(answerConsentInput).mutation(({ ctx, input }) => answerConsent(ctx, input)),
  list: staffProcedure(...may.noteRewards).input(classInput).query(({ ctx, input }) => listConsents(ctx, input)),
  record: staffProcedure(...may.recordPhotoConsents).input(recordConsentInput).mutation(({ ctx, input }) => recordConsent(ctx, input)),
});
