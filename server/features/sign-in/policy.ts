import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

/** Who may sign in at all: staff in post, and adults whom the school has confirmed for at least one child. */
export const maySignIn: Prisma.AdultWhereInput = {
  removedAt: null,
  OR: [
    { posts: { some: { endedAt: null } } },
    { links: { some: { confirmedAt: { not: null }, removedAt: null, pupil: { removedAt: null } } } },
  ],
};

/** What each role may do about other people's sign-in. */
export const may = {
  resetSecondFactor: ["office", "head"],
} as const satisfies Record<string, readonly [StaffRole, ...StaffRole[]]>;
