import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { PickForm } from "@/app/_features/meetings/family-pick";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { timesInput } from "@/server/features/meetings/booking/schema";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.family"))("title") };
}

/** The free times of one teacher, to book one or to move a meeting. */
export default async function PickPage({ params, searchParams }: { params: Promise<{ meetingRoundId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [{ meetingRoundId }, search] = await Promise.all([params, searchParams]);
  const path = `${FAMILY_MEETINGS}/${meetingRoundId}/pick`;
  const parsed = timesInput.safeParse({ roundId: meetingRoundId, pupilId: search.child, teacherId: search.teacher });
  if (!parsed.success) notFound();
  const [t, listen, locale, api, ctx] = await Promise.all([getTranslations("meetings.family"), getTranslations("listen"), getLocale(), getApi(), getContext()]);
  const times = await orRedirect(locale, `${path}?child=${parsed.data.pupilId}&teacher=${parsed.data.teacherId}`, api.meetings.own.times(parsed.data));
  const { pupilId, teacherId } = parsed.data;
  const own = (await api.meetings.own.list()).find((each) => each.state === "booked" && each.roundId === meetingRoundId && each.pupilId === pupilId && each.teacherId === teacherId);
  const zone = ctx.school.zone;
  return (
    <PageShell path={path}>
      <div className="grid gap-2">
        <p><a href={`/${locale}${FAMILY_MEETINGS}/${meetingRoundId}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <p><a href={`/${locale}${path}/listen?${new URLSearchParams({ child: pupilId, teacher: teacherId })}`} className="inline-flex min-h-12 items-center gap-2 font-bold"><Icon name="volume" />{listen("titlePage")}</a></p>
        <h1>{t("pickOne", { teacher: isolateName(times.teacher), child: isolateName(times.child) })}</h1>
        {own ? <p className="font-bold">{t("booked", { at: formatDate(locale, own.startsAt, "moment", zone) })}</p> : null}
        <p className="flex items-center gap-3"><Picture name="clock" size={36} /><span>{t("minutes", { minutes: times.minutes })}</span></p>
        {times.interpreter ? <p className="flex items-center gap-3"><Picture name="interpreter" size={36} /><span>{t("interpreter")}</span></p> : null}
      </div>
      <FlashNotice path={path} namespace="meetings.said" />
      <PickForm asked={parsed.data} times={times} own={own} path={path} zone={zone} />
      <script src="/enhance.js" defer />
    </PageShell>
  );
}
