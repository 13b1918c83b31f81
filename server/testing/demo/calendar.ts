import { usualYear } from "@/server/features/calendar/dates/rules";
import { schoolYearOf } from "@/server/features/calendar/rules";
import type { DateKind } from "@/server/features/calendar/schema";
import { addDays, dayIn } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { addTextRows, type TextRows } from "../factories/languages";
import { bookDay, winterFair } from "./calendar-words";
import type { SaidWords } from "./event-words";
import { idOf } from "./random";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoCalendar extends TextRows {
  dates: Prisma.SchoolDateCreateManyInput[];
}

/** The next weekday so many days from now. */
function weekdayIn(plan: SchoolPlan, days: number): string {
  for (let nth = days; ; nth += 1) {
    const day = dayIn(plan.school.zone, addDays(plan.now, nth));
    if (![0, 6].includes(new Date(day).getUTCDay())) return day;
  }
}

/** This year's terms and breaks; at Kingsgate also a training day next week and two days of its own, one of them for some years. */
export function buildCalendar(plan: SchoolPlan, people: DemoPeople): DemoCalendar {
  const rows: DemoCalendar = { dates: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  const schoolId = school.id;
  const at = addDays(now, -60);
  const put = (name: string, kind: DateKind, startsOn: string, endsOn: string, more: { titleId?: string; yearGroups?: number[] } = {}) =>
    rows.dates.push({ id: idOf(`school-date:${school.slug}:${name}`), schoolId, kind, startsOn: new Date(startsOn), endsOn: new Date(endsOn), titleId: null, yearGroups: [], createdAt: at, updatedAt: at, ...more });
  for (const { kind, startsOn, endsOn } of usualYear(school.nation, schoolYearOf(dayIn(school.zone, now)))) put(`${kind}:${startsOn}`, kind, startsOn, endsOn);
  const office = people.byKey.get("demo-person-office");
  if (school.slug !== "kingsgate" || !office) return rows;
  const say = (name: string, words: SaidWords): string => {
    const id = idOf(`school-date-text:${name}`);
    addTextRows(rows, { id, schoolId, kind: "calendar.words", authorId: office.id, at, sentences: words.sentences, translations: words.translations, reviewerId: () => office.id, idOf });
    return id;
  };
  const [training, fair, book] = [weekdayIn(plan, 5), weekdayIn(plan, 9), weekdayIn(plan, 12)];
  put("training", "inset", training, training);
  put("fair", "own", fair, fair, { titleId: say("fair", winterFair) });
  put("book", "own", book, book, { titleId: say("book", bookDay), yearGroups: [3, 4] });
  return rows;
}
