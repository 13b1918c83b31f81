import { describeVoices, type HeardBlock } from "@/server/features/languages/speech/queries";
import type { PersonCtx } from "@/server/lib/context";

import { listOwnRecord } from "../family/queries";
import { spokenRecord } from "./rules";

/** The signed-in adult's own record, to be heard in the language of the page. Nobody else's: there is no id to give. */
export async function hearRecord(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, ctx.actor.adultId, spokenRecord(await listOwnRecord(ctx), ctx.locale, ctx.school.zone)) };
}
