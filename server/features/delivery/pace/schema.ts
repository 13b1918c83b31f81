import { z } from "zod";

/** Kinds of message whose ladder a school sets: what follows when a family does not say that it knows. */
export const ladderKinds = ["report_published", "report_corrected", "report_withdrawn", "school_wrote", "visit_offered"] as const;
export type LadderKind = (typeof ladderKinds)[number];

/** How news is told to whoever is told by telephone: what has come since the last call together, or each by itself. */
export const newsCalls = ["gathered", "each"] as const;
export type NewsCalls = (typeof newsCalls)[number];

/** The longest ladder: a text message and a call, so many days after the message. */
export const LADDER_DAYS = 28;

const minutes = z.number().int().min(0).max(1439);
const days = z.number().int().min(0).max(LADDER_DAYS).nullable();

/** Days after which a text message and a call follow; null: never. A call never comes before the text. */
const ladder = z.object({ text: days, call: days }).refine(({ text, call }) => text === null || call === null || text < call, { path: ["call"], message: "order" });

export const paceInput = z.object({ quietFrom: minutes, quietTo: minutes, weeklyMost: z.number().int().min(1).max(50), newsCalls: z.enum(newsCalls).default("gathered"), ladders: z.record(z.enum(ladderKinds), ladder), postLetters: z.boolean().default(false) });
export type PaceInput = z.input<typeof paceInput>;

/** An adult's own quiet hours; null: none but the school's. */
export const ownHoursInput = z
  .object({ hours: z.object({ from: minutes, to: minutes }).nullable() })
  .refine(({ hours }) => hours === null || hours.from !== hours.to, { path: ["hours"], message: "same" });
