import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import { comeBackAction, goAwayAction } from "./actions";
import type { AwayList } from "./answers";
import { type Days, daysKey, daysOf, type Planned, within } from "./away-planned";

interface Props {
  away: AwayList;
  /** Own visits and meetings on any of the days that are shown. */
  planned: Planned[];
  /** The days that were asked for and not saved, because families expect somebody on them. */
  warned: Days | null;
  zone: string;
  path: string;
}

/** What stands in the way of being away, each with its time and whom it is with: nobody should wait for somebody who does not come. */
async function PlannedList({ planned, zone, children }: { planned: Planned[]; zone: string; children?: ReactNode }) {
  const [t, locale] = await Promise.all([getTranslations("messages.staff"), getLocale()]);
  return (
    <div className="notice notice-warn grid w-full gap-2">
      <p className="flex gap-3 font-bold"><Icon name="alert-triangle" className="mt-1" />{t("awayPlanned")}</p>
      <ul className="grid gap-1">
        {planned.map(({ id, kind, startsAt, adult, child, path }) => {
          const words = t(kind === "visit" ? "awayVisit" : "awayMeeting", { time: formatDate(locale, startsAt, "moment", zone), adult: isolateName(adult), child: isolateName(child) });
          return <li key={id}>{path ? <a href={`/${locale}${path}`} className="inline-flex min-h-11 items-center">{words}</a> : words}</li>;
        })}
      </ul>
      <p>{t("awayHelp")}</p>
      {children}
    </div>
  );
}

/** When a member of staff is away, and who answers for them. */
export async function AwayView({ away, planned, warned, zone, path }: Props) {
  const [t, errors, locale, flash] = await Promise.all([getTranslations("messages.staff"), getTranslations("messages.errors"), getLocale(), readFlash(path)]);
  const fault = (name: string) => (flash?.fields?.[name] && errors.has(flash.fields[name]) ? errors(flash.fields[name]) : undefined);
  return (
    <>
      {away.own.length === 0 ? <p>{t("awayNone")}</p> : (
        <ul className="grid max-w-2xl gap-3">
          {away.own.map((each) => {
            const days = t("awayDays", { from: formatDate(locale, each.fromOn, "shortDay", "UTC"), until: formatDate(locale, each.untilOn, "shortDay", "UTC") });
            const here = within(planned, daysOf(each), zone);
            return (
              <li key={each.id} className="card flex flex-wrap items-center justify-between gap-3 !p-4">
                <span>{days}{each.cover ? `: ${t("awayCover", { name: isolateName(each.cover) })}` : ""}</span>
                <form action={comeBackAction}>
                  <input type="hidden" name="locale" value={locale} />
                  <input type="hidden" name="awayId" value={each.id} />
                  <button className="button button-quiet button-small">{t("awayRemove")}<span className="sr-only">: {days}</span></button>
                </form>
                {here.length > 0 ? <PlannedList planned={here} zone={zone} /> : null}
              </li>
            );
          })}
        </ul>
      )}
      <form action={goAwayAction} className="card grid max-w-2xl gap-4">
        <input type="hidden" name="locale" value={locale} />
        <Field type="date" name="fromOn" label={t("from")} required defaultValue={flash?.values?.fromOn} error={fault("fromOn")} />
        <Field type="date" name="untilOn" label={t("until")} required defaultValue={flash?.values?.untilOn} error={fault("untilOn")} />
        <Choice name="coverId" label={t("cover")} value={flash?.values?.coverId} options={[{ value: "", label: t("noCover") }, ...away.colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
        {warned ? (
          <PlannedList planned={within(planned, warned, zone)} zone={zone}>
            <button name="anyway" value={daysKey(warned)} className="button button-quiet justify-self-start">{t("awayAnyway")}</button>
          </PlannedList>
        ) : null}
        <button className="button justify-self-start">{t("awaySave")}</button>
      </form>
    </>
  );
}
