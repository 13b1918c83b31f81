import { getTranslations } from "next-intl/server";
import { v4 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { guestChannels, NAME_LENGTH } from "@/server/features/events/schema";

import { bookAction } from "./actions";
import type { OpenEvent } from "./answers";
import { EVENTS } from "./places";
import { TimeOptions } from "./time-options";
import { faultWords, WishFields } from "./wish-fields";

interface Props {
  event: OpenEvent;
  /** The time that was chosen on the page before. */
  chosen?: string;
  zone: string;
  now: Date;
  /** Whether the school can send text messages. */
  texts: boolean;
}

/** A family says that it is coming. Nothing but this form is needed, no account and no script. */
export async function BookForm({ event, chosen, zone, now, texts }: Props) {
  const path = `${EVENTS}/${event.id}/book`;
  const [t, locale, flash, api] = await Promise.all([getTranslations("events"), getLocale(), readFlash(path), getApi()]);
  const typed = flash?.values ?? {};
  const key = typed.key ?? uuid();
  const guard = await api.events.place.prepare({ key });
  const error = await faultWords(flash?.fields ?? {});
  const times = event.sessions.filter(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt);
  const time = times.find(({ id }) => id === (typed.time ?? chosen)) ?? times[0];
  const channels = guestChannels.filter((channel) => channel !== "text" || texts);
  return (
    <form action={bookAction} className="grid gap-5">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="eventId" value={event.id} />
      <input type="hidden" name="key" value={key} />
      {/* People never see this box; programs fill in every one. */}
      <div className="absolute -start-[200rem]" aria-hidden="true"><label>{t("book.empty")}<input name="website" tabIndex={-1} autoComplete="off" /></label></div>
      {times.length > 1 ? (
        <Group legend={t("book.time")}>
          <TimeOptions times={times} chosen={time?.id} zone={zone} />
          {error("sessionId") ? <p className="font-bold text-stop">{error("sessionId")}</p> : null}
        </Group>
      ) : <input type="hidden" name="time" value={time?.id ?? ""} />}
      {time?.fullness === "full" && times.length === 1 ? <Notice><p>{t("book.waitText")}</p></Notice> : null}
      <Field name="name" label={t("book.name")} required maxLength={NAME_LENGTH} autoComplete="name" defaultValue={typed.name} error={error("name")} />
      <Group legend={t("book.channel")}>
        {channels.map((channel) => <Option key={channel} type="radio" name="channel" value={channel} label={t(`book.channels.${channel}`)} checked={channel === (typed.channel ?? "email")} />)}
      </Group>
      <Field type="email" name="email" label={t("book.email")} maxLength={200} autoComplete="email" dir="ltr" defaultValue={typed.email} error={error("email")} />
      <Field type="tel" name="phone" label={t("book.phone")} maxLength={30} autoComplete="tel" dir="ltr" defaultValue={typed.phone} error={error("phone")} />
      <WishFields offers={event.offers} typed={typed} error={error} />
      <p className="flex gap-2 text-ink-soft"><Icon name="microphone" className="mt-1" />{t("book.sayLater")}</p>
      {guard ? (
        // While a flood comes in the browser does a sum beside the typing; without script the pass ripens meanwhile. Nobody sees either.
        <>
          <input type="hidden" name="pass" value={typed.pass || guard.pass} />
          <input type="hidden" name="proof" data-sum={guard.sum} />
          <p role="status" hidden data-sum-wait>{t("wait.title")}</p>
          <script src="/sum.js" defer />
        </>
      ) : null}
      <p className="flex gap-2 text-ink-soft"><Icon name="shield-check" className="mt-1" />{t("book.privacy")}</p>
      <button className="button"><Icon name="check" />{t(time?.fullness === "full" && times.length === 1 ? "book.submitWait" : "book.submit")}</button>
    </form>
  );
}
