import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { StaffApiProvider } from "@/app/_trpc/client";
import { getLocale } from "@/app/_trpc/locale";
import { formatDate } from "@/server/lib/i18n/format";
import { intlTag } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import { gateMessages } from "../shell/gate-words";
import { shownText } from "../shell/shown-text";
import type { DayLines, OpenPromises } from "./answers";
import type { DayData, DayEntry, PromiseEntry } from "./day-entry";

/** Hands the screen of the day its words and its connection: nothing that it does not use. */
export async function DayWords({ children }: { children: ReactNode }) {
  const [locale, messages, gate] = await Promise.all([getLocale(), getMessages(), gateMessages()]);
  const { day, promises, board } = messages.meetings as Record<string, AbstractIntlMessages>;
  const { staff } = messages.translation as Record<string, AbstractIntlMessages>;
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={{ meetings: { day, promises, board }, translation: { staff }, gate } as AbstractIntlMessages} timeZone="Europe/London">
      <StaffApiProvider locale={locale}>{children}</StaffApiProvider>
    </NextIntlClientProvider>
  );
}

interface Report {
  reportId: string;
  pupilId: string;
  label: string;
  summary: { text: string; language: string }[];
}

interface Given {
  lines: DayLines;
  open: OpenPromises;
  /** The newest report of each child, from another feature: the page has it. */
  reports: Report[];
  zone: string;
  now: Date;
}

/** What the screen of the day needs, in the words of the page. */
export async function dayData({ lines, open, reports, zone, now }: Given): Promise<DayData> {
  const [t, way, english, locale] = await Promise.all([
    getTranslations("meetings.day"), getTranslations("meetings.modes"), getTranslations({ locale: "en", namespace: "meetings.promises.by" }), getLocale(),
  ]);
  const clock = (at: Date) => formatDate(locale, at, "time", zone);
  const promise = (each: DayLines[number]["promises"][number], who: string | null): PromiseEntry => ({
    id: each.id, promiser: each.promiser, text: shownText(locale, each.text), due: formatDate(locale, each.dueAt, "shortDay", zone), kept: each.keptAt !== null, overdue: each.overdue, who,
  });
  const entries = lines.map((line): DayEntry => {
    const { question } = line;
    const report = reports.find(({ pupilId }) => pupilId === line.pupilId);
    return {
      id: line.id, pupilId: line.pupilId, adultId: line.adultId, adult: line.adult, time: clock(line.startsAt),
      facts: [line.child, line.room ?? way(line.mode), ...(line.mode === "in_person" ? [t("number", { number: String(line.number) })] : []), t("until", { at: clock(line.endsAt) }), listedLanguage(locale, line.language), ...(line.interpreter ? [line.interpreter] : [])],
      minutes: Math.round((line.endsAt.getTime() - line.startsAt.getTime()) / 60_000), speaks: line.language, interpreter: line.interpreter, missing: line.needsInterpreter && !line.interpreter, phone: line.phone, videoLink: line.videoLink,
      startedAt: line.startedAt?.toISOString() ?? null, finishedAt: line.finishedAt?.toISOString() ?? null, state: line.state, longer: line.longer, late: line.late, open: line.open, begun: line.begun,
      question: question ? shownText(locale, question) : null,
      promises: line.promises.map((each) => promise(each, null)), recordHref: `/${locale}/staff/contacts/${line.pupilId}`, todayHref: `/${locale}/staff/today`,
      report: report ? { href: `/${locale}/staff/reports/preview/${report.reportId}`, label: report.label, summary: report.summary } : null,
    };
  });
  // What stands beside a meeting of today is not said twice.
  const shown = new Set(lines.flatMap(({ promises }) => promises.map(({ id }) => id)));
  return {
    now: now.toISOString(), clock: { tag: intlTag(locale), zone }, entries, open: open.filter(({ id }) => !shown.has(id)).map((each) => promise(each, `${each.adult}, ${each.child}`)),
    said: { school: english("school"), family: english("family"), both: english("both") },
  };
}
