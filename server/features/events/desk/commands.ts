import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { hashToken } from "@/server/lib/auth/tokens";
import { addMinutes } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { hush, lockSessions, showFullness } from "../booking/commands";
import { placeCode, placeKey } from "../booking/queries";
import type { Arrive, WalkIn } from "../schema";

/** The doors open so long before a time begins; who is noted later than its end was there before, while the network was down. */
const DOORS_MINUTES = 180;
const CATCH_UP_MINUTES = 48 * 60;

function whenSeen(ctx: StaffCtx, at: string | undefined): Date {
  const seen = at ? new Date(at) : ctx.now;
  return seen > ctx.now ? ctx.now : seen;
}

async function openDoor(tx: Tx, ctx: StaffCtx, sessionId: string) {
  const session = (await lockSessions(tx, [sessionId])).get(sessionId);
  if (!session) throw new AppError("not_found");
  if (session.cancelledAt || ctx.now < addMinutes(session.startsAt, -DOORS_MINUTES) || ctx.now > addMinutes(session.endsAt, CATCH_UP_MINUTES)) throw new AppError("conflict", { sessionId: "doors" });
  return session;
}

const record = (tx: Tx, ctx: StaffCtx, action: string, bookingId: string, detail: Record<string, string | number | boolean>) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `events.${action}`, subjectType: "event_booking", subjectId: bookingId, detail });

/**
 * Notes at the door how many of a family are here; none takes it back. The same again changes nothing. A family that waited or gave its
 * place back is let in as far as there is room.
 * Errors: not_found; conflict (sessionId: doors, people: full).
 */
export async function arrive(ctx: StaffCtx, input: Arrive): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const found = await tx.eventBooking.findFirst({ where: { id: input.bookingId }, select: { sessionId: true } });
    if (!found) throw new AppError("not_found");
    const session = await openDoor(tx, ctx, found.sessionId);
    const row = await tx.eventBooking.findFirstOrThrow({ where: { id: input.bookingId } });
    if (input.people === 0) {
      if (row.state !== "came") return;
      await tx.eventBooking.update({ where: { id: row.id }, data: { state: "booked", cameAt: null, camePeople: null } });
    } else {
      const holds = row.state === "came" ? Math.max(row.people, row.camePeople ?? 0) : row.state === "booked" || row.state === "offered" ? row.people : 0;
      if (session.taken - holds + Math.max(row.people, input.people) > session.capacity) throw new AppError("conflict", { people: "full" });
      await tx.eventBooking.update({ where: { id: row.id }, data: { state: "came", offeredUntil: null, cameAt: row.cameAt ?? whenSeen(ctx, input.at), camePeople: input.people } });
      await hush(tx, ctx, [row.id]);
    }
    await record(tx, ctx, "arrive", row.id, { people: input.people });
    await showFullness(tx, ctx, session);
  });
}

/** Lets in a family that has no place. Nothing is kept of it but its name, and that until the others are deleted. Errors: not_found; conflict. */
export async function walkIn(ctx: StaffCtx, input: WalkIn): Promise<{ bookingId: string }> {
  return ctx.db.$transaction(async (tx) => {
    const known = await tx.eventBooking.findFirst({ where: { id: input.key }, select: { id: true } });
    if (known) return { bookingId: known.id };
    const session = await openDoor(tx, ctx, input.sessionId);
    if (session.taken + input.people > session.capacity) throw new AppError("conflict", { people: "full" });
    const guestId = uuid();
    const schoolId = ctx.school.id;
    await tx.guest.create({ data: { id: guestId, schoolId, name: input.name, channel: "none", language: input.language, createdAt: ctx.now } });
    await tx.eventBooking.create({
      data: {
        id: input.key, schoolId, sessionId: session.id, guestId, state: "came", people: input.people, childAges: [], needs: [], speaks: input.language, cameAt: whenSeen(ctx, input.at), camePeople: input.people,
        thankedAt: ctx.now, codeHash: hashToken(placeCode(input.key)), linkHash: hashToken(placeKey(input.key)), createdAt: ctx.now, updatedAt: ctx.now,
      },
    });
    await record(tx, ctx, "walkIn", input.key, { people: input.people });
    await showFullness(tx, ctx, session);
    return { bookingId: input.key };
  });
}
