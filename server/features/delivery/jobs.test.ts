import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { findSchoolById } from "@/server/features/people/queries";
import { now } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { type RunningWorker, startWorker } from "@/server/lib/jobs/worker";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeReaders, queueReports } from "@/server/testing/factories/delivery";
import { makeSchool } from "@/server/testing/factories/people";
import { startSmtp, type TestSmtp } from "@/server/testing/smtp";

import type { NewMessage } from "./commands";
import { jobsInSlices } from "./jobs";

// The jobs send by drainOutbox(), which remembers how domains answer: this file keeps a process to itself (server/vitest.config.ts).

/** What the busy school has to tell: two at a time, a second and a half and more. */
const MANY = 60;
const MAIL_MS = 50;

let server: TestSmtp;
let url: string;
let schools: { busy: SchoolFacts; other: SchoolFacts };
let worker: RunningWorker | undefined;

beforeAll(async () => {
  server = await startSmtp({ onMail: () => new Promise((done) => setTimeout(done, MAIL_MS)) });
  ({ url } = await prepareEnvironment({ SMTP_URL: server.url, SMTP_CONNECTIONS: "1" }));
});
beforeEach(async () => {
  await resetDatabase();
  server.received.length = 0;
  schools = { busy: await makeSchool(), other: await makeSchool() };
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => server.stop());

const until = async (holds: () => boolean) => {
  const end = Date.now() + 60_000;
  while (!holds() && Date.now() < end) await new Promise((done) => setTimeout(done, 10));
  expect(holds()).toBe(true);
};

/** How many mails of the busy school had left when the one of the other school did, which was written after the first of them: the worker has one place. */
async function beforeTheOther(sliceMs: number, urgent: string[], more: Partial<NewMessage> = {}): Promise<number> {
  const [busy, other] = [await makeReaders(schools.busy, MANY, "busy.example"), await makeReaders(schools.other, 1, "other.example")];
  await queueReports(schools.busy, busy, now());
  worker = await startWorker(jobsInSlices(sliceMs), { connectionString: url, loadSchool: findSchoolById, listSchoolIds: async () => [], concurrency: 1, urgent });
  await until(() => server.received.length > 0);
  await queueReports(schools.other, other, now(), more);
  await until(() => server.received.length === MANY + 1);
  expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(MANY + 1);
  // However often it began anew, each was tried once; the last may not be written down yet.
  expect(await dbFor(schools.busy.id).delivery.count({ where: { channel: "email", OR: [{ state: { not: "handed_over" } }, { attempts: { not: 1 } }] } })).toBeLessThanOrEqual(1);
  return server.received.findIndex(({ to }) => to.endsWith("@other.example"));
}

describe("two schools with one place to send", { timeout: 120_000 }, () => {
  it("come to their turn one after the other, and nothing is sent twice", async () => {
    expect(await beforeTheOther(250, [])).toBeLessThan(MANY / 2);
  });

  it("would wait for each other if there were no slices", async () => {
    expect(await beforeTheOther(Infinity, [])).toBe(MANY);
  });

  it("never wait with what is urgent, which has places of its own", async () => {
    expect(await beforeTheOther(Infinity, ["delivery.drainUrgent"], { kind: "sign_in_link", urgency: 0 })).toBeLessThan(MANY / 2);
  });

  it("would wait with that too if it had none", async () => {
    expect(await beforeTheOther(Infinity, [], { kind: "sign_in_link", urgency: 0 })).toBe(MANY);
  });
});
