import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { deriveToken, hashToken } from "@/server/lib/auth/tokens";
import { addDays, dayIn } from "@/server/lib/clock";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { hasCatalogue } from "@/server/lib/i18n/languages";

import { delaysOf, isUnderWay, waitingOf } from "../day/rules";
import { getSetting } from "../settings/queries";
import type { Called } from "../settings/schema";
import { calledOf, languageNow, partNow } from "./rules";
import { BOARD_NEXT, BOARD_ROWS } from "./schema";

/** The key in a board's link. Nothing of it is kept but a hash. */
export const boardKey = (boardId: string): string => deriveToken("meeting-board", boardId);

export interface BoardRow {
  teacher: string;
  room: string | null;
  /** Who is inside, and who comes next, as the school calls them in a hall. */
  now: string | null;
  next: { called: string; startsAt: Date }[];
  /** Minutes by which the next begins later; 0: on time. */
  late: number;
}

export interface Board {
  at: Date;
  /** The language that has its turn beside English. */
  language: string | null;
  /** What stands there instead of a name. */
  called: Called;
  rows: BoardRow[];
  /** Which part of the rooms this is, of how many: more than a screen holds take turns. */
  part: number;
  parts: number;
}

/**
 * What a hall may see of a round today, for whoever has the link: teachers, rooms, times, and numbers or initials. No name of a family and no word of
 * theirs; only those who come to school are on it. Errors: not_found for a link that is none, or was revoked.
 */
export async function openBoard(ctx: Ctx, input: { key: string }): Promise<Board> {
  const { db, now, school } = ctx;
  const board = await db.meetingBoard.findFirst({ where: { keyHash: hashToken(input.key), revokedAt: null }, select: { roundId: true } });
  if (!board) throw new AppError("not_found");
  const today = dayIn(school.zone, now);
  const [setting, meetings] = await Promise.all([
    getSetting(ctx),
    db.meeting.findMany({
      where: { roundId: board.roundId, state: { not: "cancelled" }, startsAt: { gte: addDays(now, -1), lte: addDays(now, 1) } }, orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      select: {
        id: true, number: true, mode: true, state: true, teacherId: true, startsAt: true, endsAt: true, startedAt: true, finishedAt: true,
        teacher: { select: nameFields }, room: { select: { name: true } }, pupil: { select: { givenName: true, familyName: true } }, adult: { select: reachFields },
      },
    }),
  ]);
  const day = meetings.filter(({ startsAt }) => dayIn(school.zone, startsAt) === today);
  const here = day.filter(({ mode }) => mode === "in_person");
  const late = delaysOf(day, now);
  const teachers = [...new Map(here.map((each) => [each.teacherId, each])).values()];
  const rows = teachers.map(({ teacherId, teacher }): BoardRow => {
    const own = here.filter((each) => each.teacherId === teacherId);
    const [inside, waiting] = [own.filter((each) => isUnderWay(each, now)).at(-1), waitingOf(own, now)];
    const first = waiting[0];
    return {
      teacher: nameOf(teacher), room: (first ?? inside ?? own.at(-1))?.room?.name ?? null, now: inside ? calledOf(setting.called, inside) : null,
      next: waiting.slice(0, BOARD_NEXT).map((each) => ({ called: calledOf(setting.called, each), startsAt: each.startsAt })), late: first ? (late.get(first.id) ?? 0) : 0,
    };
  });
  const languages = [...new Set(here.map(({ adult }) => planFor(adult).writeIn))].filter(hasCatalogue).sort();
  const order = (row: BoardRow) => row.room ?? row.teacher;
  const all = rows.filter((row) => row.now !== null || row.next.length > 0).sort((a, b) => order(a).localeCompare(order(b), "en", { numeric: true }));
  const { part, parts } = partNow(all.length, now);
  return { at: now, language: languageNow(languages, now), called: setting.called, rows: all.slice(part * BOARD_ROWS, (part + 1) * BOARD_ROWS), part: part + 1, parts };
}

/** The links to boards of a round that work. */
export async function listBoards(ctx: StaffCtx, input: { roundId: string }): Promise<{ id: string; key: string; createdAt: Date }[]> {
  const rows = await ctx.db.meetingBoard.findMany({ where: { roundId: input.roundId, revokedAt: null }, orderBy: { createdAt: "asc" }, select: { id: true, createdAt: true } });
  return rows.map((row) => ({ ...row, key: boardKey(row.id) }));
}
