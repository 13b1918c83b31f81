import type { StaffCtx } from "@/server/lib/context";

import { dayOf } from "../queries";
import { type ListRow, overlapping, type ReadList, readList, textOf } from "./rules";

/** A published list as it was read, against what the calendar holds already. */
export interface ShownList extends Omit<ReadList, "rows"> {
  rows: (ListRow & { known: boolean })[];
}

/** Reads a published list and keeps nothing. An entry that the calendar has already is known; a term over one that is there is a fault. One statement. */
export async function showList(ctx: StaffCtx, input: { file: Uint8Array }): Promise<ShownList> {
  const { rows, faults, left } = readList(textOf(input.file), ctx.school.zone);
  const kept = (await ctx.db.schoolDate.findMany({ where: { cancelledAt: null }, select: { kind: true, startsOn: true, endsOn: true } })).map(({ kind, startsOn, endsOn }) => ({ kind, startsOn: dayOf(startsOn), endsOn: dayOf(endsOn) }));
  const shown = rows.map((row) => ({ ...row, known: kept.some(({ kind, startsOn, endsOn }) => kind === row.kind && startsOn === row.startsOn && endsOn === row.endsOn) }));
  const clashes = shown.filter(({ kind, known }) => kind === "term" && !known).filter((row) => overlapping([row, ...kept.filter(({ kind }) => kind === "term").map((term) => ({ ...term, line: 0 }))]).length > 0);
  return { rows: shown, left, faults: [...faults, ...clashes.map(({ line }) => ({ line, fault: "overlap" as const }))].sort((a, b) => a.line - b.line) };
}
