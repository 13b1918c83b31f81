import { z } from "zod";

import { familyKinds } from "../schema";

export const setSwitchInput = z.object({ kind: z.enum(familyKinds), enabled: z.boolean() });
export type SetSwitch = z.infer<typeof setSwitchInput>;
