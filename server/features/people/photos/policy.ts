import { linkAllows } from "@/server/features/people/policy";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The links of those who hold parental responsibility (Children Act 1989 s.3) and whom no order keeps from photos: their yes counts. */
export function holders(now: Date): Prisma.GuardianLinkWhereInput {
  return { AND: [linkAllows("media", now), { parentalResponsibility: "yes", adult: { removedAt: null } }] };
}

/** The links of all who hold it, whatever an order says: their no counts. An order takes away the say to allow, never a child's protection. */
export const allHolders: Prisma.GuardianLinkWhereInput = { removedAt: null, confirmedAt: { not: null }, parentalResponsibility: "yes", adult: { removedAt: null } };
