import { z } from "zod";

const MB = 1024 * 1024;

/** Limits of one import. A file beyond them is refused before it is unpacked. */
export const limits = {
  /** Bytes of one uploaded file. */
  uploadBytes: 200 * MB,
  /** Bytes of a zip's files once unpacked, all together. */
  unpackedBytes: 1024 * MB,
  /** How many times smaller a file in a zip may be packed. Real exports stay below 40. */
  packedRatio: 150,
  /** Small files may be packed tighter without harm. */
  ratioCountsFrom: 4 * MB,
  entries: 200,
  /** Bytes of one line. */
  recordBytes: 256 * 1024,
  /** Lines of all files together. */
  rows: 1_000_000,
  cellLength: 300,
  /** Problems kept of one import. */
  problems: 20_000,
  /** Warnings kept of one kind: the rest are counted. */
  warningsOfAKind: 500,
} as const;

/** What an import changes, in the order in which it is shown. */
export const importKinds = ["pupil", "adult", "link", "class", "enrolment", "teaching"] as const;
export type ImportKind = (typeof importKinds)[number];

export const importChanges = ["added", "changed", "removed", "same"] as const;
export type ImportChange = (typeof importChanges)[number];

const countsSchema = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  removed: z.number().int(),
  same: z.number().int(),
  /** Of those added: people who had been removed and come back. */
  revived: z.number().int().default(0),
});
export type ImportCounts = z.infer<typeof countsSchema>;

const sampleSchema = z.object({
  kind: z.enum(importKinds),
  change: z.enum(["added", "changed", "removed"]),
  /** Names of people and classes, and of both ends for a link or a place in a class. */
  names: z.array(z.string()),
});
export type ImportSample = z.infer<typeof sampleSchema>;

/** What a run's summary column holds. The samples name people and go when the import is over. */
export const summarySchema = z.object({
  counts: z.partialRecord(z.enum(importKinds), countsSchema).default({}),
  samples: z.array(sampleSchema).default([]),
  warnings: z.number().int().default(0),
});
export type ImportSummary = z.infer<typeof summarySchema>;

export const partsSchema = z.array(z.object({ name: z.string(), size: z.number().int() }));

export type ProblemArgs = Record<string, string | number>;

/** A bad line. `column` is a column's name in the file; line 0 means the file as a whole. */
export interface Problem {
  file: string;
  line: number;
  column?: string;
  code: string;
  fatal: boolean;
  args?: ProblemArgs;
}

/** One file of an upload as it arrives: it is read once, piece by piece. */
export interface UploadedFile {
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

const isIterable = (value: unknown) => typeof value === "object" && value !== null && Symbol.asyncIterator in value;

/** Only a caller in this process can give the files; a request over HTTP is refused as invalid. */
export const startInput = z.object({ files: z.custom<AsyncIterable<UploadedFile>>(isIterable, "invalid_type") });
export const runInput = z.object({ runId: z.uuid() });
/** `removals` is what the person saw: if the preview has changed since, nothing is applied. */
export const applyInput = z.object({ runId: z.uuid(), removals: z.coerce.number().int().min(0) });
export const problemsInput = z.object({
  runId: z.uuid(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

export type ApplyInput = z.infer<typeof applyInput>;
export type RunInput = z.infer<typeof runInput>;
export type ProblemsInput = z.infer<typeof problemsInput>;
export type StartInput = z.infer<typeof startInput>;

/** How many records, of all kinds, an import takes away. */
export function countRemovals(summary: ImportSummary): number {
  return Object.values(summary.counts).reduce((sum, counts) => sum + counts.removed, 0);
}
