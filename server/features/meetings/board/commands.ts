import { v7 as uuid } from "uuid";

import { hashToken } from "@/server/lib/auth/tokens";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { recordRound } from "../rounds/commands";
import { boardKey } from "./queries";

/** Makes a link that shows who is next, for a screen in a hall. Errors: not_found. */
export async function makeBoard(ctx: StaffCtx, input: { roundId: string }): Promise<{ key: string }> {
  const id = uuid();
  await ctx.db.$transaction(async (tx) => {
    if ((await tx.meetingRound.count({ where: { id: input.roundId } })) === 0) throw new AppError("not_found");
    await tx.meetingBoard.create({ data: { id, schoolId: ctx.school.id, roundId: input.roundId, keyHash: hashToken(boardKey(id)), createdById: ctx.actor.adultId, createdAt: ctx.now } });
    await recordRound(tx, ctx, input.roundId, "makeBoard");
  });
  return { key: boardKey(id) };
}

/** Ends such a link at once; again changes nothing. Errors: not_found. */
export async function revokeBoard(ctx: StaffCtx, input: { roundId: string; boardId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const board = await tx.meetingBoard.findFirst({ where: { id: input.boardId, roundId: input.roundId } });
    if (!board) throw new AppError("not_found");
    if (board.revokedAt) return;
    await tx.meetingBoard.update({ where: { id: board.id }, data: { revokedAt: ctx.now } });
    await recordRound(tx, ctx, board.roundId, "revokeBoard");
  });
}
