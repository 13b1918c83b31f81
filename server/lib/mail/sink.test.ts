import { createServer } from "node:net";

import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";

import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { listOutbox, openMail } from "@/server/features/delivery/queries";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeReaders, queueReports } from "@/server/testing/factories/delivery";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { AppError } from "../errors";
import { startSink } from "./sink";

const freePort = () => new Promise<number>((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => done(typeof address === "object" && address ? address.port : 0));
  });
});

beforeAll(async () => {
  await prepareEnvironment({ KINGSGATE_DEMO: "1", SMTP_URL: `smtp://127.0.0.1:${await freePort()}` });
});
beforeEach(async () => {
  await resetDatabase();
  process.env.KINGSGATE_DEMO = "1";
});
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

it("keeps the demo's mails where the outbox page finds them, each with its school", async () => {
  stop = await startSink();
  const [school, other] = [await makeSchool(), await makeSchool()];
  for (const one of [school, other]) {
    await queueReports(one, await makeReaders(one, 2, `${one.slug}.example`), TEST_NOW);
    const { dbFor } = await import("../db/client");
    expect(await drainOutbox({ db: dbFor(one.id), school: one, now: TEST_NOW })).toBeNull();
  }
  const ctx = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  const outbox = await listOutbox(ctx, {});
  expect(outbox.mails.map((mail) => mail.recipient).sort()).toEqual([`0@${school.slug}.example`, `1@${school.slug}.example`]);
  expect(outbox).toMatchObject({ isDemo: true, older: null, waiting: { queued: 0, sending: 0, failed: 0 } });
  const [first] = outbox.mails;
  const mail = await openMail(ctx, { id: first?.id ?? "" });
  expect(mail).toMatchObject({ language: "en", subject: "A new report about \u2068Zara\u2069 is ready" });
  expect(mail.link).toMatch(/^http:\/\/kingsgate\.example\/en\/family\/reports\/[\w-]{36}$/);
  expect(mail.html).toContain("<html lang=\"en\"");
  const foreign = await staffContext(other, (await makeAdult(other, { posts: ["office"] })).id);
  await expect(openMail(foreign, { id: mail.id })).rejects.toThrow(new AppError("not_found"));
  process.env.KINGSGATE_DEMO = "0";
  await expect(openMail(ctx, { id: mail.id })).rejects.toThrow(new AppError("not_found"));
  expect((await listOutbox(ctx, {})).mails).toEqual([]);
});

it("is not to be had outside the demo", async () => {
  process.env.KINGSGATE_DEMO = "0";
  await expect(startSink()).rejects.toThrow("demo");
});
