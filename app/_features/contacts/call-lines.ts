import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { QUIET_WEEKS } from "@/server/features/contacts/schema";
import { formatDate, formatList } from "@/server/lib/i18n/format";

import { yearLabel } from "../shell/year-label";
import type { CallRow } from "./answers";
import { languageOf } from "./choices";

/** One line as the screen draws it: every word and date is made on the server. */
export interface CallLine {
  id: string;
  taskId: string | null;
  pupilId: string;
  child: string;
  adult: { id: string; name: string; relation: string; phone: string | null; language: string; interpreter: boolean };
  languageName: string;
  /** What to do, and why, in plain words. */
  kind: string;
  why: string;
  due: string | null;
  overdue: boolean;
  hours: string | null;
  goodNow: boolean;
  tries: string | null;
  last: string;
  /** Good news beside concerns, when there is too little of it. */
  balance: string | null;
  /** Whether there is something of the school's to tell. */
  says: boolean;
  tone: "good_news" | "neutral";
  channel: "call" | "visit";
}

/** The lines of the morning, in the words of the page's language. */
export async function callLines(rows: CallRow[], zone: string): Promise<CallLine[]> {
  const [t, delivery, people, common, locale] = await Promise.all([
    getTranslations("contacts"), getTranslations("delivery"), getTranslations("people.relations"), getTranslations("common"), getLocale(),
  ]);
  return rows.map((row): CallLine => {
    const { adult, pupil, reason, detail } = row;
    const family = reason === "quiet" || reason === "good_news";
    return {
      id: row.id, taskId: row.taskId, pupilId: pupil.id, child: `${pupil.name}, ${yearLabel(common, pupil.yearGroup)}`,
      adult: {
        id: adult.id, name: adult.name, relation: adult.relation ? people(adult.relation) : "", phone: adult.phone,
        language: adult.plan.speakIn, interpreter: adult.plan.interpreter,
      },
      languageName: languageOf(locale, adult.plan.speakIn),
      kind: family ? delivery("kinds.call") : delivery(`kinds.${reason}`),
      why: family ? t(`reasons.${reason}`, { weeks: String(QUIET_WEEKS) }) : delivery(`reasons.${detail}`),
      due: row.dueAt ? t("calls.due", { date: formatDate(locale, row.dueAt, "shortMoment", zone) }) : null,
      overdue: row.overdue,
      hours: row.hours.length > 0 ? t("calls.goodHours", { list: formatList(locale, row.hours.map((each) => t(`hours.${each}`))) }) : null,
      goodNow: row.goodNow,
      tries: row.attempts.length > 0 ? t("calls.tries", { count: row.attempts.length }) : null,
      last: row.lastSpokenAt ? t("calls.lastSpoken", { date: formatDate(locale, row.lastSpokenAt, "shortDay", zone) }) : t("calls.never"),
      balance: row.balance.low ? t("timeline.balance", { praise: row.balance.praise, concern: row.balance.concern }) : null,
      says: reason === "call",
      tone: reason === "good_news" || detail === "good_news" ? "good_news" : "neutral",
      channel: reason === "visit" ? "visit" : "call",
    };
  });
}
