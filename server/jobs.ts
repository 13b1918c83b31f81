import { jobs as calendarJobs, sweeps as calendarSweeps } from "./features/calendar/jobs";
import { jobs as visitJobs, sweeps as visitSweeps } from "./features/contacts/visits/jobs";
import { jobs as deliveryJobs } from "./features/delivery/jobs";
import { jobs as eventsJobs, sweeps as eventsSweeps } from "./features/events/jobs";
import { jobs as speechJobs, sweeps as speechSweeps } from "./features/languages/speech/jobs";
import { jobs as importJobs } from "./features/people/import/jobs";
import { jobs as languagesJobs } from "./features/languages/jobs";
import { jobs as meetingsJobs } from "./features/meetings/jobs";
import { jobs as newslettersJobs } from "./features/newsletters/jobs";
import { findSchoolById } from "./features/people/queries";
import { jobs as reportsJobs } from "./features/reports/jobs";
import { jobs as rewardsJobs, sweeps as rewardsSweeps } from "./features/rewards/jobs";
import { jobs as signInJobs, sweeps as signInSweeps } from "./features/sign-in/jobs";
import { openDb } from "./lib/db/client";
import { env } from "./lib/env";
import { type JobTable, type RunningWorker, startWorker, type SweepTime } from "./lib/jobs/worker";

/** Every background job of Kingsgate. */
export const jobTable: JobTable = { ...calendarJobs, ...deliveryJobs, ...eventsJobs, ...importJobs, ...languagesJobs, ...meetingsJobs, ...newslettersJobs, ...reportsJobs, ...rewardsJobs, ...signInJobs, ...speechJobs, ...visitJobs };

const sweeps: SweepTime[] = [{ task: "delivery.sweep", pattern: "* * * * *" }, { task: "delivery.climb", pattern: "*/10 * * * *" }, ...calendarSweeps, ...eventsSweeps, ...rewardsSweeps, ...signInSweeps, ...speechSweeps, ...visitSweeps];

/** What can take minutes: speaking, drafting, rendering a newsletter for every family, reading a school's whole export. */
const slow = ["events.speak", "languages.speakPages", "languages.fill", "languages.fillAll", "meetings.plan", "newsletters.send", "newsletters.speak", "people.applyImport", "people.readImport", "reports.speak"];

/** What somebody waits for: a link to sign in, an alarm, word that a visit is off. They never wait behind the news of another school. */
const urgent = ["contacts.visitAlarm", "contacts.visitCalledOff", "contacts.visitSweep", "delivery.drainUrgent", "sign-in.sendLink"];

/** Starts working off jobs in this process; `stop` ends it kindly. */
export async function startJobs(): Promise<RunningWorker> {
  return startWorker(jobTable, {
    connectionString: env().DATABASE_URL,
    loadSchool: findSchoolById,
    listSchoolIds: async () => (await openDb().school.findMany({ select: { id: true } })).map((school) => school.id),
    sweeps,
    slow,
    urgent,
  });
}
