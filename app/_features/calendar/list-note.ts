import { z } from "zod";

import { fitsFlash, type Flash } from "@/app/_trpc/flash";
import { dateKinds, TITLE_LENGTH } from "@/server/features/calendar/schema";

import type { Api } from "./answers";
import { DATES_LIST } from "./places";

type ShownList = Awaited<ReturnType<Api["calendar"]["dates"]["read"]>>;

const rows = z.array(z.object({ line: z.number(), kind: z.enum(dateKinds), startsOn: z.string(), endsOn: z.string(), title: z.string().max(TITLE_LENGTH), known: z.boolean().default(false), left: z.boolean().default(false) }));
export type NotedRow = z.output<typeof rows>[number];

const faults = z.array(z.object({ line: z.number(), fault: z.string() }));

/** What the next page shows of a list that was read: its entries to be looked at, or what is wrong with which line. */
export function listNote({ rows: found, faults: wrong, left }: ShownList): Flash {
  if (wrong.length > 0) return { tone: "stop", namespace: "calendar.list", message: "faultsTitle", values: { faults: JSON.stringify(wrong.slice(0, 30)) } };
  const note: Flash = { tone: "good", namespace: "calendar.list", message: "found", values: { count: String(found.length), rows: JSON.stringify(found.map(({ known, ...row }) => (known ? { ...row, known, left: true } : row))), bank: [...new Set(left.map(({ name }) => name))].slice(0, 12).join(", ") } };
  return fitsFlash(DATES_LIST, note) ? note : { tone: "stop", namespace: "calendar.list", message: "faults.many" };
}

const read = <T>(schema: z.ZodType<T>, text: string | undefined): T | null => {
  try {
    return schema.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
};

/** The entries in a note, and the faults of lines. */
export const notedRows = (flash: Flash | null): NotedRow[] => read(rows, flash?.values?.rows) ?? [];
export const notedFaults = (flash: Flash | null): { line: number; fault: string }[] => read(faults, flash?.values?.faults) ?? [];
