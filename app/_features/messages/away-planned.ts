import type { getApi, getContext } from "@/app/_trpc/server";
import { mayDo } from "@/server/features/people/schema";
import { dayIn } from "@/server/lib/clock";

/** First and last day of a time away. */
export interface Days {
  fromOn: string;
  untilOn: string;
}

/** Something that a family expects of one at a time. */
export interface Planned {
  id: string;
  kind: "visit" | "meeting";
  startsAt: Date;
  adult: string;
  child: string;
  /** Its page, without the language, where it has one. */
  path: string | null;
}

/** These very days, so that a second "save" is about what the first one warned of. */
export const daysKey = ({ fromOn, untilOn }: Days) => `${fromOn}/${untilOn}`;

/** A time away that is saved, as its days. */
export const daysOf = (away: { fromOn: Date; untilOn: Date }): Days => ({ fromOn: away.fromOn.toISOString().slice(0, 10), untilOn: away.untilOn.toISOString().slice(0, 10) });

/** What is planned on some days, by the school's calendar. */
export const within = (planned: readonly Planned[], { fromOn, untilOn }: Days, zone: string) =>
  planned.filter(({ startsAt }) => dayIn(zone, startsAt) >= fromOn && dayIn(zone, startsAt) <= untilOn);

/**
 * One's own home visits and meetings with families on some days, the first one first. Each feature is asked by its own procedure and
 * only of those who may use it; neither knows of days away.
 */
export async function listPlanned(api: Awaited<ReturnType<typeof getApi>>, actor: Awaited<ReturnType<typeof getContext>>["actor"], days: Days | readonly Days[]): Promise<Planned[]> {
  const roles = actor.kind === "person" ? actor.roles : [];
  const found = await Promise.all([days].flat().map(async ({ fromOn, untilOn }) => {
    const [visits, meetings] = await Promise.all([
      mayDo(roles, "makeVisits") ? api.contacts.visits.planned({ fromOn, untilOn }) : [],
      mayDo(roles, "holdMeetings") ? api.meetings.day.planned({ fromOn, untilOn }) : [],
    ]);
    return [
      ...visits.map(({ id, startsAt, adult, child }): Planned => ({ id, kind: "visit", startsAt, adult, child, path: `/staff/visits/${id}` })),
      ...meetings.map(({ id, startsAt, adult, child }): Planned => ({ id, kind: "meeting", startsAt, adult, child, path: null })),
    ];
  }));
  return [...new Map(found.flat().map((each) => [each.id, each])).values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
