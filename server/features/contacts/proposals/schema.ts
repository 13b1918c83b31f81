import { z } from "zod";

export const decideInput = z.object({ proposalId: z.uuid(), confirm: z.boolean() });
export type Decide = z.infer<typeof decideInput>;
