import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { VoiceNote } from "@/app/_features/languages/voice-note";
import { MEETINGS } from "@/app/_features/meetings/answers";
import { dayData, DayWords } from "@/app/_features/meetings/staff-day";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

import { DayDesk } from "./desk";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.day"))("title") };
}

/** A teacher's meetings of today, with what to talk about: the child's newest report, the family's question, what was promised before. */
export default async function MeetingDayPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.day"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, `${MEETINGS}/day`, api.meetings.day.list());
  const [open, reports, notes] = await Promise.all([
    api.meetings.day.promises(), api.reports.checking.latest({ pupilIds: [...new Set(lines.map(({ pupilId }) => pupilId))] }), lines.length > 0 ? api.languages.speech.notes({ subjectIds: lines.map(({ id }) => id) }) : [],
  ]);
  const data = await dayData({ lines, open, reports, zone: ctx.school.zone, now: ctx.now });
  const heard = notes.map(({ subjectId, ...note }) => [subjectId, <VoiceNote key={note.id} note={note} back={`${MEETINGS}/day`} />] as const);
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      {lines.length === 0 ? <Empty picture="talk" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : null}
      <DayWords><DayDesk data={data} spoken={Object.fromEntries(heard)} adultId={ctx.actor.kind === "person" ? ctx.actor.adultId : ""} /></DayWords>
    </>
  );
}
