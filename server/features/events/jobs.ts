import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import { dropPublic } from "@/server/lib/http/public-pages";
import type { JobCtx, JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { lapseOffers } from "./booking/commands";
import { speakEvent } from "./listening/jobs";
import { speakInput } from "./listening/schema";
import { forgetAfter } from "./rules";

/**
 * Deletes what visitors said of themselves once their event is three months over; what is left of it is how many came. Their messages go
 * with them. @returns how many families were forgotten
 */
export async function forgetGuests(ctx: JobCtx): Promise<number> {
  const events = await ctx.db.event.findMany({
    where: { sessions: { some: { bookings: { some: {} } }, every: { endsAt: { lt: addMinutes(ctx.now, -85 * 24 * 60) } } } },
    select: { id: true, sessions: { select: { id: true, endsAt: true } } },
  });
  let forgotten = 0;
  for (const { id, sessions } of events) {
    const last = new Date(Math.max(...sessions.map(({ endsAt }) => endsAt.getTime())));
    if (forgetAfter(last) > ctx.now) continue;
    const sessionIds = sessions.map((session) => session.id);
    forgotten += await ctx.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        UPDATE event_session s SET came = (SELECT coalesce(sum(came_people), 0) FROM event_booking b WHERE b.session_id = s.id AND b.state = 'came')
        WHERE id = ANY(${sessionIds}::uuid[])`;
      const guests = await tx.eventBooking.findMany({ where: { sessionId: { in: sessionIds } }, select: { guestId: true } });
      const guestIds = guests.map(({ guestId }) => guestId);
      await tx.message.deleteMany({ where: { adultId: { in: guestIds } } });
      await tx.task.deleteMany({ where: { adultId: { in: guestIds } } });
      const { count } = await tx.guest.deleteMany({ where: { id: { in: guestIds } } });
      await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "events.forget", subjectType: "event", subjectId: id, detail: { families: count } });
      return count;
    });
  }
  return forgotten;
}

/** Background work of events. */
export const jobs: JobTable = {
  "events.lapse": async (ctx) => {
    await lapseOffers(ctx);
  },
  "events.over": async (ctx) => {
    await ctx.db.$transaction((tx) => dropPublic(tx, ctx.school.id, "events"));
  },
  /** Speaks an event that was announced, a language at a time. */
  "events.speak": (ctx, payload) => speakEvent(ctx, speakInput.parse(payload)),
  "events.forget": async (ctx) => {
    await forgetGuests(ctx);
  },
};

/** Offers lapse at their own moment; the sweep finds what a stopped server missed. Forgetting at 02:50 UTC each night. */
export const sweeps: SweepTime[] = [{ task: "events.lapse", pattern: "*/5 * * * *" }, { task: "events.forget", pattern: "50 2 * * *" }];
