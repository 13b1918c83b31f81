import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { translateText } from "./commands";
import { exchangeRouter } from "./exchange/router";
import { glossaryRouter } from "./glossary/router";
import { outsideRouter } from "./outside/router";
import { gateRouter } from "./gate/router";
import { picturesRouter } from "./pictures/router";
import { translators } from "./policy";
import { listPending } from "./queries";
import { listPendingInput, translateTextInput } from "./schema";
import { serviceRouter } from "./service/router";
import { workbenchRouter } from "./workbench/router";
import { speechRouter } from "./speech/router";

export const languagesRouter = createRouter({
  pending: staffProcedure(...translators).input(listPendingInput).query(({ ctx, input }) => listPending(ctx, input)),
  translate: staffProcedure(...translators).input(translateTextInput).mutation(({ ctx, input }) => translateText(ctx, input)),
  workbench: workbenchRouter,
  glossary: glossaryRouter,
  service: serviceRouter,
  outside: outsideRouter,
  exchange: exchangeRouter,
  gate: gateRouter,
  pictures: picturesRouter,
  speech: speechRouter,
});
