import type { Attendance, EntryBody, EntryChanges } from "@/server/features/reports/schema";

/** A field that two people changed in different ways. */
export interface FieldConflict {
  field: keyof EntryBody;
  theirs: EntryBody[keyof EntryBody];
  yours: EntryBody[keyof EntryBody];
}

/** Changes of one cell that the server does not have yet. */
export interface Kept {
  reportId: string;
  subject: string;
  /** The version and body that the changes were made from. */
  baseVersion: number;
  base: EntryBody;
  /** Sent, not answered. */
  inflight: EntryChanges | null;
  /** Not sent. */
  pending: EntryChanges;
  attendance: { value: Attendance | null } | null;
  /** Refused by the server for somebody else's sake; this person has still to choose. */
  conflicts: FieldConflict[];
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const PREFIX = "kingsgate.reports.1";
const placeOf = (adultId: string, kept: Pick<Kept, "reportId" | "subject">): string => `${PREFIX}.${adultId}.${kept.reportId}.${kept.subject}`;

/** Keeps a cell's changes on this computer. A full or forbidden store is no reason to stop: they are still in memory. */
export function keep(store: Store | null, adultId: string, kept: Kept): void {
  const { reportId, subject, baseVersion, base, inflight, pending, attendance, conflicts } = kept;
  try {
    store?.setItem(placeOf(adultId, kept), JSON.stringify({ reportId, subject, baseVersion, base, inflight, pending, attendance, conflicts }));
  } catch {
    return;
  }
}

/** Forgets them: the server has them. */
export function removeKept(store: Store | null, adultId: string, kept: Pick<Kept, "reportId" | "subject">): void {
  try {
    store?.removeItem(placeOf(adultId, kept));
  } catch {
    return;
  }
}

/** Everything of this adult that earlier visits could not save. What cannot be read is left out. */
export function loadKept(store: Store | null, adultId: string): Kept[] {
  const found: Kept[] = [];
  try {
    for (let index = 0; store && index < store.length; index += 1) {
      const key = store.key(index);
      if (!key?.startsWith(`${PREFIX}.${adultId}.`)) continue;
      const kept = read(store.getItem(key));
      if (kept) found.push(kept);
    }
  } catch {
    return found;
  }
  return found;
}

function read(raw: string | null): Kept | null {
  try {
    const kept: unknown = JSON.parse(raw ?? "null");
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function isKept(value: unknown): value is Kept {
  return isRecord(value) && typeof value.reportId === "string" && typeof value.subject === "string" && typeof value.baseVersion === "number"
    && isRecord(value.base) && Array.isArray(value.base.comments) && isRecord(value.pending) && (value.inflight === null || isRecord(value.inflight)) && Array.isArray(value.conflicts);
}
