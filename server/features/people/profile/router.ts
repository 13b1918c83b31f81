import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { may } from "../policy";
import { answerOwnProfile, recordProfile } from "./commands";
import { getOwnProfile, getProfile } from "./queries";
import { answerOwnSchema, profileAdultSchema, recordProfileSchema } from "./schema";

export const profileRouter = createRouter({
  own: familyProcedure.query(({ ctx }) => getOwnProfile(ctx)),
  answerOwn: familyProcedure.input(answerOwnSchema).mutation(({ ctx, input }) => answerOwnProfile(ctx, input)),
  get: staffProcedure(...may.recordProfiles).input(profileAdultSchema).query(({ ctx, input }) => getProfile(ctx, input.adultId)),
  record: staffProcedure(...may.recordProfiles).input(recordProfileSchema).mutation(({ ctx, input }) => recordProfile(ctx, input)),
});
