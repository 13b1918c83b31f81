import { loadFamilyActor } from "@/server/features/people/queries";
import type { Person } from "@/server/lib/auth/actor";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import { hashToken } from "@/server/lib/auth/tokens";
import type { Ctx } from "@/server/lib/context";

/** A calendar program asks a few times an hour; one that has lost its mind is told to wait. */
const byKey: Limit = { purpose: "calendar-key", attempts: 30, minutes: 15 };
/** Keys that open nothing, from one network. */
const byClient: Limit = { purpose: "calendar-client", attempts: 60, minutes: 15 };

/** Whose calendar a key opens. */
export interface OpenedFeed {
  feedId: string;
  actor: Person;
  language: string;
}

/**
 * The adult behind a secret link, as a parent or carer and nothing more, or null: a key that never was, one that was ended, an adult who is
 * gone. What the adult may know is asked again each time. Errors: rate_limited.
 */
export async function openFeed(ctx: Pick<Ctx, "db" | "school" | "now" | "client">, key: string): Promise<OpenedFeed | null> {
  const limited = { schoolId: ctx.school.id, now: ctx.now };
  const keyHash = hashToken(key);
  const feed = await ctx.db.calendarFeed.findFirst({ where: { keyHash }, select: { id: true, adultId: true, language: true } });
  await countAttempt(ctx.db, feed ? { ...limited, limit: byKey, value: feed.id } : { ...limited, limit: byClient, value: ctx.client });
  const actor = feed ? await loadFamilyActor(ctx.db, feed.adultId) : null;
  return feed && actor ? { feedId: feed.id, actor, language: actor.language ?? feed.language } : null;
}
