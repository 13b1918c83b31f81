import { z } from "zod";

import { next } from "../schema";

export const RECOVERY_CODES = 10;
export const RECOVERY_CODE_LENGTH = 10;
export const CODES_SHOWN_MINUTES = 10;

/** A code as typed: six digits from the phone, or a recovery code from paper. rules.ts reads it. */
export const factorCodeInput = z.object({ code: z.string().max(60), next });
export type FactorCodeInput = z.infer<typeof factorCodeInput>;

export const resetInput = z.object({ adultId: z.uuid() });
export type ResetInput = z.infer<typeof resetInput>;
