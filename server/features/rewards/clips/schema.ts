import { z } from "zod";

import { PHOTO_BYTES } from "../schema";

/** What a film may weigh and how long it may be: families with little data watch it on a phone. */
export const CLIP_BYTES = 40_000_000;
export const CLIP_SECONDS = 600;
export const CLIP_WORDS = 2_000;
/** How wide its first picture is kept. */
export const POSTER_WIDTH = 960;

/** For how long it is kept: so many weeks, or to the end of the school year (31 August). */
export const keeps = ["year", "weeks4", "weeks12"] as const;
export type Keep = (typeof keeps)[number];

export const putClipInput = z.object({
  celebrationId: z.uuid(),
  film: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= CLIP_BYTES),
  poster: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= PHOTO_BYTES).optional(),
  /** What is said in it: read and heard in each family's language, and shown as captions. */
  words: z.string().trim().min(1).max(CLIP_WORDS),
  /** Every child who can be recognised in it. */
  pupilIds: z.array(z.uuid()).min(1).max(120),
  keep: z.enum(keeps).default("year"),
});
export type PutClip = z.output<typeof putClipInput>;

const version = z.string().max(64);
export const clipVersionInput = z.object({ celebrationId: z.uuid(), version });
/** A part of the film by its first and last byte; open ends as in a Range header. */
export const clipPartInput = clipVersionInput.extend({ range: z.string().max(100).nullable().default(null) });
export const captionsInput = z.object({ celebrationId: z.uuid() });

/** When one sentence of the captions is shown, in seconds of the film. */
const cue = z.object({ from: z.coerce.number().min(0).max(CLIP_SECONDS), until: z.coerce.number().min(0).max(CLIP_SECONDS) });
/** All of them, in the order of the sentences, for the film that whoever moved them has seen. */
export const timeClipInput = clipVersionInput.extend({ cues: z.array(cue).min(1).max(CLIP_WORDS) });
export type TimeClip = z.output<typeof timeClipInput>;
