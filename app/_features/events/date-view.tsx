import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { formatDate, isolateCode } from "@/server/lib/i18n/format";

import type { CheckedDate } from "./answers";
import { clockOf, hoursOf } from "./times";

type Clash = CheckedDate["clashes"][number];

/** Asks for a day and hours. A plain form: the answer has an address of its own. */
export async function DateForm({ day, from, to }: { day: string; from: string; to: string }) {
  const t = await getTranslations("events.staff");
  return (
    <form className="flex max-w-3xl flex-wrap items-end gap-3">
      <Field type="date" name="day" label={t("day")} required defaultValue={day} />
      <Field type="time" name="from" label={t("from")} required defaultValue={from} />
      <Field type="time" name="to" label={t("to")} required defaultValue={to} />
      <button className="button"><Icon name="search" />{t("checkButton")}</button>
    </form>
  );
}

async function clashWords(zone: string): Promise<(clash: Clash) => string> {
  const [t, festivals] = await Promise.all([getTranslations("events.clash"), getTranslations("events.festivals")]);
  return ({ kind, name = "", at }) => t(kind, { name: kind === "festival" ? festivals(name as "easter") : name, time: at ? clockOf(at, zone) : "" });
}

/** Whom a time shuts out, and the times nearby that shut out fewest. */
export async function DateAnswer({ answer, zone }: { answer: CheckedDate; zone: string }) {
  const [t, say, locale] = await Promise.all([getTranslations("events.staff"), clashWords(zone), getLocale()]);
  const named = (slot: { startsAt: Date; endsAt: Date }) => `${formatDate(locale, slot.startsAt, "day", zone)}, ${isolateCode(hoursOf(slot, zone))}`;
  return (
    <div className="grid max-w-3xl gap-4" aria-live="polite">
      <h2>{named(answer.slot)}</h2>
      {answer.clashes.length === 0 ? <Notice tone="good"><p>{t("clear")}</p></Notice> : (
        <Notice tone="warn" title={t("clashes")}><ul className="list-disc ps-6">{answer.clashes.map((clash, nth) => <li key={nth}>{say(clash)}</li>)}</ul></Notice>
      )}
      <h2>{t("better")}</h2>
      <ul className="grid gap-2">
        {answer.alternatives.map((slot) => (
          <li key={slot.startsAt.toISOString()} className="card">
            <p className="font-bold">{named(slot)}</p>
            <p className="text-ink-soft">{slot.clashes.length === 0 ? t("nothing") : slot.clashes.map(say).join(" · ")}</p>
          </li>
        ))}
      </ul>
      <p>{t("twoTimes")} {t("moon")}</p>
      {answer.placed ? null : <p className="text-ink-soft">{t("sunPlace")}</p>}
    </div>
  );
}
