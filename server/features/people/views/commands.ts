import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx } from "@/server/lib/context";

import type { ChooseViewInput } from "./schema";

/** Keeps how reports open for the one who asks, on every device. Twice is the same as once. */
export async function chooseView(ctx: PersonCtx, input: ChooseViewInput): Promise<void> {
  const { adultId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.adult.updateMany({
      where: { id: adultId, OR: [{ easyRead: null }, { easyRead: { not: input.easyRead } }] },
      data: { easyRead: input.easyRead, updatedAt: ctx.now },
    });
    if (count === 0) return;
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "people.chooseView", subjectType: "adult", subjectId: adultId,
      detail: { easyRead: input.easyRead },
    });
  });
}
