import { z } from "zod";

/** The newest reports of some children. */
export const latestInput = z.object({ pupilIds: z.array(z.uuid()).max(80) });
/** Sentences of a summary. */
export const SUMMARY = 3;
