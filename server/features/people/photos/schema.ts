import { z } from "zod";

/** What a photo of a child may be used for, the narrowest first. Each is asked by itself. */
export const uses = ["family", "school", "film", "public"] as const;
export type Use = (typeof uses)[number];

/** What holds for one child and one use: nobody has answered, yes, no, or the adults do not agree. Only yes is yes. */
export const consentStates = ["open", "yes", "no", "dispute"] as const;
export type ConsentState = (typeof consentStates)[number];

export const answerConsentInput = z.object({ pupilId: z.uuid(), use: z.enum(uses), given: z.boolean() });
/** What a member of staff was told, on paper or on the telephone. */
export const recordConsentInput = answerConsentInput.extend({ adultId: z.uuid() });
export const classInput = z.object({ classGroupId: z.uuid().optional() });
