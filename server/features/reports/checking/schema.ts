import { z } from "zod";

import { idSchema, languageSchema } from "../schema";

/** `confirmed`: the statutory codes that the software cannot check and that this person has checked by hand. */
export const checkInput = z.object({
  reportIds: z.array(idSchema).min(1).max(400),
  confirmed: z.array(z.string().max(40)).max(20).default([]),
});
export type CheckInput = z.infer<typeof checkInput>;

/** As one parent sees it (`adultId`), or in a language with everything shown. */
export const previewInput = z.object({ reportId: idSchema, adultId: idSchema.optional(), language: languageSchema.optional() });
export type PreviewInput = z.infer<typeof previewInput>;
