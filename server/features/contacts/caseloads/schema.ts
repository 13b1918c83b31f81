import { z } from "zod";

/** Letters of what the next worker must know. */
export const HANDOVER_LENGTH = 2_000;

export const assignInput = z.object({
  pupilIds: z.array(z.uuid()).min(1).max(500),
  workerId: z.uuid(),
  handoverNote: z.string().trim().max(HANDOVER_LENGTH).optional(),
});
export type Assign = z.infer<typeof assignInput>;

/** Somebody steps in for a worker from one day to another, both included. */
export const coverInput = z
  .object({ workerId: z.uuid(), coverId: z.uuid(), from: z.iso.date(), until: z.iso.date(), handoverNote: z.string().trim().max(HANDOVER_LENGTH).optional() })
  .refine(({ from, until }) => from <= until, { path: ["until"], message: "order" })
  .refine(({ workerId, coverId }) => workerId !== coverId, { path: ["coverId"], message: "same" });
export type Cover = z.infer<typeof coverInput>;

export const listCaseloadsInput = z.object({
  /** Only families in which somebody speaks this language. */
  language: z.string().min(2).max(16).optional(),
  /** Only families with this need. */
  need: z.enum(["interpreter", "does_not_read", "looked_after", "unassigned"]).optional(),
});
export type ListCaseloads = z.infer<typeof listCaseloadsInput>;
