import { createRouter } from "@/server/lib/trpc/base";

import { accessRouter } from "./access/router";
import { importRouter } from "./import/router";
import { profileRouter } from "./profile/router";
import { viewsRouter } from "./views/router";

export const peopleRouter = createRouter({
  access: accessRouter,
  import: importRouter,
  profile: profileRouter,
  views: viewsRouter,
});
