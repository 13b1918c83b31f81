import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { may } from "../policy";
import { confirmLinks, liftRestriction, restrictAccess, updateLink } from "./commands";
import { explainAccess, getChild, listDue, listPeople, listWaiting } from "./queries";
import { confirmLinksSchema, liftSchema, linkSchema, listPeopleSchema, pupilSchema, restrictSchema, updateLinkSchema } from "./schema";

export const accessRouter = createRouter({
  list: staffProcedure(...may.seePeople).input(listPeopleSchema).query(({ ctx, input }) => listPeople(ctx, input)),
  listDue: staffProcedure(...may.confirmAccess).query(({ ctx }) => listDue(ctx)),
  listWaiting: staffProcedure(...may.confirmAccess).query(({ ctx }) => listWaiting(ctx)),
  getChild: staffProcedure(...may.seePeople).input(pupilSchema).query(({ ctx, input }) => getChild(ctx, input.pupilId)),
  explain: staffProcedure(...may.seePeople).input(linkSchema).query(({ ctx, input }) => explainAccess(ctx, input.linkId)),
  confirm: staffProcedure(...may.confirmAccess).input(confirmLinksSchema).mutation(({ ctx, input }) => confirmLinks(ctx, input)),
  updateLink: staffProcedure(...may.confirmAccess).input(updateLinkSchema).mutation(({ ctx, input }) => updateLink(ctx, input)),
  restrict: staffProcedure(...may.restrictAccess).input(restrictSchema).mutation(({ ctx, input }) => restrictAccess(ctx, input)),
  liftRestriction: staffProcedure(...may.restrictAccess).input(liftSchema).mutation(({ ctx, input }) => liftRestriction(ctx, input.restrictionId)),
});
