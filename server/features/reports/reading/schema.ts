import { z } from "zod";

import { noteAudioSchema } from "@/server/features/languages/speech/schema";
import { flagFields } from "@/server/features/languages/workbench/schema";

import { idSchema, languageSchema, NOTE_LENGTH } from "../schema";

export const readReportInput = z.object({ reportId: idSchema, language: languageSchema.optional() });
export type ReadReportInput = z.infer<typeof readReportInput>;

/** The note, written or spoken, may be in any language: the one of the page is written down with it. */
export const talkInput = z.object({ reportId: idSchema, note: z.string().trim().max(NOTE_LENGTH).optional(), voice: noteAudioSchema.optional() });
export type TalkInput = z.infer<typeof talkInput>;

/** "This is not clear" or "this looks wrong" beside one sentence of a report. */
export const flagInput = flagFields.extend({ reportId: idSchema });
export type FlagInput = z.infer<typeof flagInput>;
