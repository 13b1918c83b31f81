import type { Tx } from "../db/client";

/** One line of the record. Details are codes and ids, never names or free text. */
export interface AuditLine {
  schoolId: string;
  at: Date;
  actorId: string | null;
  action: string;
  subjectType: string;
  subjectId?: string | null;
  pupilId?: string | null;
  rule?: string;
  detail?: Record<string, string | number | boolean | null | string[]>;
}

/** Writes to the record in the caller's transaction: the deed and its line stand or fall together. */
export async function recordAudit(tx: Tx, line: AuditLine): Promise<void> {
  await tx.auditEntry.createMany({ data: [line] });
}

/** Writes several lines in one statement. */
export async function recordAudits(tx: Tx, lines: AuditLine[]): Promise<void> {
  if (lines.length > 0) await tx.auditEntry.createMany({ data: lines });
}

/** The number of the first line of a school's record that has been tampered with, or null when the chain holds. */
export async function findAuditFault(tx: Tx, schoolId: string): Promise<bigint | null> {
  const rows = await tx.$queryRaw<{ fault: bigint | null }[]>`SELECT audit_first_fault(${schoolId}::uuid) AS fault`;
  return rows[0]?.fault ?? null;
}
