import type { StaffCtx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";

import { dayOf } from "../queries";
import { isKept, type Kept, type ListRow, overlapping, type ReadList, readList, textOf } from "./rules";

/** A published list as it was read, against what the calendar holds already. */
export interface ShownList extends Omit<ReadList, "rows"> {
  rows: (ListRow & { known: boolean })[];
}

/** What the calendar holds, as entries that stand on no line of a list. One statement. */
export async function readKept(db: Db | Tx): Promise<Kept[]> {
  const rows = await db.schoolDate.findMany({ where: { cancelledAt: null }, select: { kind: true, startsOn: true, endsOn: true } });
  return rows.map(({ kind, startsOn, endsOn }) => ({ line: 0, kind, startsOn: dayOf(startsOn), endsOn: dayOf(endsOn) }));
}

/** Reads a published list and keeps nothing. An entry that the calendar has already is known; a term over one that is there is a fault. One statement. */
export async function showList(ctx: StaffCtx, input: { file: Uint8Array }): Promise<ShownList> {
  const { rows, faults, left } = readList(textOf(input.file), ctx.school.zone);
  const kept = await readKept(ctx.db);
  const shown = rows.map((row) => ({ ...row, known: isKept(row, kept) }));
  const clashes = shown.filter(({ kind, known }) => kind === "term" && !known).filter((row) => overlapping([row, ...kept.filter(({ kind }) => kind === "term")]).length > 0);
  return { rows: shown, left, faults: [...faults, ...clashes.map(({ line }) => ({ line, fault: "overlap" as const }))].sort((a, b) => a.line - b.line) };
}
