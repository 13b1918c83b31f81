import { may } from "@/server/features/people/policy";
import { createRouter, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { roundInput } from "../schema";
import { makeBoard, revokeBoard } from "./commands";
import { listBoards, openBoard } from "./queries";
import { boardKeyInput, revokeInput } from "./schema";

export const boardRouter = createRouter({
  open: publicProcedure.input(boardKeyInput).query(({ ctx, input }) => openBoard(ctx, input)),
  list: staffProcedure(...may.planMeetings).input(roundInput).query(({ ctx, input }) => listBoards(ctx, input)),
  make: staffProcedure(...may.planMeetings).input(roundInput).mutation(({ ctx, input }) => makeBoard(ctx, input)),
  revoke: staffProcedure(...may.planMeetings).input(revokeInput).mutation(({ ctx, input }) => revokeBoard(ctx, input)),
});
