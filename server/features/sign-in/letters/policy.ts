import { linkAllows, staffVisible } from "@/server/features/people/policy";
import type { StaffCtx } from "@/server/lib/context";
import type { Prisma } from "@/server/lib/db/generated/client";

import { maySignIn } from "../policy";
import type { PrintLettersInput } from "./schema";

/** The children whose families this member of staff may write to, in one class or one by one. */
export function pupilsFor(ctx: StaffCtx, input: PrintLettersInput): Prisma.PupilWhereInput {
  const chosen: Prisma.PupilWhereInput = input.pupilId
    ? { id: input.pupilId }
    : { enrolments: { some: { classGroupId: input.classId, endedAt: null } } };
  return { AND: [staffVisible(ctx.actor, ctx.now), chosen] };
}

/** The adults who get a letter for these children: confirmed, and not kept from messages by an order. */
export function lettersFor(ctx: StaffCtx, input: PrintLettersInput): Prisma.AdultWhereInput {
  return { AND: [maySignIn, { links: { some: { ...linkAllows("messages", ctx.now), pupil: pupilsFor(ctx, input) } } }] };
}
