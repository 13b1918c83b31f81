import { type Db, preparing, type Tx } from "./client";

/** Transactions of one school under way at once; a school has eight connections, and pages need some of them. */
const AT_ONCE = 6;

/** Pages read on the same connections: in a rush the first in line waits for one as long as it takes, and a loaded machine may be slow. */
const PATIENCE = { maxWait: 30_000, timeout: 30_000 };

const lines = new Map<string, { running: number; waiting: (() => void)[] }>();

/**
 * Runs a transaction when its school's turn comes. A thousand families at once would wait for a connection longer than the database client has
 * patience; here they stand in line, in the order in which they came, and each gets its answer.
 */
export async function inTurn<T>(db: Db, schoolId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const line = lines.get(schoolId) ?? { running: 0, waiting: [] };
  lines.set(schoolId, line);
  if (line.running >= AT_ONCE) await new Promise<void>((resolve) => line.waiting.push(resolve));
  else line.running += 1;
  try {
    return await preparing.run(true, () => db.$transaction(work, PATIENCE));
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else if ((line.running -= 1) === 0) lines.delete(schoolId);
  }
}

/** A circle of waiting is cut by the database at one of those in it; that one tries again so many times. */
const TRIES = 4;

/** The same, tried again when the database cut a circle of waiting here: for work that holds several rows and changes nothing until all is done. */
export async function inTurnAgain<T>(db: Db, schoolId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTurn(db, schoolId, work);
    } catch (error) {
      const state = sqlState(error);
      if ((state !== "40P01" && state !== "40001") || tried >= TRIES) throw error;
    }
  }
}

const CODE = /\b(23P01|23505|40P01|40001)\b/;

/** The database's own code for why a statement failed (SQLSTATE), as far as somebody here asks for it: taken (23P01, 23505), or a circle of waiting (40P01, 40001). */
export function sqlState(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const known = at as Error & { code?: unknown; meta?: unknown };
    const found = CODE.exec(`${String(known.code ?? "")} ${JSON.stringify(known.meta ?? null)} ${at.message}`);
    if (found?.[1]) return found[1];
    // Prisma's own names for the same.
    if (known.code === "P2002") return "23505";
    if (known.code === "P2034") return "40001";
  }
  return null;
}
