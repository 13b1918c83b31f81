import { dayIn } from "@/server/lib/clock";
import { formatDate, isolateCode } from "@/server/lib/i18n/format";

const clockOf = (at: Date, zone: string): string => new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

/** "17:30–19:00" by the school's clock, the same in every language. */
export function hoursText(session: { startsAt: Date; endsAt: Date }, zone: string): string {
  return isolateCode(`${clockOf(session.startsAt, zone)}–${clockOf(session.endsAt, zone)}`);
}

/** A time of an event in a language's own words: its day and from when to when. */
export function sessionText(language: string, session: { startsAt: Date; endsAt: Date }, zone: string): string {
  const day = formatDate(language, session.startsAt, "day", zone);
  if (dayIn(zone, session.startsAt) === dayIn(zone, session.endsAt)) return `${day}, ${hoursText(session, zone)}`;
  return `${formatDate(language, session.startsAt, "moment", zone)} – ${formatDate(language, session.endsAt, "moment", zone)}`;
}
