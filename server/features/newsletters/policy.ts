import { linkAllows } from "@/server/features/people/policy";
import type { Actor } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** A newsletter that has gone out and was not taken back. */
const out: Prisma.NewsletterWhereInput = { state: "sent" };

/** What anybody may read. */
export const publicNewsletters: Prisma.NewsletterWhereInput = { ...out, audience: "public", yearGroups: { isEmpty: true } };

/** The links through which an adult gets the school's news: those that may get messages about a child who is at the school. */
export function newsLinks(now: Date): Prisma.GuardianLinkWhereInput {
  return { ...linkAllows("messages", now), pupil: { removedAt: null }, adult: { removedAt: null } };
}

/**
 * The newsletters that this person finds: the public ones, and as parent or carer those of the whole school and of the years of the children about
 * whom they may get messages. An order, or the end of a link, takes them away with the rest.
 * @param years of those children; null for somebody who has none
 */
export function ownNewsletters(actor: Actor, years: readonly number[] | null): Prisma.NewsletterWhereInput {
  if (actor.kind === "visitor" || years === null) return publicNewsletters;
  return { ...out, OR: [{ yearGroups: { isEmpty: true } }, { yearGroups: { hasSome: [...years] } }] };
}
