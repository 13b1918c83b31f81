import { partInput } from "@/server/features/languages/speech/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { choose, endFeed, makeFeed } from "./commands";
import { addDate, addList, changeDate, copyYear, removeDate, startYear, tellDate } from "./dates/commands";
import { listDates } from "./dates/queries";
import { writeOpenFeed } from "./feed/commands";
import { hearDates, hearDatesPart } from "./listening/commands";
import { showList } from "./lists/queries";
import { getOwnCalendar, listOpenDates } from "./queries";
import { addDateInput, addListInput, changeDateInput, choiceInput, dateInput, listFileInput, yearInput } from "./schema";

export const calendarRouter = createRouter({
  open: createRouter({
    list: publicProcedure.query(({ ctx }) => listOpenDates(ctx)),
    hear: publicProcedure.query(({ ctx }) => hearDates(ctx)),
    part: publicProcedure.input(partInput).query(({ ctx, input }) => hearDatesPart(ctx, input)),
    file: publicProcedure.query(({ ctx }) => writeOpenFeed(ctx)),
  }),
  own: createRouter({
    get: familyProcedure.query(({ ctx }) => getOwnCalendar(ctx)),
    choose: familyProcedure.input(choiceInput).mutation(({ ctx, input }) => choose(ctx, input)),
    makeLink: familyProcedure.mutation(({ ctx }) => makeFeed(ctx)),
    endLink: familyProcedure.mutation(({ ctx }) => endFeed(ctx)),
  }),
  dates: createRouter({
    list: staffProcedure(...may.keepCalendar).input(yearInput.partial()).query(({ ctx, input }) => listDates(ctx, input)),
    add: staffProcedure(...may.keepCalendar).input(addDateInput).mutation(({ ctx, input }) => addDate(ctx, input)),
    change: staffProcedure(...may.keepCalendar).input(changeDateInput).mutation(({ ctx, input }) => changeDate(ctx, input)),
    remove: staffProcedure(...may.keepCalendar).input(dateInput).mutation(({ ctx, input }) => removeDate(ctx, input)),
    tell: staffProcedure(...may.keepCalendar).input(dateInput).mutation(({ ctx, input }) => tellDate(ctx, input)),
    read: staffProcedure(...may.keepCalendar).input(listFileInput).query(({ ctx, input }) => showList(ctx, input)),
    addList: staffProcedure(...may.keepCalendar).input(addListInput).mutation(({ ctx, input }) => addList(ctx, input)),
    startYear: staffProcedure(...may.keepCalendar).input(yearInput).mutation(({ ctx, input }) => startYear(ctx, input)),
    copyYear: staffProcedure(...may.keepCalendar).input(yearInput).mutation(({ ctx, input }) => copyYear(ctx, input)),
  }),
});
