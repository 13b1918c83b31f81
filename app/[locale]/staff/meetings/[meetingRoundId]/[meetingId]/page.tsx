import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { MEETINGS } from "@/app/_features/meetings/answers";
import { ShiftForm } from "@/app/_features/meetings/staff-plan";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.staff"))("moveTitle") };
}

/** Moves one meeting of a plan. */
export default async function ShiftPage({ params }: { params: Promise<{ meetingRoundId: string; meetingId: string }> }) {
  const { meetingRoundId, meetingId } = await params;
  const path = `${MEETINGS}/${meetingRoundId}/${meetingId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.staff"), getLocale(), getApi(), getContext()]);
  const meeting = await orRedirect(locale, path, api.meetings.plan.meeting({ meetingId }));
  return (
    <>
      <div>
        <p><a href={`/${locale}${MEETINGS}/${meeting.roundId}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("moveTitle")}</h1>
        <p><bdi>{meeting.teacher}</bdi> · <bdi>{meeting.adult}</bdi> · <bdi>{meeting.child}</bdi> · {formatDate(locale, meeting.startsAt, "moment", ctx.school.zone)}</p>
      </div>
      <FlashNotice path={path} namespace="meetings.said" />
      <ShiftForm meeting={meeting} zone={ctx.school.zone} />
    </>
  );
}
