import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice, Field, Group } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { gaps, lengths, priorityHours, roundKinds } from "@/server/features/meetings/rounds/schema";
import { formatDate } from "@/server/lib/i18n/format";

import { MEETINGS, type RoundLines } from "./answers";
import { createRoundAction } from "./staff-actions";

/** A small tick box: many stand side by side. */
export function Tick({ name, value, label, checked }: { name: string; value: string; label: string; checked?: boolean }) {
  return <label className="inline-flex min-h-11 items-center gap-2 pe-4"><input type="checkbox" name={name} value={value} defaultChecked={checked} className="size-5 accent-brand" /><bdi>{label}</bdi></label>;
}

/** All rounds, with how each stands. */
export async function RoundTable({ rounds, zone }: { rounds: RoundLines; zone: string }) {
  const [t, kinds, locale] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.family"), getLocale()]);
  if (rounds.length === 0) return <Empty picture="talk" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table table-cards">
        <thead><tr>{(["kind", "state", "opens", "closes", "booked", "wishes"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.id}>
              <th scope="row"><a href={`/${locale}${MEETINGS}/${round.id}`}>{kinds(round.kind)}{round.first ? ` · ${formatDate(locale, round.first, "shortDay", zone)}` : ""}</a></th>
              <td data-label={t("state")}><Badge tone={round.state === "open" ? "good" : "plain"}>{t(round.state)}</Badge></td>
              <td data-label={t("opens")}>{formatDate(locale, round.opensAt, "shortMoment", zone)}</td>
              <td data-label={t("closes")}>{formatDate(locale, round.closesAt, "shortMoment", zone)}</td>
              <td data-label={t("booked")}>{round.meetings}</td>
              <td data-label={t("wishes")}>{round.wishes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const YEARS = Array.from({ length: 14 }, (_, year) => year);

/** A new round. What was typed comes back when something is missing. */
export async function RoundForm() {
  const [t, kinds, locale, flash] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.family"), getLocale(), readFlash(MEETINGS)]);
  const typed = flash?.values;
  const minutes = (values: readonly number[]) => values.map((count) => ({ value: String(count), label: t("min", { count }) }));
  return (
    <form action={createRoundAction} className="card grid gap-4">
      <h2>{t("newTitle")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={uuid()} />
      <div className="grid gap-4 sm:grid-cols-3">
        <Choice name="kind" label={t("kind")} value={typed?.kind} options={roundKinds.map((value) => ({ value, label: kinds(value) }))} />
        <Choice name="minutes" label={t("minutes")} value={typed?.minutes ?? "10"} options={minutes(lengths)} />
        <Choice name="gapMinutes" label={t("gap")} value={typed?.gapMinutes ?? "5"} options={minutes(gaps)} />
      </div>
      <Group legend={t("years")}>
        <p className="text-ink-soft">{t("yearsHint")}</p>
        <div className="flex flex-wrap">{YEARS.map((year) => <Tick key={year} name="yearGroups" value={String(year)} label={String(year)} checked={typed?.yearGroups?.split(",").includes(String(year))} />)}</div>
      </Group>
      <Field name="videoLink" type="url" label={t("videoLink")} hint={t("videoHint")} defaultValue={typed?.videoLink} />
      <div className="grid gap-4 sm:grid-cols-4">
        <Field name="opensOn" type="date" required label={t("opens")} defaultValue={typed?.opensOn} />
        <Field name="opensTime" type="time" required label={t("time")} defaultValue={typed?.opensTime ?? "18:00"} />
        <Field name="closesOn" type="date" required label={t("closes")} defaultValue={typed?.closesOn} />
        <Field name="closesTime" id="closesTime" type="time" required label={t("time")} defaultValue={typed?.closesTime ?? "12:00"} />
      </div>
      <Choice name="priority" label={t("priority")} value={typed?.priority ?? "48"} options={priorityHours.map((count) => ({ value: String(count), label: t("hour", { count }) }))} />
      <button className="button justify-self-start"><Icon name="plus" />{t("create")}</button>
    </form>
  );
}
