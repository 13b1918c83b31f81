import { z } from "zod";

/** What came of a task. A code is kept, never a note: what was said stays between the people. */
export const taskOutcomes = ["reached", "no_answer", "wrong_number", "time_agreed", "not_needed"] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

/** What came of a call or visit to a family, as the record of contact knows it: such a task ends with a note of what was said. */
export const callOutcomes = ["reached", "reached_and_understood", "no_answer", "wrong_number", "asks_for_visit", "barrier_found"] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const taskKinds = ["call", "talk_request", "visit", "follow_up", "family_says"] as const;

export const completeTaskInput = z.object({ taskId: z.uuid(), outcome: z.enum(taskOutcomes) });
export type CompleteTask = z.infer<typeof completeTaskInput>;

export const listTasksInput = z.object({
  kind: z.enum(taskKinds).optional(),
  /** BCP 47 tag of a language that the adult speaks or reads. */
  language: z.string().min(2).max(16).optional(),
});
export type ListTasks = z.infer<typeof listTasksInput>;

/** Mails a page of the demo's mailbox. */
export const MAILS_A_PAGE = 50;

export const listOutboxInput = z.object({
  /** Mails before this one, by its id. */
  before: z.uuid().optional(),
});
export type ListOutbox = z.infer<typeof listOutboxInput>;

export const openMailInput = z.object({ id: z.uuid() });
export type OpenMail = z.infer<typeof openMailInput>;

/** Whether a message is about safety: it leaves at once at any hour, counts in no measure of the week, and says so before all else. A closure always is. */
export function isSafety({ kind, args = {} }: { kind: string; args?: Readonly<Record<string, unknown>> }): boolean {
  return kind === "school_closed" || args.safety === 1;
}

/** The screen of words that a kind of message has (delivery.email.*). */
export const mailScreens: Readonly<Record<string, string>> = {
  report_published: "reportPublished", report_corrected: "reportCorrected", report_withdrawn: "reportWithdrawn", sign_in_link: "signInLink",
  school_wrote: "schoolWrote", family_wrote: "familyWrote",
  newsletter_sent: "newsletterSent", newsletter_test: "newsletterSent",
  visit_offered: "visitOffered", visit_booked: "visitBooked", visit_reminder: "visitReminder", visit_cancelled: "visitCancelled", visit_alarm: "visitAlarm", visit_called_off: "visitCalledOff",
  meetings_open: "meetingsOpen", meetings_planned: "meetingsPlanned", meeting_booked: "meetingBooked", meeting_changed: "meetingBooked", meeting_reminder: "meetingReminder", meeting_cancelled: "meetingCancelled", meeting_longer: "meetingLonger", digest: "digest",
  good_news: "goodNews", calendar_reminder: "calendarReminder", school_closed: "schoolClosed", celebration_invited: "celebrationInvited", celebration_moved: "celebrationMoved", celebration_cancelled: "celebrationCancelled", celebration_clip: "celebrationClip",
  event_booked: "eventBooked", event_waiting: "eventWaiting", event_offered: "eventOffered", event_lapsed: "eventLapsed", event_changed: "eventChanged", event_full: "eventFull",
  event_cancelled: "eventCancelled", event_reminder: "eventReminder", event_thanks: "eventThanks", event_missed: "eventMissed",
};

/** A task whose words one means to say. */
export const toTellInput = z.object({ taskId: z.uuid() });
export type ToTellTask = z.infer<typeof toTellInput>;
