import anyAscii from "any-ascii";

import { deriveCode } from "@/server/lib/auth/codes";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { BookingState, EventNeed } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { readEvent } from "../queries";
import { PLACE_CODE_LENGTH } from "../schema";
import { searchName, soundOf } from "../schema.names";

/** A family as the desk looks for it: by name in any script, or by its code. */
export interface DeskRow {
  id: string;
  name: string;
  /** The name without marks and case. */
  search: string;
  /** How it sounds: whoever sits at the desk may have no keyboard for its letters. */
  sound: string[];
  code: string;
  state: BookingState;
  people: number;
  camePeople: number | null;
  needs: EventNeed[];
  creche: number;
  speaks: string;
}

export interface Desk {
  eventId: string;
  title: string;
  session: { id: string; startsAt: Date; endsAt: Date; capacity: number; taken: number };
  rows: DeskRow[];
}

/** Everybody whom a time expects, for the people at the door. The look is written down. Errors: not_found. */
export async function getDesk(ctx: StaffCtx, input: { sessionId: string }): Promise<Desk> {
  const session = await ctx.db.eventSession.findFirst({ where: { id: input.sessionId, event: { state: "published" } }, select: { id: true, startsAt: true, endsAt: true, capacity: true, taken: true, eventId: true } });
  if (!session) throw new AppError("not_found");
  const rows = await ctx.db.eventBooking.findMany({
    where: { sessionId: session.id, state: { notIn: ["cancelled", "lapsed"] } }, orderBy: { arrival: "asc" },
    select: { id: true, state: true, people: true, camePeople: true, needs: true, creche: true, speaks: true, guest: { select: { name: true } } },
  });
  const { eventId, ...time } = session;
  const event = await readEvent(ctx.db, { id: eventId }, SOURCE_LANGUAGE);
  await recordAudit(ctx.db, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "events.openDesk", subjectType: "event", subjectId: eventId, rule: "staff" });
  return {
    eventId, title: event?.words.title.source ?? "", session: time,
    rows: rows.map(({ guest, ...row }) => ({ ...row, name: guest.name, search: searchName(guest.name), sound: soundOf(anyAscii(guest.name)), code: deriveCode("event-booking", row.id, PLACE_CODE_LENGTH) })),
  };
}
