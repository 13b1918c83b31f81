import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { DateAnswer, DateForm, PlaceForm } from "@/app/_features/events/date-view";
import { STAFF_EVENTS } from "@/app/_features/events/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect, orRefusal } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { dateInput } from "@/server/features/events/schema";
import { addDays, dayIn } from "@/server/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.staff"))("checkDate") };
}

function minutesOf(time: string): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : -1;
}

/** Before a date is fixed: whom it would shut out. */
export default async function CheckDatePage({ searchParams }: { searchParams: Promise<{ day?: string; from?: string; to?: string }> }) {
  const [t, locale, api, ctx, asked] = await Promise.all([getTranslations("events.staff"), getLocale(), getApi(), getContext(), searchParams]);
  const { day = dayIn(ctx.school.zone, addDays(ctx.now, 21)), from = "17:30", to = "19:00" } = asked;
  const parsed = dateInput.safeParse({ day, from: minutesOf(from), to: minutesOf(to) });
  // Whoever may not ask is told so before anything else.
  await orRedirect(locale, `${STAFF_EVENTS}/date`, api.events.list());
  const answer = parsed.success ? await orRefusal(api.insight.checkDate(parsed.data)) : null;
  if (answer && !answer.ok && answer.error.code !== "invalid_input") await orRedirect(locale, `${STAFF_EVENTS}/date`, Promise.reject(answer.error));
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_EVENTS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1>{t("checkDate")}</h1>
        <p className="text-ink-soft">{t("checkLead")}</p>
      </div>
      <FlashNotice path={`${STAFF_EVENTS}/date`} namespace="events.staff" />
      <DateForm day={day} from={from} to={to} />
      {answer?.ok ? <><DateAnswer answer={answer.value} zone={ctx.school.zone} /><PlaceForm placed={answer.value.placed} asked={{ day, from, to }} /></> : <Notice tone="stop" live><p>{t("badTime")}</p></Notice>}
    </>
  );
}
