import { createRouter, publicProcedure, signedInProcedure } from "@/server/lib/trpc/base";

import { requestLink, signOut, signOutEverywhere, useCode, useLink } from "./commands";
import { demoRouter } from "./demo/router";
import { lettersRouter } from "./letters/router";
import { listeningRouter } from "./listening/router";
import { countSessions, findHome } from "./queries";
import { homeInput, requestLinkInput, useCodeInput, useLinkInput } from "./schema";
import { secondFactorRouter } from "./second-factor/router";

export const signInRouter = createRouter({
  findHome: publicProcedure.input(homeInput).query(({ ctx, input }) => findHome(ctx, input)),
  requestLink: publicProcedure.input(requestLinkInput).mutation(({ ctx, input }) => requestLink(ctx, input)),
  useLink: publicProcedure.input(useLinkInput).mutation(({ ctx, input }) => useLink(ctx, input)),
  useCode: publicProcedure.input(useCodeInput).mutation(({ ctx, input }) => useCode(ctx, input)),
  signOut: publicProcedure.mutation(({ ctx }) => signOut(ctx)),
  signOutEverywhere: signedInProcedure.mutation(({ ctx }) => signOutEverywhere(ctx)),
  countSessions: signedInProcedure.query(({ ctx }) => countSessions(ctx)),
  secondFactor: secondFactorRouter,
  listening: listeningRouter,
  letters: lettersRouter,
  demo: demoRouter,
});
