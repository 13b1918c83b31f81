import { z } from "zod";

/** How reports open for this adult from now on: in easy read or in full. */
export const chooseViewInput = z.object({ easyRead: z.boolean() });
export type ChooseViewInput = z.infer<typeof chooseViewInput>;
