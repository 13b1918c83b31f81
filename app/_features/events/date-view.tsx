import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { formatDate, formatList, formatNumber, isolateCode } from "@/server/lib/i18n/format";
import { languageName } from "@/server/lib/i18n/names";

import type { CheckedDate } from "./answers";
import { STAFF_EVENTS } from "./places";
import { placeSchoolAction } from "./staff-actions";
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
  const [t, festivals, locale] = await Promise.all([getTranslations("events.clash"), getTranslations("events.festivals"), getLocale()]);
  return ({ kind, name = "", at, count = 0, of = 0, languages = [] }) => t(kind, {
    name: kind === "festival" ? festivals(name as "easter") : name, time: at ? clockOf(at, zone) : "", count: formatNumber(locale, count), of: formatNumber(locale, of),
    languages: formatList(locale, languages.map((each) => `${languageName(locale, each.tag)} (${formatNumber(locale, each.count)})`)),
  });
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
      {answer.alternatives.length > 0 ? <h2>{t("better")}</h2> : null}
      <ul className="grid gap-2 empty:hidden">
        {answer.alternatives.map((slot) => (
          <li key={slot.startsAt.toISOString()} className="card">
            <p className="font-bold">{named(slot)}</p>
            <p className="text-ink-soft">{slot.clashes.length === 0 ? t("nothing") : slot.clashes.map(say).join(" · ")}</p>
          </li>
        ))}
      </ul>
      <p>{t("twoTimes")} {t("moon")}</p>
    </div>
  );
}

interface Asked {
  day: string;
  from: string;
  to: string;
}

/** Where the school is, for the hours of the sun: asked for once, changed when it moves. */
export async function PlaceForm({ placed, asked }: { placed: boolean; asked: Asked }) {
  const [t, locale, flash] = await Promise.all([getTranslations("events.staff"), getLocale(), readFlash(`${STAFF_EVENTS}/date`)]);
  return (
    <details className="card max-w-3xl" open={!placed}>
      <summary className="min-h-11 cursor-pointer content-center font-bold">{t("placeTitle")}</summary>
      <form action={placeSchoolAction} className="mt-2 grid gap-3">
        {placed ? null : <p>{t("sunPlace")}</p>}
        <input type="hidden" name="locale" value={locale} />
        {Object.entries(asked).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <p className="text-ink-soft">{t("placeHint")}</p>
        <div className="flex flex-wrap items-end gap-3">
          <Field name="latitude" label={t("latitude")} dir="ltr" inputMode="decimal" required placeholder="51.501" defaultValue={flash?.values?.latitude} />
          <Field name="longitude" label={t("longitude")} dir="ltr" required placeholder="-0.142" defaultValue={flash?.values?.longitude} />
          <button className="button button-quiet">{t("placeSave")}</button>
        </div>
      </form>
    </details>
  );
}
