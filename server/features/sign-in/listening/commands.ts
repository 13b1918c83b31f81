import { getOwnHours } from "@/server/features/delivery/pace/queries";
import { listTopics } from "@/server/features/delivery/topics/queries";
import { hearOwn, hearOwnPart } from "@/server/features/languages/speech/commands";
import type { HeardBlock, Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { PersonCtx } from "@/server/lib/context";

import { countSessions } from "../queries";
import { spokenAccount } from "./rules";

async function spoken(ctx: PersonCtx) {
  const [sessions, hours, topics] = await Promise.all([countSessions(ctx), getOwnHours(ctx), listTopics(ctx)]);
  return spokenAccount({ name: ctx.actor.displayName, sessions, hours, topics }, ctx.locale);
}

/** The signed-in adult's own account, to be heard in the language of the page. */
export async function hearAccount(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spoken(ctx));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearAccountPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spoken(ctx), part);
}
