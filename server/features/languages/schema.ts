import { z } from "zod";

export const MAX_SENTENCES = 200;
export const MAX_SENTENCE = 2_000;

/** Kinds of text that somebody reads in another language, by feature. Only these are filled for readers and can be switched to a service. */
export const familyKinds = [
  "reports.ownWords", "reports.note", "reports.talkNote", "contacts.record", "contacts.reply", "messages.post", "messages.reply", "newsletters.words", "rewards.words",
  "events.words", "events.said", "meetings.promise", "calendar.words", "languages.pictureAlt",
] as const;
/** Those of them that families and visitors write: the school reads them, in English. */
export const schoolReads: readonly string[] = ["reports.talkNote", "contacts.reply", "messages.reply", "events.said"];
/** What was said with or by one family: nothing for people outside the school unless somebody chooses so, nor for staff about their own child. */
export const privateKinds: readonly string[] = ["reports.talkNote", "contacts.record", "contacts.reply", "messages.post", "messages.reply", "meetings.promise", "events.said"];

/** What a wrong word would cost. Anything but ordinary goes out only with an approved translation. */
export const stakes = ["ordinary", "safeguarding", "health", "exclusion", "send", "legal"] as const;

export const tag = z.string().min(2).max(16);

export const translateTextInput = z.object({
  textId: z.uuid(),
  language: tag,
  /** draft is not shown to families; reviewed is, marked as not yet approved. */
  status: z.enum(["draft", "reviewed", "approved"]).default("reviewed"),
  segments: z
    .array(z.object({
      segmentId: z.uuid(),
      body: z.string().trim().min(1).max(MAX_SENTENCE),
      /** The hash of the sentence that was read; a sentence changed since then is refused. */
      sourceHash: z.string().length(64).optional(),
    }))
    .min(1)
    .max(MAX_SENTENCES),
});
export type TranslateText = z.output<typeof translateTextInput>;

export const listPendingInput = z.object({ language: tag, kind: z.string().max(40).optional() });
export type ListPending = z.infer<typeof listPendingInput>;
