import { speakAhead } from "@/server/features/languages/speech/commands";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { speakLater } from "./commands";
import { sentencesIn, spokenLanguages } from "./queries";
import type { SpeakEvent } from "./schema";

/**
 * Speaks an event that was announced, one language a job; the rest come back as a new job. Twice makes nothing twice: what is there is not spoken again. Of one that
 * was called off or whose times are over nothing is made.
 */
export async function speakEvent(job: JobCtx, { eventId, languages = spokenLanguages() }: SpeakEvent): Promise<void> {
  const [language, ...rest] = languages;
  const comes = await job.db.event.count({ where: { id: eventId, state: "published", sessions: { some: { cancelledAt: null, endsAt: { gt: job.now } } } } });
  if (!language || comes === 0) return;
  await speakAhead(job, eventId, await sentencesIn(job.db, job.school, eventId, language));
  if (rest.length > 0) await speakLater(job.db, job.school.id, eventId, rest);
}
