import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences, stopped } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnMeeting, OwnRound, OwnTimes } from "../booking/queries";
import type { OwnPromise } from "../promises/queries";

interface Told {
  meetings: readonly OwnMeeting[];
  promises: readonly OwnPromise[];
  rounds: readonly OwnRound[];
}

/** What the page of an adult's meetings says, in its order: each meeting, what was promised, each round. All of it is private. */
export function spokenMeetings({ meetings, promises, rounds }: Told, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("meetings.family.title")), ...say(t("meetings.family.lead"))] };
  if (meetings.length + promises.length + rounds.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("meetings.family.emptyTitle")), ...say(t("meetings.family.emptyText"))] }];
  return [
    lead,
    ...meetings.map((meeting): SpokenBlock => ({ id: `meeting-${meeting.id}`, heading: true, sentences: spokenMeeting(meeting, t, say, language, zone) })),
    ...promises.map(({ id, promiser, text, dueAt, keptAt }): SpokenBlock => ({
      id: `promise-${id}`, heading: true,
      sentences: [...line(t(`meetings.promises.by.${promiser}`)), ...say(text.body, text.language), ...say(keptAt ? stopped(t("meetings.promises.kept"), language) : t("meetings.promises.until", { date: formatDate(language, dueAt, "day", zone) }))],
    })),
    ...rounds.map((round): SpokenBlock => ({ id: `round-${round.id}`, heading: true, sentences: spokenStage(round, t, say, language, zone) })),
  ];
}

type Say = (text: string, tag?: string) => SpokenSentence[];
type Translate = ReturnType<typeof translatorFor>;

function spokenMeeting(meeting: OwnMeeting, t: Translate, say: Say, language: string, zone: string): SpokenSentence[] {
  const { startsAt, teacher, child, state, mode, room, interpreter, underWay, today, late, number } = meeting;
  const line = (text: string) => spokenLine(text, language, true);
  const booked = state === "booked";
  return [
    ...line(formatDate(language, startsAt, "moment", zone)), ...line(t("meetings.family.with", { teacher: isolateName(teacher) })), ...line(t("meetings.family.about", { child: isolateName(child) })),
    ...(booked ? [...line(t(`meetings.modes.${mode}`)), ...(room ? line(t("meetings.family.room", { room: isolateName(room) })) : []), ...(interpreter ? say(t("meetings.family.interpreter")) : [])] : line(t("meetings.family.off"))),
    ...(booked && today ? [...(mode === "in_person" ? say(t("meetings.family.number", { number: String(number) })) : []), ...(underWay ? say(t("meetings.family.now")) : late === null ? [] : say(t(late > 0 ? "meetings.family.late" : "meetings.family.onTime", { count: late })))] : []),
  ];
}

function spokenStage(round: OwnRound, t: Translate, say: Say, language: string, zone: string): SpokenSentence[] {
  const { kind, stage, from, closesAt, days } = round;
  const line = (text: string) => spokenLine(text, language, true);
  const moment = (at: Date) => formatDate(language, at, "moment", zone);
  const day = (at: Date) => formatDate(language, at, "day", zone);
  return [
    ...line(t(`meetings.family.${kind}`)), ...(days ? line(day(days.first) === day(days.last) ? day(days.first) : t("meetings.family.days", { first: day(days.first), last: day(days.last) })) : []),
    ...say(stage === "closed" ? t("meetings.family.closed") : stage === "soon" ? t("meetings.family.soon", { at: moment(from) }) : t("meetings.family.until", { at: moment(closesAt) })),
  ];
}

/** What the page of a round says: when, how one asks, and whom one can meet about which child. All of it is private. */
export function spokenRound(round: OwnRound, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say: Say = (text, tag = language) => spokenSentences(text, tag, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const open = round.stage === "open";
  return [
    { id: "lead", heading: true, sentences: [...spokenStage(round, t, say, language, zone), ...(round.interpreter ? say(t("meetings.family.interpreter")) : []), ...(round.ask ? say(t("meetings.family.asked")) : [])] },
    ...(open ? [
      { id: "ask", heading: true, sentences: [...line(t("meetings.family.askTitle")), ...say(t("meetings.family.askLead")), ...say(t("meetings.family.when")), ...say(t("meetings.family.whenHint")), ...say(t("meetings.family.keep")), ...say(t("meetings.family.how"))] },
      { id: "pick", heading: true, sentences: [...line(t("meetings.family.pickTitle")), ...say(t("meetings.family.pickLead"))] },
    ] : []),
    ...round.children.map(({ id, givenName, teachers }): SpokenBlock => ({
      id: `child-${id}`, heading: true,
      sentences: teachers.length === 0 ? say(t("meetings.family.noChild", { child: isolateName(givenName) })) : teachers.flatMap(({ name }) => line(t("meetings.family.pickOne", { teacher: isolateName(name), child: isolateName(givenName) }))),
    })),
  ];
}

/** The free times of one teacher in their order, a block a day. All of it is private. */
export function spokenTimes(times: OwnTimes, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const word = (key: string, values?: Record<string, string | number>) => t(`meetings.family.${key}`, values);
  const days = new Map<string, string[]>();
  for (const { startsAt } of times.times) {
    const day = formatDate(language, startsAt, "day", zone);
    days.set(day, [...(days.get(day) ?? []), formatDate(language, startsAt, "time", zone)]);
  }
  return [
    {
      id: "who", heading: true,
      sentences: [
        ...line(word("pickOne", { teacher: isolateName(times.teacher), child: isolateName(times.child) })), ...line(word("minutes", { minutes: times.minutes })), ...(times.interpreter ? say(word("interpreter")) : []), ...(days.size === 0 ? say(word("noTimes")) : []),
      ],
    },
    ...[...days].map(([day, at]): SpokenBlock => ({ id: `day-${day}`, heading: true, sentences: [...line(day), ...at.flatMap((time) => line(time))] })),
  ];
}
