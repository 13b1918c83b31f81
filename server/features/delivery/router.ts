import { may } from "@/server/features/people/policy";
import { createRouter, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { completeTask } from "./commands";
import { lettersRouter } from "./letters/router";
import { listOutbox, listTasks, openMail } from "./queries";
import { takeReceipt } from "./receipts/commands";
import { receiptInput } from "./receipts/schema";
import { inboxRouter } from "./inbox/router";
import { paceRouter } from "./pace/router";
import { pushRouter } from "./push/router";
import { takeReturn } from "./returns/commands";
import { returnInput } from "./returns/schema";
import { topicsRouter } from "./topics/router";
import { completeTaskInput, listOutboxInput, listTasksInput, openMailInput } from "./schema";

export const deliveryRouter = createRouter({
  letters: lettersRouter,
  topics: topicsRouter,
  pace: paceRouter,
  push: pushRouter,
  inbox: inboxRouter,
  receipt: publicProcedure.input(receiptInput).mutation(({ ctx, input }) => takeReceipt(ctx, input)),
  returned: publicProcedure.input(returnInput).mutation(({ ctx, input }) => takeReturn(ctx, input)),
  tasks: staffProcedure(...may.useStaffPages).input(listTasksInput).query(({ ctx, input }) => listTasks(ctx, input)),
  completeTask: staffProcedure(...may.useStaffPages).input(completeTaskInput).mutation(({ ctx, input }) => completeTask(ctx, input)),
  outbox: staffProcedure(...may.seeOutbox).input(listOutboxInput).query(({ ctx, input }) => listOutbox(ctx, input)),
  mail: staffProcedure(...may.seeOutbox).input(openMailInput).query(({ ctx, input }) => openMail(ctx, input)),
});
