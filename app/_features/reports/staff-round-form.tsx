import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { yearLabel } from "@/app/_features/shell/year-label";
import { readFlash } from "@/app/_trpc/flash";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { subjectCodes, terms } from "@/server/features/reports/schema";

import { createRoundAction } from "./staff-actions";

export const NEW_ROUND_PATH = "/staff/reports/new";
const YEARS = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

interface NewRoundProps {
  /** The school year in which the round would be, as its first calendar year. */
  schoolYear: number;
  /** Years and subjects of the round before: most schools keep them. */
  yearGroups: number[];
  subjects: string[];
}

/** The form for a new round, with what was typed when it came back. */
export async function NewRoundForm({ schoolYear, yearGroups, subjects }: NewRoundProps) {
  const [t, reports, common, locale, flash] = await Promise.all([
    getTranslations("staffReports.newRound"), getTranslations("reports"), getTranslations("common"), getLocale(), readFlash(NEW_ROUND_PATH),
  ]);
  const typed = flash?.tone === "stop" ? flash.values : undefined;
  const years = typed ? (typed.yearGroups ?? "").split(",") : yearGroups.map(String);
  const chosen = typed ? (typed.subjects ?? "").split(",") : subjects;
  return (
    <form action={createRoundAction} className="card grid max-w-3xl gap-5">
      <input type="hidden" name="locale" value={locale} />
      <div className="grid gap-4 md:grid-cols-2">
        <Choice name="term" label={t("term")} value={typed?.term} options={terms.map((term) => ({ value: term, label: common(`terms.${term}`) }))} />
        <Choice
          name="schoolYear" label={t("schoolYear")} value={typed?.schoolYear ?? String(schoolYear)}
          options={[schoolYear - 1, schoolYear, schoolYear + 1].map((from) => ({ value: String(from), label: t("schoolYearValue", { from: String(from), to: String(from + 1) }) }))}
        />
        <Field name="opensOn" label={t("opensOn")} type="date" dir="ltr" required defaultValue={typed?.opensOn} />
        <Field name="dueOn" label={t("dueOn")} type="date" dir="ltr" required defaultValue={typed?.dueOn} />
      </div>
      <Group legend={t("years")}>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 md:grid-cols-4">
          {YEARS.map((year) => <Option key={year} type="checkbox" name="yearGroups" value={String(year)} label={yearLabel(common, year)} checked={years.includes(String(year))} />)}
        </div>
      </Group>
      <Group legend={t("subjects")}>
        <p className="text-ink-soft">{t("subjectsHint")}</p>
        <div className="grid gap-2 sm:grid-cols-2 md:grid-cols-3">
          {subjectCodes.map((subject) => <Option key={subject} type="checkbox" name="subjects" value={subject} label={reports(`subjects.${subject}`)} checked={chosen.includes(subject)} />)}
        </div>
      </Group>
      <button className="button justify-self-start">{t("submit")}</button>
    </form>
  );
}
