import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice, Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { eventKinds, MOST_PLACES, TITLE_LENGTH } from "@/server/features/events/schema";
import { formatDate } from "@/server/lib/i18n/format";

import type { EventLines } from "./answers";
import { STAFF_EVENTS } from "./places";
import { createEventAction } from "./staff-actions";

const tones = { draft: "plain", published: "good", cancelled: "stop" } as const;

/** The day and the hours of a time. */
export async function TimeFields({ id, day, from, to }: { id: string; day?: string; from?: string; to?: string }) {
  const t = await getTranslations("events.staff");
  return (
    <>
      <Field type="date" name="day" id={`day-${id}`} label={t("day")} required defaultValue={day} />
      <Field type="time" name="from" id={`from-${id}`} label={t("from")} required defaultValue={from} />
      <Field type="time" name="to" id={`to-${id}`} label={t("to")} required defaultValue={to} />
    </>
  );
}

/** A new event, with its name and first time. */
export async function NewEvent() {
  const [t, kinds, locale, flash] = await Promise.all([getTranslations("events.staff"), getTranslations("events.kinds"), getLocale(), readFlash(STAFF_EVENTS)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  return (
    <details className="card max-w-4xl" open={Object.keys(typed).length > 0}>
      <summary className="flex min-h-11 items-center gap-2 font-bold"><Icon name="plus" />{t("new")}</summary>
      <form action={createEventAction} className="flex flex-wrap items-end gap-3 pt-3">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="key" value={uuid()} />
        <div className="min-w-60 flex-1"><Field name="title" label={t("name")} required maxLength={TITLE_LENGTH} lang="en" defaultValue={typed.title} /></div>
        <Choice name="kind" label={t("kind")} value={typed.kind} options={eventKinds.map((kind) => ({ value: kind, label: kinds(kind) }))} />
        <TimeFields id="new" day={typed.day} from={typed.from ?? "17:30"} to={typed.to ?? "19:00"} />
        <Field type="number" name="capacity" label={t("places")} required min={1} max={MOST_PLACES} defaultValue={typed.capacity ?? "60"} />
        <button className="button"><Icon name="plus" />{t("newButton")}</button>
      </form>
    </details>
  );
}

/** Every event of the school, the next first. */
export async function EventLinesTable({ lines, zone, edits }: { lines: EventLines; zone: string; edits: boolean }) {
  const [t, states, kinds, locale] = await Promise.all([getTranslations("events.staff"), getTranslations("events.states"), getTranslations("events.kinds"), getLocale()]);
  if (lines.length === 0) return <Empty picture="calendar" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table table-cards">
        <thead><tr>{(["name", "kind", "when", "state", "taken", "waiting"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<td /></tr></thead>
        <tbody>
          {lines.map(({ id, kind, state, title, firstAt, taken, capacity, waiting }) => (
            <tr key={id}>
              <th scope="row"><a href={`/${locale}${STAFF_EVENTS}/${id}${edits ? "" : "/guests"}`} lang="en">{title}</a></th>
              <td data-label={t("kind")}>{kinds(kind)}</td>
              <td data-label={t("when")}>{firstAt ? formatDate(locale, firstAt, "shortMoment", zone) : "–"}</td>
              <td data-label={t("state")}><Badge tone={tones[state]}>{states(state)}</Badge></td>
              <td data-label={t("taken")} className="tabular-nums">{t("takenOf", { taken, capacity })}</td>
              <td data-label={t("waiting")} className="tabular-nums">{waiting}</td>
              <td><a href={`/${locale}${STAFF_EVENTS}/${id}/guests`}>{t("guests")}<span className="sr-only">: {title}</span></a></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
