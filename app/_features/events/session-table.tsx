import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { MOST_PLACES } from "@/server/features/events/schema";
import { dayIn } from "@/server/lib/clock";
import { formatDate, isolateCode } from "@/server/lib/i18n/format";

import type { EditedEvent } from "./answers";
import { EventFields } from "./editor";
import { STAFF_EVENTS } from "./places";
import { TimeFields } from "./staff-list";
import { timeAction } from "./staff-actions";
import { clockOf, hoursOf } from "./times";

interface Props {
  event: EditedEvent;
  zone: string;
  now: Date;
  /** Whether whoever looks may move and call off. */
  decides: boolean;
}

/** The times of an event with their places, each with what can be changed about it. */
export async function SessionTable({ event, zone, now, decides }: Props) {
  const t = await getTranslations("events.staff");
  return (
    <section className="grid max-w-3xl gap-3">
      <h2>{t("times")}</h2>
      <ul className="grid gap-3">{event.sessions.map((session) => <SessionRow key={session.id} event={event} session={session} zone={zone} now={now} decides={decides} />)}</ul>
      {event.state === "cancelled" ? null : (
        <details className="card">
          <summary className="flex min-h-11 items-center gap-2 font-bold"><Icon name="plus" />{t("addTime")}</summary>
          <form action={timeAction} className="flex flex-wrap items-end gap-3 pt-3">
            <EventFields eventId={event.id} />
            <input type="hidden" name="key" value={uuid()} />
            <TimeFields id="add" />
            <Field type="number" name="capacity" id="capacity-add" label={t("places")} required min={1} max={MOST_PLACES} defaultValue="60" />
            <button name="what" value="add" className="button"><Icon name="plus" />{t("addTime")}</button>
          </form>
        </details>
      )}
    </section>
  );
}

async function SessionRow({ event, session, zone, now, decides }: Props & { session: EditedEvent["sessions"][number] }) {
  const [t, states, locale, flash] = await Promise.all([getTranslations("events.staff"), getTranslations("events.states"), getLocale(), readFlash(`${STAFF_EVENTS}/${event.id}`)]);
  const asked = flash?.values?.asked === session.id ? (flash.values ?? {}) : null;
  const live = !session.cancelledAt && session.endsAt > now && event.state !== "cancelled";
  const name = `${formatDate(locale, session.startsAt, "day", zone)}, ${isolateCode(hoursOf(session, zone))}`;
  const fields = <><EventFields eventId={event.id} /><input type="hidden" name="sessionId" value={session.id} /></>;
  return (
    <li className="card grid gap-2" aria-label={name}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="!text-base">{name}</h3>
        {session.cancelledAt ? <Badge tone="stop">{states("cancelled")}</Badge> : <span className="tabular-nums">{t("takenOf", { taken: session.taken, capacity: session.capacity })} · {t("waiting")}: {session.waiting}</span>}
      </div>
      {live ? (
        <form action={timeAction} className="flex flex-wrap items-end gap-3">
          {fields}
          <Field type="number" name="capacity" id={`capacity-${session.id}`} label={t("places")} required min={0} max={MOST_PLACES} defaultValue={asked?.capacity ?? String(session.capacity)} />
          {asked ? <label className="flex min-h-11 items-center gap-2"><input type="checkbox" name="agreed" value="1" required className="size-5 accent-brand" />{t("agree")}</label> : null}
          <button name="what" value="places" className="button button-quiet">{t("setPlaces")}</button>
        </form>
      ) : null}
      {event.state === "published" && !session.cancelledAt ? <p><a href={`/${locale}${STAFF_EVENTS}/${event.id}/desk/${session.id}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="list-check" />{t("desk")}</a></p> : null}
      {live && decides && session.startsAt > now ? (
        <details>
          <summary className="min-h-11 content-center">{t("move")} / {t("callOffTime")}</summary>
          <form action={timeAction} className="flex flex-wrap items-end gap-3 pt-2">
            {fields}
            <TimeFields id={session.id} day={dayIn(zone, session.startsAt)} from={clockOf(session.startsAt, zone)} to={clockOf(session.endsAt, zone)} />
            <button name="what" value="move" className="button button-quiet">{t("move")}</button>
            <button name="what" value="off" formNoValidate className="button button-stop"><Icon name="x" />{t("callOffTime")}</button>
          </form>
        </details>
      ) : null}
    </li>
  );
}
