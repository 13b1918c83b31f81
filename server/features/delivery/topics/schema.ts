import { z } from "zod";

/** What an adult can do without in the mailbox. It stays in the app, and everything about a child is sent whatever is chosen here. */
export const topics = ["newsletters"] as const;
export type Topic = (typeof topics)[number];

/** The key of an e-mail's link to stop. */
export const stopInput = z.object({ key: z.string().min(1).max(500) });
export const chooseInput = z.object({ topic: z.enum(topics), wanted: z.boolean() });
