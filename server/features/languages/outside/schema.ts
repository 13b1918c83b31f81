import { z } from "zod";

import { familyKinds, MAX_SENTENCE, tag } from "../schema";

/** How long a link for a translator outside the school works at most. */
export const INVITE_DAYS = 60;

export const inviteInput = z.object({
  name: z.string().trim().min(2).max(120),
  language: tag,
  kinds: z.array(z.enum(familyKinds)).min(1),
  days: z.coerce.number().int().min(1).max(INVITE_DAYS).default(14),
});
export type InviteInput = z.output<typeof inviteInput>;

export const revokeInput = z.object({ inviteId: z.uuid() });

export const keyInput = z.object({ key: z.string().min(20).max(100) });
export type KeyInput = z.infer<typeof keyInput>;

export const outsideSaveInput = keyInput.extend({ segmentId: z.uuid(), sourceHash: z.string().length(64), body: z.string().trim().min(1).max(MAX_SENTENCE) });
export type OutsideSave = z.infer<typeof outsideSaveInput>;
