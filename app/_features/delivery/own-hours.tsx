import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";

import { ownHoursAction } from "./topic-actions";

const timeOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Whole choices for those who work at night, pray or care: one press each, beside two boxes for any other hours. */
const usual = [["nights", "bedtime", "06:00-14:00"], ["evenings", "evening", "18:00-08:00"]] as const;

/** When this adult wants nothing that can wait. */
export async function OwnHours() {
  const [t, locale, api] = await Promise.all([getTranslations("delivery.hours"), getLocale(), getApi()]);
  const hours = await api.delivery.pace.hours();
  return (
    <section className="card grid gap-3" aria-labelledby="hours">
      <h2 id="hours">{t("title")}</h2>
      <p>{hours ? t("now", { from: timeOf(hours.from), to: timeOf(hours.to) }) : t("none")}</p>
      <form action={ownHoursAction} className="grid gap-2">
        <input type="hidden" name="locale" value={locale} />
        {usual.map(([name, picture, value]) => <button key={name} name="usual" value={value} className="button button-quiet !justify-start text-start"><Picture name={picture} size={32} />{t(name)}</button>)}
        {hours ? <button name="usual" value="none" className="button button-quiet !justify-start text-start"><Picture name="clock" size={32} />{t("any")}</button> : null}
      </form>
      <form action={ownHoursAction} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="locale" value={locale} />
        <Field type="time" name="from" id="hours-from" label={t("from")} required defaultValue={hours ? timeOf(hours.from) : undefined} />
        <Field type="time" name="to" id="hours-to" label={t("to")} required defaultValue={hours ? timeOf(hours.to) : undefined} />
        <button className="button button-quiet">{t("save")}</button>
      </form>
      <p className="text-ink-soft">{t("always")}</p>
    </section>
  );
}
