import { flagSentence } from "@/server/features/languages/workbench/commands";
import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { readableEvents } from "./policy";
import { wordIdsOf } from "./queries";
import type { Flag } from "./schema";

/**
 * Tells the school that a sentence of an event that was announced is not clear or looks wrong, in the language in which it was read. The thanks
 * for those who came are not among them: they stand on the page of a place. Errors: not_found.
 */
export async function flagEvent(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const event = await tx.event.findFirst({
      where: { AND: [{ id: input.eventId }, readableEvents] }, select: { titleId: true, whatId: true, meetId: true, placeId: true, routeId: true, afterId: true },
    });
    if (!event) throw new AppError("not_found");
    const { after: _after, ...read } = wordIdsOf(event);
    return flagSentence(tx, ctx, { textIds: Object.values(read), segmentId: input.segmentId, kind: input.kind, pupilId: null });
  });
}
