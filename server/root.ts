import { createCallerFactory, createRouter } from "@/server/lib/trpc/base";

import { peopleRouter } from "./features/people/router";

/** Every procedure of Kingsgate. Pages, form actions and staff screens all come through here. */
export const appRouter = createRouter({
  people: peopleRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
