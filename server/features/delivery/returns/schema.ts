import { z } from "zod";

/** A mail of ours that came back, or that its reader called spam, as the mail server hands it to us. */
export const returnInput = z.object({ token: z.string().max(500), kind: z.enum(["bounce", "complaint"]), messageId: z.string().max(500), final: z.boolean().default(true), status: z.string().max(20).default("") });
export type Returned = z.infer<typeof returnInput>;
