import type { Sound } from "@/server/features/languages/speech/queries";
import { hashToken } from "@/server/lib/auth/tokens";
import type { Ctx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { findPlace } from "../booking/queries";
import type { VoicePart } from "../schema";

/** Whether a key opens a place: asked before a recording is read. Errors: not_found. */
export async function requirePlace(ctx: Ctx, input: { key: string }): Promise<void> {
  if (!(await findPlace(ctx.db, input.key))) throw new AppError("not_found");
}

/** What a family said itself in a box, by the key of its place. Errors: not_found. */
export async function hearOwnVoice(ctx: Ctx, input: { key: string; part: VoicePart }): Promise<Sound> {
  const voice = await ctx.db.eventVoice.findFirst({ where: { part: input.part, booking: { linkHash: hashToken(input.key) } }, select: { type: true, audio: true } });
  if (!voice) throw new AppError("not_found");
  return voice;
}
