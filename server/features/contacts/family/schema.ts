import { z } from "zod";

import { noteAudioSchema } from "@/server/features/languages/speech/schema";
import { flagFields } from "@/server/features/languages/workbench/schema";

/** Letters of what an adult writes about the record. */
export const REPLY_LENGTH = 1_000;

/** An account of one's own about a child, or about one contact: that it is not right. Written, spoken, or both. */
export const replyInput = z
  .object({
    pupilId: z.uuid(),
    contactId: z.uuid().optional(),
    note: z.string().trim().max(REPLY_LENGTH).optional(),
    voice: noteAudioSchema.optional(),
  })
  .refine((reply) => Boolean(reply.note) || reply.voice !== undefined, { path: ["note"], message: "needed" });
export type Reply = z.infer<typeof replyInput>;

/** "This is not clear" or "this looks wrong" beside one sentence that staff noted of a talk. */
export const flagInput = flagFields.extend({ contactId: z.uuid() });
export type Flag = z.infer<typeof flagInput>;
