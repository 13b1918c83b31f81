import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field } from "@/app/_ui/field";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import { comeBackAction, goAwayAction } from "./actions";
import type { AwayList } from "./answers";

/** When a member of staff is away, and who answers for them. */
export async function AwayView({ away, path }: { away: AwayList; path: string }) {
  const [t, errors, locale, flash] = await Promise.all([getTranslations("messages.staff"), getTranslations("messages.errors"), getLocale(), readFlash(path)]);
  const fault = (name: string) => (flash?.fields?.[name] && errors.has(flash.fields[name]) ? errors(flash.fields[name]) : undefined);
  return (
    <>
      {away.own.length === 0 ? <p>{t("awayNone")}</p> : (
        <ul className="grid max-w-2xl gap-3">
          {away.own.map((each) => {
            const days = t("awayDays", { from: formatDate(locale, each.fromOn, "shortDay", "UTC"), until: formatDate(locale, each.untilOn, "shortDay", "UTC") });
            return (
              <li key={each.id} className="card flex flex-wrap items-center justify-between gap-3 !p-4">
                <span>{days}{each.cover ? `: ${t("awayCover", { name: isolateName(each.cover) })}` : ""}</span>
                <form action={comeBackAction}>
                  <input type="hidden" name="locale" value={locale} />
                  <input type="hidden" name="awayId" value={each.id} />
                  <button className="button button-quiet button-small">{t("awayRemove")}<span className="sr-only">: {days}</span></button>
                </form>
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
        <button className="button justify-self-start">{t("awaySave")}</button>
      </form>
    </>
  );
}
