import { z } from "zod";

/** What became of a text message or of a letter, as the service words it. */
export const receiptStates = ["delivered", "permanent-failure", "temporary-failure", "technical-failure", "accepted", "received", "cancelled", "validation-failed", "virus-scan-failed"] as const;

/** A receipt as GOV.UK Notify calls back with it; what else it holds (the number, the times) is not looked at. */
export const receiptInput = z.object({
  token: z.string().max(500),
  reference: z.string().max(200),
  status: z.enum(receiptStates),
});
export type Receipt = z.infer<typeof receiptInput>;
