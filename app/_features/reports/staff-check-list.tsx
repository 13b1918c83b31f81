import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { formatList, isolateCode, isolateName } from "@/server/lib/i18n/format";

import { passCheckAction, sendBackAction } from "./staff-actions";

export type Waiting = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["checking"]["waiting"]>>;

/** Reports of one state, each with what the law still asks for, and what can be done with those that are ticked. */
export async function CheckList({ roundId, waiting, state }: { roundId: string; waiting: Waiting; state: "ready" | "checked" }) {
  const [t, reports, locale] = await Promise.all([getTranslations("staffReports.check"), getTranslations("reports"), getLocale()]);
  const eyes = state === "ready" ? [...new Set(waiting.flatMap((each) => each.statutory.cannotCheck))] : [];
  const complete = state === "ready" ? waiting.filter((each) => each.statutory.missing.length === 0 && each.unexplained.length === 0) : [];
  return (
    <form className="grid gap-4">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={roundId} />
      {complete.map((each) => <input key={each.reportId} type="hidden" name="complete" value={each.reportId} />)}
      <CheckTable waiting={waiting} state={state} />
      {eyes.length > 0 ? (
        <Group legend={t("eyeTitle")}>
          <div className="grid gap-2 md:grid-cols-2">
            {eyes.map((code) => <Option key={code} type="checkbox" name="confirmed" value={code} label={reports(`statutory.codes.${code}`)} />)}
          </div>
        </Group>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {state === "ready" ? <button className="button button-small" formAction={passCheckAction}>{t("pass")}</button> : null}
        {complete.length > 0 ? <button className="button button-quiet button-small" formAction={passCheckAction} name="all" value="yes">{t("passAll", { count: complete.length })}</button> : null}
        <button className="button button-quiet button-small" formAction={sendBackAction}>{t("sendBack")}</button>
      </div>
    </form>
  );
}

async function CheckTable({ waiting, state }: { waiting: Waiting; state: "ready" | "checked" }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.check"), getLocale()]);
  return (
    <div className="table-scroll relative">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("child")}</th><th scope="col">{t("class")}</th>
            {state === "ready" ? <th scope="col">{t("law")}</th> : null}
            <th scope="col"><span className="sr-only">{t("look")}</span></th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((each) => (
            <tr key={each.reportId}>
              <td>
                <label className="flex min-h-6 items-center gap-3">
                  <input type="checkbox" name="reports" value={each.reportId} className="size-5 flex-none accent-brand" aria-label={t("choose", { name: isolateName(`${each.givenName} ${each.familyName}`) })} />
                  <bdi className="font-bold">{each.givenName} {each.familyName}</bdi>
                </label>
              </td>
              <td><bdi>{each.className}</bdi></td>
              {state === "ready" ? <td><Gaps statutory={each.statutory} /><Letters unexplained={each.unexplained} /></td> : null}
              <td className="text-end">
                <a className="inline-flex min-h-6 items-center gap-2" href={`/${locale}/staff/reports/preview/${each.reportId}`}>
                  <Icon name="eye" />{t("look")}<span className="sr-only"><bdi>{each.givenName} {each.familyName}</bdi></span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Letters in the teacher's own words that no family can know: with them the report cannot pass. */
async function Letters({ unexplained }: { unexplained: Waiting[number]["unexplained"] }) {
  const [t, subjects] = await Promise.all([getTranslations("gate.refused"), getTranslations("reports.subjects")]);
  return unexplained.map(({ field, letters }) => <p key={field} className="text-stop">{t("list", { letters: isolateCode(letters.join(", ")), field: subjects(field) })}</p>);
}

/** What one report lacks, in words. */
export async function Gaps({ statutory }: { statutory: Waiting[number]["statutory"] }) {
  const [t, reports, locale] = await Promise.all([getTranslations("staffReports.check"), getTranslations("reports"), getLocale()]);
  const words = (codes: string[]) => formatList(locale, codes.map((code) => reports(`statutory.codes.${code}`)));
  const missing = statutory.missing.filter((code) => code !== "achievements" || statutory.missingSubjects.length === 0);
  return (
    <div className="grid justify-items-start gap-1">
      {statutory.missing.length === 0 ? <Badge tone="good"><Icon name="check" className="!size-4" />{t("complete")}</Badge> : null}
      {missing.length > 0 ? <p className="text-stop">{t("missing", { items: words(missing) })}</p> : null}
      {statutory.missingSubjects.length > 0 ? (
        <p className="text-stop">{t("missingSubjects", { subjects: formatList(locale, statutory.missingSubjects.map((subject) => reports(`subjects.${subject}`))) })}</p>
      ) : null}
      {statutory.cannotCheck.length > 0 ? <p className="text-ink-soft">{t("byEye", { items: words(statutory.cannotCheck) })}</p> : null}
    </div>
  );
}
