import type { Tx } from "../db/client";

/** The channel on which every web process hears that public pages changed. */
export const PUBLIC_CHANNEL = "kingsgate_public";

/**
 * Says, when the caller's transaction commits, that a school's public pages changed: every web process forgets those it
 * keeps in memory. With a tag (the page's name, such as "policy") only the pages of that name.
 */
export async function dropPublic(tx: Tx, schoolId: string, tag?: string): Promise<void> {
  const payload = tag ? `${schoolId}:${tag}` : schoolId;
  await tx.$executeRaw`SELECT pg_notify(${PUBLIC_CHANNEL}, ${payload})`;
}
