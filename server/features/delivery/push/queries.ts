import type { Ctx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { env } from "@/server/lib/env";
import { canPush } from "@/server/lib/push/client";

/** Of these adults, those with a browser that shows their news. One statement, and none where nothing can be shown. */
export async function findShown(tx: Tx, adultIds: string[]): Promise<Set<string>> {
  if (!canPush() || adultIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ adultId: string }[]>`SELECT DISTINCT adult_id AS "adultId" FROM push_subscription WHERE adult_id = ANY(${adultIds}::uuid[])`;
  return new Set(rows.map(({ adultId }) => adultId));
}

/** The key that a browser needs to let itself be reached; empty where this installation has none. */
export function getPushKey(_ctx: Ctx): { key: string } {
  return { key: canPush() ? env().PUSH_PUBLIC_KEY : "" };
}
