import type { Ctx } from "@/server/lib/context";

/** The school's policy: who owns it (role and initials), when it was issued, every review, the next one. Null when none is entered. */
export async function getPolicy(ctx: Ctx) {
  const document = await ctx.db.policyDocument.findUnique({
    where: { schoolId: ctx.school.id },
    select: {
      ownerRole: true, ownerInitials: true, issuedOn: true, nextReviewOn: true,
      reviews: { select: { reviewedOn: true, initials: true }, orderBy: { reviewedOn: "asc" } },
    },
  });
  return document ? { ...document, overdue: document.nextReviewOn < ctx.now } : null;
}
