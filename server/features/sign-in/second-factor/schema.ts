import { z } from "zod";

import { plainDigits, readCode } from "../rules";

export const RECOVERY_CODES = 10;
export const RECOVERY_CODE_LENGTH = 10;

/** Six digits from the phone, in any script's digits, with or without a gap. */
export const totpInput = z.object({
  code: z.string().max(40).transform((typed) => plainDigits(typed).replace(/\D/g, "")).pipe(z.string().regex(/^\d{6}$/)),
});
export type TotpInput = z.infer<typeof totpInput>;

/** A recovery code as typed from paper. */
export const recoveryInput = z.object({
  code: z.string().max(60).transform((typed, check) => {
    const code = readCode(typed, RECOVERY_CODE_LENGTH);
    if (!code) check.addIssue({ code: "custom" });
    return code ?? z.NEVER;
  }),
});
export type RecoveryInput = z.infer<typeof recoveryInput>;

export const resetInput = z.object({ adultId: z.uuid() });
export type ResetInput = z.infer<typeof resetInput>;
