import { meetingInput, modes } from "../schema";
import { z } from "zod";

/** A meeting that staff put somewhere else; it is pinned there. */
export const shiftInput = meetingInput.extend({ startsAt: z.iso.datetime(), mode: z.enum(modes) });
export const pinInput = meetingInput.extend({ pinned: z.boolean() });
