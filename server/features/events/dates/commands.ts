import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";

import type { SchoolPlace } from "../schema";

/** Keeps where the school is: sunset is the sun's own there. */
export async function placeSchool(ctx: StaffCtx, { latitude, longitude }: SchoolPlace): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_school_place(${latitude}::float8, ${longitude}::float8)`;
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "events.placeSchool", subjectType: "school", subjectId: ctx.school.id });
  });
}
