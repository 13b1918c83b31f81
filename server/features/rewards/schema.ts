import { z } from "zod";

import { flagFields } from "@/server/features/languages/workbench/schema";

/** What a success is about. */
export const categories = ["kindness", "effort", "learning", "teamwork", "courage", "creativity", "responsibility"] as const;
export type Category = (typeof categories)[number];

/** The sentences that can be picked, by category; their words are ICU messages in messages/<tag>/rewards.json (bank.*). */
export const bank = {
  kindness: ["helped", "included", "kindWords"],
  effort: ["keptTrying", "workedHard", "practised"],
  learning: ["newSkill", "goodWork", "readsMore"],
  teamwork: ["workedTogether", "listened", "tookTurns"],
  courage: ["triedNew", "spokeUp", "askedForHelp"],
  creativity: ["newIdea", "madeSomething", "performed"],
  responsibility: ["lookedAfter", "setExample", "choseWell"],
} as const satisfies Record<Category, readonly string[]>;

/** Every sentence of the bank as "category.name". */
export const statements: readonly string[] = categories.flatMap((category) => bank[category].map((name) => `${category}.${name}`));

/** What a family says back, each with a picture. */
export const answers = ["thanks", "proud", "talked", "celebrated"] as const;
export type Answer = (typeof answers)[number];

/** Children of one note: a class and a little more. */
export const MOST_CHILDREN = 40;
export const WORDS_LENGTH = 600;
/** What a photo may weigh as it comes from a camera, and how wide it is kept. */
export const PHOTO_BYTES = 12_000_000;
export const PHOTO_WIDTH = 1_200;

const children = z.array(z.uuid()).max(MOST_CHILDREN);

/** One success of one or more children: a sentence of the bank, own words, or both; with a photo and who else is in it. */
export const noteInput = z
  .object({
    key: z.uuid(),
    pupilIds: children.min(1),
    category: z.enum(categories),
    statement: z.string().refine((key) => statements.includes(key)).nullable().default(null),
    words: z.string().trim().max(WORDS_LENGTH).default(""),
    photo: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= PHOTO_BYTES).optional(),
    /** Children in the photo beside those who are celebrated. */
    alsoInPhoto: children.default([]),
  })
  .refine(({ statement, words }) => statement !== null || words !== "", { path: ["words"], message: "needed" })
  .refine(({ statement, category }) => statement === null || statement.startsWith(`${category}.`), { path: ["statement"], message: "category" });
export type Note = z.output<typeof noteInput>;

export const successInput = z.object({ successId: z.uuid() });
export const decideInput = z.object({ noteKey: z.uuid(), yes: z.boolean() });
/** "This is not clear" or "this looks wrong" beside one sentence of good news. */
export const flagInput = successInput.extend(flagFields.shape);
export type Flag = z.infer<typeof flagInput>;
export const replyInput = successInput.extend({ answer: z.enum(answers) });
export const photoInput = successInput.extend({ version: z.string().max(64) });
export const deskInput = z.object({ classGroupId: z.uuid().optional() });
