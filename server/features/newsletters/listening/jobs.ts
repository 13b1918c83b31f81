import { keepOnly, speakAhead } from "@/server/features/languages/speech/commands";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { forgetSounds, speakLater } from "./commands";
import { everySentence, sentencesIn, spokenLanguages } from "./queries";
import type { SpeakNewsletter } from "./schema";

/**
 * Speaks a newsletter that has gone out, one language a job: short jobs end quickly when the server stops, and let others in between. The rest come back as a new
 * job. Twice makes nothing twice: what is there is not spoken again. One that was taken back meanwhile leaves nothing.
 */
export async function speakNewsletter(job: JobCtx, { newsletterId, languages }: SpeakNewsletter): Promise<void> {
  const isOut = () => job.db.newsletter.count({ where: { id: newsletterId, state: "sent" } });
  const [language, ...rest] = languages ?? (await spokenLanguages(job, newsletterId));
  if (language && (await isOut()) > 0) await speakAhead(job, newsletterId, await sentencesIn(job.db, job, newsletterId, language));
  if (rest.length > 0 && (await isOut()) > 0) return speakLater(job.db, job.school.id, newsletterId, rest);
  await job.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ out: boolean }[]>`SELECT state = 'sent' AS out FROM newsletter WHERE id = ${newsletterId}::uuid FOR SHARE`;
    if (row?.out) await keepOnly(tx, newsletterId, await everySentence(tx, job, newsletterId));
    else await forgetSounds(tx, job, newsletterId);
  });
}
