import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

import { teamInput } from "../schema";

/** A sentence of a conversation by its hash, or a message by its place. */
export const hearThreadPartInput = z.object({ threadId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(500)]) });
export type HearThreadPart = z.infer<typeof hearThreadPartInput>;

/** A part of the page on which a first message is written. */
export const hearNewPartInput = teamInput.extend({ part: z.union([hashSchema, z.number().int().min(0).max(500)]) });
export type HearNewPart = z.infer<typeof hearNewPartInput>;
