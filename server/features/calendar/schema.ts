import { z } from "zod";

/** What can be in the school's calendar. */
export const dateKinds = ["term", "half_term", "inset", "closure", "own"] as const;
export type DateKind = (typeof dateKinds)[number];

/** When an adult is reminded of a day of the school's. */
export const reminderTimes = ["none", "day_before", "morning"] as const;
export type ReminderTimeName = (typeof reminderTimes)[number];

export const TITLE_LENGTH = 120;
/** The longest a single entry can be: a term. */
export const MOST_DAYS = 200;

const day = z.iso.date();
const span = {
  startsOn: day,
  endsOn: day,
  title: z.string().trim().max(TITLE_LENGTH).transform((typed) => typed.replace(/\s+/g, " ")).default(""),
  yearGroups: z.array(z.number().int().min(0).max(13)).max(14).default([]),
};

export const dateInput = z.object({ dateId: z.uuid() });
export const addDateInput = z.object({ key: z.uuid(), kind: z.enum(dateKinds), ...span });
export type AddDate = z.output<typeof addDateInput>;
export const changeDateInput = dateInput.extend(span);
export type ChangeDate = z.output<typeof changeDateInput>;

/** A school year by the year in which it begins. */
export const yearInput = z.object({ year: z.number().int().min(2020).max(2100) });

/** The longest list that is looked at at once, in bytes and in entries: a school year and the next. */
export const LIST_BYTES = 300_000;
export const MOST_LISTED = 60;

export const listFileInput = z.object({ file: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= LIST_BYTES) });
/** The entries of a list that somebody has looked at, each with its line. */
export const addListInput = z.object({ key: z.uuid(), dates: z.array(z.object({ line: z.number().int().min(1).max(1_000_000), kind: z.enum(dateKinds), ...span })).min(1).max(MOST_LISTED) });
export type AddList = z.output<typeof addListInput>;

export const choiceInput = z.object({ reminders: z.enum(reminderTimes), festivals: z.boolean() });
export type Choose = z.output<typeof choiceInput>;

/** The key of an adult's calendar, out of its secret link. */
export const feedKeyInput = z.object({ key: z.string().regex(/^[\w-]{43}$/) });
