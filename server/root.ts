import { createCallerFactory, createRouter } from "@/server/lib/trpc/base";

import { peopleRouter } from "./features/people/router";
import { planRouter } from "./features/plan/router";

/** Every procedure of Kingsgate. Pages, form actions and staff screens all come through here. */
export const appRouter = createRouter({
  people: peopleRouter,
  plan: planRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
