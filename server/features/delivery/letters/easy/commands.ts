import { hearOwn, hearOwnPart } from "@/server/features/languages/speech/commands";
import type { HeardBlock, Sound } from "@/server/features/languages/speech/queries";
import type { PersonCtx } from "@/server/lib/context";

import type { HearLetterPart, OwnLetterInput } from "../schema";
import { getEasyLetter } from "./queries";
import { spokenLetter } from "./rules";

/** What the school told this adult, to be heard. It opens nothing. Errors: not_found. */
export async function hearLetter(ctx: PersonCtx, input: OwnLetterInput): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, spokenLetter((await getEasyLetter(ctx, input)).page));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearLetterPart(ctx: PersonCtx, { part, ...input }: HearLetterPart): Promise<Sound> {
  return hearOwnPart(ctx, spokenLetter((await getEasyLetter(ctx, input)).page), part);
}
