import { partInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { hearLetter, hearLetterPart } from "../letters/easy/commands";
import { getEasyLetter, printEasyLetter } from "../letters/easy/queries";
import { hearLetterPartInput, ownLetterInput } from "../letters/schema";
import { hearInbox, hearInboxPart } from "./commands";
import { countUnopened, listInbox } from "./queries";

export const inboxRouter = createRouter({
  list: familyProcedure.query(({ ctx }) => listInbox(ctx)),
  count: familyProcedure.query(({ ctx }) => countUnopened(ctx)),
  hear: familyProcedure.query(({ ctx }) => hearInbox(ctx)),
  easy: familyProcedure.input(ownLetterInput).query(({ ctx, input }) => getEasyLetter(ctx, input)),
  print: familyProcedure.input(ownLetterInput).query(({ ctx, input }) => printEasyLetter(ctx, input)),
  hearOne: familyProcedure.input(ownLetterInput).query(({ ctx, input }) => hearLetter(ctx, input)),
  onePart: familyProcedure.input(hearLetterPartInput).query(({ ctx, input }) => hearLetterPart(ctx, input)),
  part: familyProcedure.input(partInput).query(({ ctx, input }) => hearInboxPart(ctx, input)),
});
