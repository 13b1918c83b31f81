import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { now } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { findSchoolById } from "@/server/features/people/queries";
import { env } from "@/server/lib/env";

/** Memory that is held, in MB, after what can be let go was. */
function held(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1_048_576;
}

/** What the process that sends held: before, at each quarter of what it sent, at most, and after. In MB. */
export interface SenderMemory {
  before: number;
  quarters: number[];
  most: number;
  after: number;
  seconds: number;
}

/*
 * A process that does nothing but send, as a worker of its own does: what it holds is the sending's alone. It is told whom to warm up with and how many mails there
 * are, sends when it is asked, and says what it held. What lies about for the collector is let go at each quarter, so that a growth is one of what is kept.
 */
const [schoolId = "", trialId = "", count = "0"] = process.argv.slice(2);
const [school, trial] = await Promise.all([findSchoolById(schoolId), findSchoolById(trialId)]);
if (!school || !trial) throw new Error("no such school");
// Whatever is done for the first time is done before anything is measured.
await drainOutbox({ db: dbFor(trial.id), school: trial, now: now() });
const pool = openMailTransport(env().SMTP_CONNECTIONS * 2);
const total = Number(count);
const quarters: number[] = [];
let sent = 0;
const transport: typeof pool = {
  ...pool,
  send: async (mail) => {
    await pool.send(mail);
    sent += 1;
    if (sent % Math.floor(total / 4) === 0) quarters.push(held());
  },
};
const before = held();
let most = before;
const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss / 1_048_576); }, 100);
process.on("message", () => {
  void (async () => {
    const began = performance.now();
    await drainOutbox({ db: dbFor(school.id), school, now: now() }, { transport });
    const seconds = (performance.now() - began) / 1_000;
    clearInterval(watch);
    transport.close();
    process.send?.({ before, quarters, most, after: held(), seconds } satisfies SenderMemory);
    await closeDatabases();
    process.disconnect();
  })();
});
process.send?.("ready");
