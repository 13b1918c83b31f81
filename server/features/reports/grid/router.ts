import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { entryHistoryInput } from "../writing/schema";
import { getGrid, listStatements, listVersions } from "./queries";
import { gridInput } from "./schema";

const writer = staffProcedure(...may.writeReports);

export const gridRouter = createRouter({
  get: writer.input(gridInput).query(({ ctx, input }) => getGrid(ctx, input)),
  statements: writer.query(() => listStatements()),
  versions: writer.input(entryHistoryInput).query(({ ctx, input }) => listVersions(ctx, input)),
});
