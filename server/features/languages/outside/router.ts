import { createRouter, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { approvers } from "../policy";
import { createInvite, revokeInvite, saveOutside } from "./commands";
import { listInvites, listOutside } from "./queries";
import { inviteInput, keyInput, outsideSaveInput, revokeInput } from "./schema";

const leader = staffProcedure(...approvers);

export const outsideRouter = createRouter({
  invites: leader.query(({ ctx }) => listInvites(ctx)),
  invite: leader.input(inviteInput).mutation(({ ctx, input }) => createInvite(ctx, input)),
  revoke: leader.input(revokeInput).mutation(({ ctx, input }) => revokeInvite(ctx, input)),
  list: publicProcedure.input(keyInput).query(({ ctx, input }) => listOutside(ctx, input)),
  save: publicProcedure.input(outsideSaveInput).mutation(({ ctx, input }) => saveOutside(ctx, input)),
});
