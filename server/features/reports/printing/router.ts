import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { previewInput } from "../checking/schema";
import { printPreview } from "./commands";

export const printingRouter = createRouter({
  preview: staffProcedure("teacher", ...may.checkReports).input(previewInput).query(({ ctx, input }) => printPreview(ctx, input)),
});
