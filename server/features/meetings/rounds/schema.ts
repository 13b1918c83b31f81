import { z } from "zod";

import { modes, roundInput } from "../schema";

export const roundKinds = ["evening", "rolling"] as const;
/** Lengths that a school can choose, in minutes; and how long it takes from one room to the next. */
export const lengths = [5, 10, 15, 20, 30] as const;
export const gaps = [0, 5, 10] as const;
/** Priority families have their turn so many hours before the others. */
export const priorityHours = [0, 24, 48, 72, 120] as const;

const oneOf = <T extends number>(values: readonly T[]) => z.number().int().refine((value): value is T => (values as readonly number[]).includes(value));
const name = z.string().trim().min(1).max(80);
const clock = z.string().regex(/^\d{2}:\d{2}$/);

export const createRoundInput = z.object({
  key: z.uuid(),
  kind: z.enum(roundKinds),
  minutes: oneOf(lengths),
  gapMinutes: oneOf(gaps),
  yearGroups: z.array(z.number().int().min(-1).max(13)).max(15),
  videoLink: z.url({ protocol: /^https$/ }).max(300).optional(),
  /** When all families may book, and until when: "2026-12-01" and "16:00" by the school's clock. */
  opensOn: z.iso.date(),
  opensTime: clock,
  closesOn: z.iso.date(),
  closesTime: clock,
  priority: oneOf(priorityHours),
});
export type CreateRound = z.infer<typeof createRoundInput>;

/** A teacher's hours on one day; a break cuts them in two. */
export const addHoursInput = roundInput
  .extend({ teacherIds: z.array(z.uuid()).min(1).max(60), room: name.optional(), day: z.iso.date(), from: clock, to: clock, breakFrom: clock.optional(), breakTo: clock.optional(), modes: z.array(z.enum(modes)).min(1) })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "order" })
  .refine(({ breakFrom, breakTo, from, to }) => (!breakFrom && !breakTo) || Boolean(breakFrom && breakTo && from < breakFrom && breakFrom < breakTo && breakTo < to), { path: ["breakTo"], message: "order" });
export type AddHours = z.infer<typeof addHoursInput>;

export const interpreterInput = roundInput
  .extend({ name, languages: z.array(z.string().min(2).max(16)).min(1).max(8), day: z.iso.date(), from: clock, to: clock })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "order" });
export type AddInterpreter = z.infer<typeof interpreterInput>;

export const sessionInput = z.object({ sessionId: z.uuid() });
/** Hours that end earlier; null: they are taken away. */
export const cutInput = sessionInput.extend({ endsAt: z.iso.datetime().nullable() });
export const hourInput = z.object({ hourId: z.uuid() });
