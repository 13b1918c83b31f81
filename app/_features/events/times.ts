/** "17:30–19:00" by the school's clock, the same in every language. */
export function hoursOf(session: { startsAt: Date; endsAt: Date }, zone: string): string {
  return `${clockOf(session.startsAt, zone)}–${clockOf(session.endsAt, zone)}`;
}

/** "17:30" by the school's clock. */
export function clockOf(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
