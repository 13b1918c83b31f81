import { createCallerFactory, createRouter } from "@/server/lib/trpc/base";

import { calendarRouter } from "./features/calendar/router";
import { contactsRouter } from "./features/contacts/router";
import { deliveryRouter } from "./features/delivery/router";
import { eventsRouter } from "./features/events/router";
import { insightRouter } from "./features/insight/router";
import { languagesRouter } from "./features/languages/router";
import { meetingsRouter } from "./features/meetings/router";
import { messagesRouter } from "./features/messages/router";
import { newslettersRouter } from "./features/newsletters/router";
import { peopleRouter } from "./features/people/router";
import { planRouter } from "./features/plan/router";
import { reportsRouter } from "./features/reports/router";
import { rewardsRouter } from "./features/rewards/router";
import { signInRouter } from "./features/sign-in/router";

/** Every procedure of Kingsgate. Pages, form actions and staff screens all come through here. */
export const appRouter = createRouter({
  calendar: calendarRouter,
  contacts: contactsRouter,
  delivery: deliveryRouter,
  events: eventsRouter,
  insight: insightRouter,
  languages: languagesRouter,
  meetings: meetingsRouter,
  messages: messagesRouter,
  newsletters: newslettersRouter,
  people: peopleRouter,
  plan: planRouter,
  reports: reportsRouter,
  rewards: rewardsRouter,
  signIn: signInRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
