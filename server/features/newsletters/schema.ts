import { z } from "zod";

import { flagFields } from "@/server/features/languages/workbench/schema";

/** What a newsletter is made of. */
export const blockKinds = ["heading", "text", "picture", "date", "thanks", "tip", "card"] as const;
export type BlockKind = (typeof blockKinds)[number];

export const audiences = ["families", "public"] as const;
export type Audience = (typeof audiences)[number];

/** Year groups that can be chosen: reception is 0. */
export const YEARS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const;

export const MOST_BLOCKS = 40;
export const TITLE_LENGTH = 120;
export const WORDS_LENGTH = 4_000;
/** A whole year on the steps. */
export const MOST_IN_PICTURE = 120;
export const LINK_LENGTH = 500;
/** What a picture may weigh as it comes from a camera. */
export const PICTURE_BYTES = 12_000_000;
/** The widest a kept picture is: the column of a newsletter on a sharp screen. */
export const PICTURE_WIDTH = 1_200;

/** A page of this school ("/policy") or an address that begins with https. Anything else could be a trap. */
const link = z.string().trim().max(LINK_LENGTH).regex(/^(\/(?![/\\])|https:\/\/[^\s/@]+(\/|\?|#|$))\S*$/, "link");
const minutes = z.number().int().min(0).max(1439);

export const newsletterInput = z.object({ newsletterId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence of a newsletter. */
export const flagInput = flagFields.extend({ newsletterId: z.uuid() });
export type Flag = z.infer<typeof flagInput>;
export const copyInput = newsletterInput.extend({ key: z.uuid() });
export const printInput = newsletterInput.extend({ easy: z.boolean().default(false) });
/** A picture by its block and version; `key` is in the e-mails, whose readers have no session. */
export const readPictureInput = z.object({ blockId: z.uuid(), version: z.string().max(64), key: z.string().max(100).optional() });
export type ReadPicture = z.infer<typeof readPictureInput>;
export const blockInput = z.object({ blockId: z.uuid() });

export const createInput = z.object({ title: z.string().trim().min(1).max(TITLE_LENGTH), key: z.uuid() });

/** What the editor holds of one block. `base` is the hash of the words that the editor was opened with. */
const savedBlock = z.object({
  id: z.uuid(),
  words: z.string().trim().max(WORDS_LENGTH),
  base: z.string().length(64),
  happensOn: z.iso.date().nullable().default(null),
  happensTime: minutes.nullable().default(null),
  link: link.nullable().default(null),
});

/** The whole editor, saved at once; then one thing more, where its button asks for it. */
export const saveInput = newsletterInput.extend({
  title: z.string().trim().min(1).max(TITLE_LENGTH),
  titleBase: z.string().length(64),
  audience: z.enum(audiences),
  yearGroups: z.array(z.number().int().min(0).max(13)).max(YEARS.length).default([]),
  blocks: z.array(savedBlock).max(MOST_BLOCKS),
  /** A new block, under another or at the end; a block one place up or down; a block taken out. */
  then: z
    .union([
      z.object({ do: z.literal("add"), kind: z.enum(blockKinds), under: z.uuid().nullable().default(null) }),
      z.object({ do: z.enum(["up", "down", "remove"]), id: z.uuid() }),
    ])
    .nullable()
    .default(null),
});
export type Save = z.output<typeof saveInput>;

export const pictureInput = blockInput.extend({
  file: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= PICTURE_BYTES).optional(),
  /** What the picture shows, in words. */
  alt: z.string().trim().min(3).max(300),
  /** Who can be recognised in it; nobody only where somebody says so. */
  pupilIds: z.array(z.uuid()).max(MOST_IN_PICTURE).default([]),
  nobody: z.boolean().default(false),
}).refine(({ pupilIds, nobody }) => (pupilIds.length > 0) !== nobody, { path: ["people"], message: "needed" });
export type PutPicture = z.infer<typeof pictureInput>;

export const sendInput = newsletterInput.extend({
  /** When it leaves; at once when left out. */
  sendAt: z.iso.datetime().optional(),
  /** The sender has seen what is not translated. */
  seen: z.boolean().default(false),
});
export type Send = z.infer<typeof sendInput>;

const tag = z.string().min(2).max(16);
export const previewInput = newsletterInput.extend({ language: tag });
export const testInput = previewInput;
