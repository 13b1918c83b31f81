import { createRouter } from "@/server/lib/trpc/base";

import { accessRouter } from "./access/router";

export const peopleRouter = createRouter({
  access: accessRouter,
});
