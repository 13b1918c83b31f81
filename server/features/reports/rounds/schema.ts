import { z } from "zod";

import { idSchema, subjectSchema, terms } from "../schema";

const day = z.iso.date();

const fields = {
  yearGroups: z.array(z.number().int().min(-1).max(13)).min(1).max(15),
  subjects: z.array(subjectSchema).min(1).max(20),
  /** Days, "2026-11-23", in the school's zone. */
  opensOn: day,
  dueOn: day,
};

export const createRoundInput = z
  .object({ term: z.enum(terms), schoolYear: z.number().int().min(2020).max(2100), ...fields })
  .refine((round) => round.opensOn <= round.dueOn, { path: ["dueOn"] });

export const updateRoundInput = z
  .object({ roundId: idSchema, ...fields, closed: z.boolean() })
  .partial()
  .required({ roundId: true });

export const roundInput = z.object({ roundId: idSchema });

export type CreateRoundInput = z.infer<typeof createRoundInput>;
export type UpdateRoundInput = z.infer<typeof updateRoundInput>;
