import { z } from "zod";

import { MAX_SENTENCE } from "../schema";

/** Pages of the school that are the same for everyone and can be heard. */
export const spokenPages = [
  "home", "policy", "privacy", "accessibility", "display", "answer", "sign-in", "code", "link", "sent", "place", "missing", "wait", "stop", "stopped", "voice", "code-ready", "answer-ready",
] as const;
export type SpokenPage = (typeof spokenPages)[number];

/** The address of a page that can be heard, without its language, to the page's word. */
export const pageOfPath: Readonly<Record<string, SpokenPage>> = {
  "": "home", "/policy": "policy", "/privacy": "privacy", "/accessibility": "accessibility", "/display": "display", "/answer": "answer", "/sign-in": "sign-in", "/sign-in/code": "code",
  "/sign-in/link": "link", "/sign-in/sent": "sent", "/events/place": "place", "/missing": "missing", "/family/voice": "voice",
};

/** The same pages where their address brings the code of a letter (`?code=`): they say that it is there. */
export const pageWithCode: Partial<Record<SpokenPage, SpokenPage>> = { code: "code-ready", answer: "answer-ready" };

/** One recorded sentence: half a minute, as WAV from a browser 1.4 MB. */
export const RECORDING_BYTES = 1_500_000;
export const RECORDING_SECONDS = 30;
/** One voice note of a parent: three minutes, as a phone's own recorder makes it. */
export const NOTE_BYTES = 4_000_000;
export const NOTE_SECONDS = 180;

const tag = z.string().min(2).max(16);
const bytes = (most: number) => z.instanceof(Uint8Array).refine((value) => value.length > 0 && value.length <= most);

/** SHA-256 in hexadecimal. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** A part of a page that is heard: a sentence by its hash, or a block by its place. */
export const partInput = z.object({ part: z.union([hashSchema, z.number().int().min(0).max(500)]) });
export type Part = z.infer<typeof partInput>["part"];
export const pageInput = z.object({ page: z.enum(spokenPages) });
export const soundInput = z.object({ id: hashSchema });
export const pagePartInput = pageInput.extend({ block: z.number().int().min(0).max(500) });

export const wantedInput = z.object({ language: tag });
export const recordInput = z.object({ language: tag, sentence: hashSchema, audio: bytes(RECORDING_BYTES) });
export type RecordSentence = z.infer<typeof recordInput>;
export const recordingInput = z.object({ recordingId: z.uuid() });

export const noteAudioSchema = bytes(NOTE_BYTES);
export const noteInput = z.object({ noteId: z.uuid() });
export const notesInput = z.object({ subjectIds: z.array(z.uuid()).max(500) });
export const transcribeInput = z.object({ noteId: z.uuid(), body: z.string().trim().min(1).max(MAX_SENTENCE) });
export type Transcribe = z.infer<typeof transcribeInput>;

/** What is written down of a note, in the language in which it was said or in the school's. */
export const noteWordsSchema = z.object({ language: tag, words: z.string().trim().min(1).max(MAX_SENTENCE) });
export type NoteWords = z.infer<typeof noteWordsSchema>;
