import { hearOwn, hearOwnPart } from "@/server/features/languages/speech/commands";
import type { HeardBlock, Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { PersonCtx } from "@/server/lib/context";

import { listInbox } from "./queries";
import { spokenInbox } from "./rules";

const spoken = async (ctx: PersonCtx) => spokenInbox(await listInbox(ctx), ctx.locale, ctx.school.zone);

/** What the school told the signed-in adult, to be heard in the language of the page. Hearing the list opens none of it. */
export async function hearInbox(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spoken(ctx));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearInboxPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spoken(ctx), part);
}
