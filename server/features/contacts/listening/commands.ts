import { hearSentence, joinSounds } from "@/server/features/languages/speech/commands";
import type { Sound } from "@/server/features/languages/speech/queries";
import type { PersonCtx } from "@/server/lib/context";

import { listOwnRecord } from "../family/queries";
import { spokenRecord } from "./rules";
import type { HearRecordPart } from "./schema";

/** The sound of one sentence or block of this adult's own record, spoken now when need be and kept for this adult alone. Errors: not_found. */
export async function hearRecordPart(ctx: PersonCtx, input: HearRecordPart): Promise<Sound> {
  const blocks = spokenRecord(await listOwnRecord(ctx), ctx.locale, ctx.school.zone);
  return typeof input.part === "number" ? joinSounds(ctx, ctx.actor.adultId, blocks[input.part]) : hearSentence(ctx, ctx.actor.adultId, blocks, input.part);
}
