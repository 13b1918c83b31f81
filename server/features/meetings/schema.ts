import { z } from "zod";

export const modes = ["in_person", "phone", "video", "home"] as const;
export type Mode = (typeof modes)[number];

/** Parts of a day in which an adult can come; the interface has a picture for each. */
export const parts = ["early", "daytime", "after_school", "evening", "weekend"] as const;
export type Part = (typeof parts)[number];

/** What an adult's hours must stay clear of; the interface has a picture for each. */
export const keeps = ["nights", "school_run", "prayer", "caring"] as const;
export type Keep = (typeof keeps)[number];

/** Why nobody could be met; the interface has words for each (meetings.reasons.*). */
export const reasons = ["no_hours", "no_common_time", "no_interpreter", "interpreter_full", "teacher_full", "family_full", "hours_cut"] as const;
export type Reason = (typeof reasons)[number];

/** Who cannot be met at a time is met this many times as long with an interpreter: everything is said twice. */
export const INTERPRETED = 2;
/** Adults who meet about the same child are so many minutes apart: parents who live apart do not wait side by side. */
export const APART_MINUTES = 15;
/** The longest question that a family writes. */
export const QUESTION = 500;

export const roundInput = z.object({ roundId: z.uuid() });
export const meetingInput = z.object({ meetingId: z.uuid() });
