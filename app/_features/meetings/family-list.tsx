import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { BigDate } from "@/app/_ui/easy-read";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { dateParts, formatDate, isolateCode, isolateName } from "@/server/lib/i18n/format";

import { FAMILY_MEETINGS, type OwnMeeting, type OwnRound } from "./answers";
import { ownMeetingAction } from "./family-actions";
import { modePictures } from "./pictures";

/** Where the family chooses a time with a teacher about a child. */
export const pickAddress = (roundId: string, pupilId: string, teacherId: string): string => `${FAMILY_MEETINGS}/${roundId}/pick?${new URLSearchParams({ child: pupilId, teacher: teacherId })}`;

/** The family's own meetings in their order: when, with whom, where, and how to change each. */
export async function OwnMeetings({ meetings, zone }: { meetings: OwnMeeting[]; zone: string }) {
  const [t, modes, locale] = await Promise.all([getTranslations("meetings.family"), getTranslations("meetings.modes"), getLocale()]);
  return (
    <ul className="grid gap-4">
      {meetings.map((meeting) => {
        const { id, mode, state, startsAt, room, interpreter, videoLink, child, teacher, begun } = meeting;
        const booked = state === "booked";
        return (
          <li key={id} className={`card grid gap-4 ${booked ? "card-now" : ""}`}>
            <div className="flex flex-wrap items-center gap-5">
              <BigDate {...dateParts(locale, startsAt, zone)} label={t("yours")} />
              <div className="grid min-w-0 gap-1">
                <p className="flex flex-wrap items-center gap-2 text-lg font-bold"><Icon name="clock" /><bdi dir="ltr">{formatDate("en", startsAt, "time", zone)}</bdi>{booked ? null : <Badge tone="stop">{t("off")}</Badge>}</p>
                <p className="font-bold">{t("with", { teacher: isolateName(teacher) })}</p>
                <p>{t("about", { child: isolateName(child) })}</p>
              </div>
            </div>
            {booked && meeting.today ? <TodayLine meeting={meeting} /> : null}
            {booked ? (
              <>
                <p className="flex items-center gap-3"><Picture name={modePictures[mode]} size={36} /><span>{modes(mode)}{room ? <><br />{t("room", { room: isolateName(room) })}</> : null}{mode === "phone" ? <><br />{t("ring")}</> : null}{mode === "home" ? <><br />{t("atHome")}</> : null}</span></p>
                {interpreter ? <p className="flex items-center gap-3"><Picture name="interpreter" size={36} /><span>{t("interpreter")}</span></p> : null}
                {videoLink ? <p><a href={videoLink} rel="noreferrer" className="button button-quiet"><Icon name="player-play" />{t("join")}</a></p> : null}
                {begun ? null : <a className="button button-quiet" href={`/${locale}${pickAddress(meeting.roundId, meeting.pupilId, meeting.teacherId)}`}><Icon name="calendar-event" />{t("change")}</a>}
              </>
            ) : null}
            {begun ? null : (
              <form action={ownMeetingAction}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="meetingId" value={id} />
                <button name="what" value={booked ? "cancel" : "takeBack"} className="button button-quiet"><Icon name={booked ? "x" : "refresh"} />{t(booked ? "cancel" : "takeBack")}</button>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How a meeting of today stands: its number in the hall, and whether it begins later. A family that waits looks again by itself. */
async function TodayLine({ meeting }: { meeting: OwnMeeting }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  const { number, mode, late, underWay } = meeting;
  return (
    <div className={`notice grid gap-2 ${late ? "notice-warn" : "notice-good"}`}>
      {underWay || late !== null ? <p className="flex items-center gap-3 font-bold"><Picture name="clock" size={36} /><span>{underWay || late === null ? t("now") : late > 0 ? t("late", { count: late }) : t("onTime")}</span></p> : null}
      {mode === "in_person" ? <p className="text-lg font-bold">{t("number", { number: isolateCode(String(number)) })}</p> : null}
      <p><a href={`/${locale}${FAMILY_MEETINGS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="refresh" />{t("look")}</a></p>
    </div>
  );
}

/** Where a round stands for this family, in a sentence. */
export async function RoundStage({ round, zone }: { round: OwnRound; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  if (round.stage === "closed") return <p>{t("closed")}</p>;
  return <p>{round.stage === "soon" ? t("soon", { at: formatDate(locale, round.from, "moment", zone) }) : t("until", { at: formatDate(locale, round.closesAt, "moment", zone) })}</p>;
}

/** The days of a round. */
export async function RoundDays({ round, zone }: { round: OwnRound; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  if (!round.days) return null;
  const [first, last] = [formatDate(locale, round.days.first, "day", zone), formatDate(locale, round.days.last, "day", zone)];
  return <p className="flex items-center gap-3"><Picture name="calendar" size={36} /><span className="font-bold">{first === last ? first : t("days", { first, last })}</span></p>;
}

/** The rounds in which the family can choose. */
export async function RoundCards({ rounds, zone }: { rounds: OwnRound[]; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  return rounds.map((round) => (
    <section key={round.id} className="card grid gap-3">
      <h2>{t(round.kind)}</h2>
      <RoundDays round={round} zone={zone} />
      <RoundStage round={round} zone={zone} />
      {round.ask ? <p className="flex items-center gap-2 font-bold"><Icon name="circle-check" />{t("asked")}</p> : null}
      {round.stage === "open" ? <a className="button" href={`/${locale}${FAMILY_MEETINGS}/${round.id}`}><Icon name="calendar-event" />{t("go")}</a> : null}
    </section>
  ));
}

/** The way to the meetings from the family's home page; nothing where there are none and no round. */
export async function MeetingsLink({ count, open }: { count: number; open: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  if (count === 0 && !open) return null;
  return <a href={`/${locale}${FAMILY_MEETINGS}`} className={count === 0 ? "button" : "button button-quiet"}><Icon name="calendar-event" />{count === 0 ? t("linkOpen") : t("link", { count })}</a>;
}
