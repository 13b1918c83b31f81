import { z } from "zod";

import { meetingInput } from "../schema";

/** A tap of the day, with the moment in which it was made: a device without a connection sends it later. */
export const tapInput = meetingInput.extend({ at: z.iso.datetime().optional() });
export type Tap = z.infer<typeof tapInput>;

/** A family that is there early may be met so many minutes before its time. */
export const EARLY_MINUTES = 30;
/** From so many minutes before its end a meeting is rounded off. */
export const ROUND_OFF_MINUTES = 2;
/** A delay is told in steps of so many minutes: a smaller one is none. */
export const LATE_STEP = 5;
