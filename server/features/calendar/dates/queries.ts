import { readTexts } from "@/server/features/languages/queries";
import { dayIn } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import { languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { dayOf } from "../queries";
import { firstDayOf, schoolYearOf } from "../rules";
import type { DateKind } from "../schema";
import { type DayHint, hintsOf } from "./rules";

/** An entry of the school's calendar as those who keep it see it. */
export interface KeptDate {
  id: string;
  kind: DateKind;
  startsOn: string;
  endsOn: string;
  title: string;
  yearGroups: number[];
  /** Languages in which the words are not there yet. */
  missing: string[];
  hints: DayHint[];
  toldAt: Date | null;
}

export interface KeptCalendar {
  year: number;
  /** The years that have entries, and this one and the next. */
  years: number[];
  dates: KeptDate[];
}

/** The school's dates of one school year, with what they fall on. A statement, and one a language where there are words. */
export async function listDates(ctx: StaffCtx, input: { year?: number }): Promise<KeptCalendar> {
  const thisYear = schoolYearOf(dayIn(ctx.school.zone, ctx.now));
  const year = input.year ?? thisYear;
  const rows = await ctx.db.schoolDate.findMany({ where: { cancelledAt: null }, orderBy: [{ startsOn: "asc" }, { endsOn: "desc" }, { id: "asc" }] });
  const days = rows.map((row) => ({ ...row, startsOn: dayOf(row.startsOn), endsOn: dayOf(row.endsOn) }));
  const shown = days.filter(({ startsOn }) => startsOn >= firstDayOf(year) && startsOn < firstDayOf(year + 1));
  const ids = shown.flatMap(({ titleId }) => titleId ?? []);
  const own = await readTexts(ctx.db, ids, SOURCE_LANGUAGE);
  const others = ids.length === 0 ? [] : languages.filter(({ tag }) => tag !== SOURCE_LANGUAGE);
  const read = await Promise.all(others.map(async ({ tag }) => ({ tag, texts: await readTexts(ctx.db, ids, tag) })));
  return {
    year, years: [...new Set([thisYear, thisYear + 1, year, ...days.map(({ startsOn }) => schoolYearOf(startsOn))])].sort(),
    dates: shown.map(({ id, kind, startsOn, endsOn, titleId, yearGroups, toldAt }) => ({
      id, kind, startsOn, endsOn, yearGroups, toldAt, title: titleId ? (own.get(titleId)?.source ?? "") : "",
      missing: titleId ? read.filter(({ texts }) => texts.get(titleId)?.translated === false && texts.get(titleId)?.source !== "").map(({ tag }) => tag) : [],
      hints: hintsOf({ kind, startsOn, endsOn }, days, ctx.school.nation),
    })),
  };
}
