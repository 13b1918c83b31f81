import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeReaders, queueReports } from "@/server/testing/factories/delivery";
import { makeSchool } from "@/server/testing/factories/people";
import { smtpError, startSmtp, type TestSmtp } from "@/server/testing/smtp";

import { drainOutbox } from "./jobs";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let at: Date;
const stops: (() => void | Promise<void>)[] = [];

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  at = TEST_NOW;
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function mailServer(behaviour: Parameters<typeof startSmtp>[0] = {}): Promise<TestSmtp> {
  const server = await startSmtp(behaviour);
  stops.push(server.stop);
  return server;
}

const drain = (url: string, options: { leaseMs?: number; urgency?: number } = {}) => {
  const transport = openMailTransport(20, url);
  return drainOutbox({ db: dbFor(school.id), school, now: at }, { ...options, transport, clock: () => at }).finally(transport.close);
};
/** Drains, jumps to the next due moment, and so on until nothing waits. */
async function drainToTheEnd(url: string, stepMinutes = 0): Promise<Date[]> {
  const moments: Date[] = [];
  for (let next = await drain(url); next; next = await drain(url)) {
    moments.push(next);
    at = new Date(Math.max(next.getTime(), addMinutes(at, stepMinutes).getTime()));
  }
  return moments;
}
const states = async () => {
  const rows = await dbFor(school.id).delivery.groupBy({ by: ["channel", "state"], _count: true });
  return Object.fromEntries(rows.map((row) => [`${row.channel} ${row.state}`, row._count]));
};
const ids = (server: TestSmtp) => server.received.map((mail) => mail.messageId);

describe("sending", () => {
  it("hands everything over, once each, with the message's own Message-ID", async () => {
    const server = await mailServer();
    await queueReports(school, await makeReaders(school, 250), at);
    expect(await drain(server.url)).toBeNull();
    const messages = await dbFor(school.id).message.findMany();
    expect(ids(server).sort()).toEqual(messages.map((m) => `<${m.id}.email@kingsgate.example>`).sort());
    expect(await states()).toEqual({ "in_app delivered": 250, "email handed_over": 250 });
    const raw = server.received[0]?.raw ?? "";
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(raw).toMatch(/^Content-Language: en$/m);
    expect(raw).not.toContain("X-Kingsgate-School");
  });

  it("does not write to an adult who has said meanwhile that they read nothing: somebody rings", async () => {
    const server = await mailServer();
    const [one, other] = await makeReaders(school, 2);
    await queueReports(school, one && other ? [one, other] : [], at);
    await dbFor(school.id).adult.update({ where: { id: one?.adultId ?? "" }, data: { readingNeed: "does_not_read" } });
    expect(await drain(server.url)).toBeNull();
    expect(server.received.map((mail) => mail.to)).toEqual([other?.email]);
    expect(await states()).toEqual({ "in_app delivered": 2, "email handed_over": 1, "email failed": 1, "call queued": 1 });
    expect(await dbFor(school.id).task.count({ where: { kind: "call", adultId: one?.adultId } })).toBe(1);
  });

  it("sends none twice when two senders work at once", async () => {
    const server = await mailServer();
    await queueReports(school, await makeReaders(school, 300), at);
    await Promise.all([drain(server.url), drain(server.url), drain(server.url)]);
    expect(new Set(ids(server)).size).toBe(300);
    expect(server.received).toHaveLength(300);
  });

  it("lets what is urgent leave first", async () => {
    const server = await mailServer();
    const readers = await makeReaders(school, 130);
    await queueReports(school, readers.slice(0, 120), at);
    await queueReports(school, readers.slice(120), at, { urgency: 0 });
    await drain(server.url, { urgency: 4 });
    expect(server.received).toHaveLength(10);
    await drain(server.url);
    expect(server.received).toHaveLength(130);
  });

  it("takes up what a dead sender held, with the same Message-ID, once its lease is over", async () => {
    const server = await mailServer();
    await queueReports(school, await makeReaders(school, 1), at);
    const lease = addMinutes(at, 1);
    await dbFor(school.id).delivery.updateMany({ where: { channel: "email" }, data: { state: "sending", attempts: 1, leaseUntil: lease, nextTryAt: lease } });
    expect(await drain(server.url)).toEqual(lease);
    expect(server.received).toEqual([]);
    at = lease;
    expect(await drain(server.url)).toBeNull();
    const message = await dbFor(school.id).message.findFirstOrThrow();
    expect(ids(server)).toEqual([`<${message.id}.email@kingsgate.example>`]);
  });

  it("keeps a lease while the mail server thinks it over", async () => {
    const server = await mailServer({ onMail: () => new Promise((done) => setTimeout(done, 900)) });
    await queueReports(school, await makeReaders(school, 3), at);
    at = new Date();
    const began = Date.now();
    const transport = openMailTransport(20, server.url);
    const work = drainOutbox({ db: dbFor(school.id), school, now: at }, { leaseMs: 300, transport });
    await new Promise((done) => setTimeout(done, 600));
    const other = await drainOutbox({ db: dbFor(school.id), school, now: new Date() }, { leaseMs: 300, transport });
    await work;
    transport.close();
    expect(other).not.toBeNull();
    expect(Date.now() - began).toBeGreaterThan(900);
    expect(server.received).toHaveLength(3);
  });
});

describe("what may not leave any more", () => {
  const gone: [string, (reader: { adultId: string; pupilId: string }) => Promise<unknown>][] = [
    ["the adult was removed", ({ adultId }) => dbFor(school.id).adult.update({ where: { id: adultId }, data: { removedAt: at } })],
    ["the link was removed", ({ adultId }) => dbFor(school.id).guardianLink.updateMany({ where: { adultId }, data: { removedAt: at } })],
    ["access was never confirmed", ({ adultId }) => dbFor(school.id).guardianLink.updateMany({ where: { adultId }, data: { confirmedAt: null } })],
    ["the child left", ({ pupilId }) => dbFor(school.id).pupil.update({ where: { id: pupilId }, data: { removedAt: at } })],
    ["the message was stopped", ({ adultId }) => dbFor(school.id).message.updateMany({ where: { adultId }, data: { cancelledAt: at } })],
  ];
  it.each(gone)("when %s", async (_why, change) => {
    const server = await mailServer();
    const [stopped, other] = await makeReaders(school, 2);
    if (!stopped || !other) throw new Error("two readers");
    await queueReports(school, [stopped, other], at);
    await change(stopped);
    expect(await drain(server.url)).toBeNull();
    // The other is the negative control: only the one who may not know is left out.
    expect(server.received.map((mail) => mail.to)).toEqual(["1@family.example"]);
    expect(await states()).toEqual({ "in_app delivered": 2, "email cancelled": 1, "email handed_over": 1 });
  });
});

describe("a mail server that fails", () => {
  it("is tried again with growing gaps until it takes the mail, with one Message-ID", async () => {
    let refusals = 5;
    const tried: string[] = [];
    const server = await mailServer({ onMail: (mail) => {
      tried.push(mail.messageId);
      if (refusals-- > 0) throw smtpError(451);
    } });
    await queueReports(school, await makeReaders(school, 1), at);
    const moments = await drainToTheEnd(server.url);
    const gaps = moments.map((moment, i) => moment.getTime() - (moments[i - 1] ?? TEST_NOW).getTime());
    expect(gaps).toHaveLength(5);
    expect(gaps.every((gap, i) => i === 0 || gap > (gaps[i - 1] ?? 0) * 1.5)).toBe(true);
    expect(server.received).toHaveLength(1);
    expect(new Set(tried).size).toBe(1);
    expect(await states()).toEqual({ "in_app delivered": 1, "email handed_over": 1 });
  });

  it("is given up after 72 hours, and the family is rung", async () => {
    const server = await mailServer({ onRecipient: () => { throw smtpError(450); } });
    await queueReports(school, await makeReaders(school, 1), at);
    await drainToTheEnd(server.url);
    expect(at.getTime() - TEST_NOW.getTime()).toBe(72 * 3_600_000);
    expect(await states()).toEqual({ "in_app delivered": 1, "email failed": 1, "call queued": 1 });
    expect(await dbFor(school.id).task.count({ where: { kind: "call", doneAt: null } })).toBe(1);
  });

  it("is never asked again after a refusal for good: the family is on the list of calls at once", async () => {
    let tries = 0;
    const server = await mailServer({ onRecipient: (address) => {
      if (!address.startsWith("0@")) return;
      tries += 1;
      throw smtpError(550);
    } });
    const readers = await makeReaders(school, 3);
    await queueReports(school, readers, at);
    expect(await drain(server.url)).toBeNull();
    expect(await drainToTheEnd(server.url)).toEqual([]);
    expect(tries).toBe(1);
    expect(server.received).toHaveLength(2);
    const failed = await dbFor(school.id).delivery.findFirstOrThrow({ where: { state: "failed" } });
    expect(failed).toMatchObject({ lastErrorCode: "smtp_550", attempts: 1, failedAt: at });
    expect(await dbFor(school.id).task.findMany()).toMatchObject([{ kind: "call", adultId: readers[0]?.adultId, pupilId: readers[0]?.pupilId, doneAt: null }]);
  });

  const broken: [string, (socket: Socket) => void][] = [
    ["speaks garbage", (socket) => socket.write("\u0000\u0001 hello? \r\n<html>\r\n")],
    ["hangs up at once", (socket) => socket.destroy()],
    ["hangs up after the mail and before its answer", (socket) => {
      let inData = false;
      socket.write("220 test\r\n");
      socket.on("data", (chunk) => {
        const text = chunk.toString();
        if (inData) {
          if (text.includes("\r\n.\r\n")) socket.destroy();
        } else if (text.startsWith("DATA")) {
          inData = true;
          socket.write("354 go\r\n");
        } else socket.write("250 ok\r\n");
      });
    }],
  ];
  it.each(broken)("and %s loses nothing", async (_how, handle) => {
    const fake = createServer((socket) => {
      socket.on("error", () => undefined);
      handle(socket);
    });
    fake.listen(0, "127.0.0.1");
    await once(fake, "listening");
    const { port } = fake.address() as AddressInfo;
    await queueReports(school, await makeReaders(school, 3), at);
    const next = await drain(`smtp://127.0.0.1:${port}`);
    await new Promise((done) => fake.close(done));
    expect(await states()).toEqual({ "in_app delivered": 3, "email queued": 3 });
    expect(next?.getTime()).toBeGreaterThanOrEqual(at.getTime() + 60_000);
    const refused = await drain(`smtp://127.0.0.1:${port}`);
    expect(refused).toEqual(next);
    at = addMinutes(at, 5);
    const server = await mailServer();
    expect(await drain(server.url)).toBeNull();
    expect(server.received).toHaveLength(3);
  });

  it("delivers everything that can be delivered when a third of its answers are wrong", async () => {
    let n = 0;
    const bad = (every: number, code: number) => { if ((n += 1) % every === 0) throw smtpError(code); };
    const server = await mailServer({
      onRecipient: (address) => { if (address.endsWith("7@family.example")) throw smtpError(550); bad(5, 451); },
      onMail: () => bad(6, 452),
    });
    await queueReports(school, await makeReaders(school, 200), at);
    await drainToTheEnd(server.url, 10);
    expect(await states()).toEqual({ "in_app delivered": 200, "email handed_over": 180, "email failed": 20, "call queued": 20 });
    expect(new Set(ids(server)).size).toBe(180);
    expect(server.received).toHaveLength(180);
  });

  it("loses nothing that can be delivered when three of ten mails fail, in six ways", async () => {
    // Refused for now at RCPT and at DATA; hung up on before the mail, in it and after it; answered with garbage. By turns, so that each way happens.
    const ways = ["rcpt", "data", "before", "within", "after", "garbage"] as const;
    const seen = new Map<string, number>();
    const taken: string[] = [];
    let mails = 0;
    const fake = createServer((socket) => {
      let [rest, inData, way] = ["", false, ""];
      const fail = (how: string) => (seen.set(how, (seen.get(how) ?? 0) + 1), how);
      const bad = (part: string) => way === part && fail(part) === part;
      socket.on("error", () => undefined);
      socket.write("220 test\r\n");
      socket.on("data", (chunk) => {
        rest += chunk.toString("latin1");
        if (inData && bad("within")) return void socket.destroy();
        for (let end = rest.indexOf(inData ? "\r\n.\r\n" : "\r\n"); end >= 0; end = rest.indexOf(inData ? "\r\n.\r\n" : "\r\n")) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + (inData ? 5 : 2));
          if (inData) {
            inData = false;
            if (bad("after")) return void socket.destroy();
            if (!bad("data")) taken.push(/^Message-ID: (.+)$/im.exec(line)?.[1]?.trim() ?? "");
            socket.write(way === "data" ? "452 full\r\n" : "250 taken\r\n");
          } else if (line.startsWith("MAIL")) {
            mails += 1;
            way = mails % 10 < 3 ? (ways[Math.floor(mails / 10) * 3 % 6 + mails % 10 % 3] ?? "") : "";
            if (bad("before")) return void socket.destroy();
            socket.write(bad("garbage") ? "\u0000 <html>?\r\n" : "250 ok\r\n");
          } else if (line.startsWith("RCPT")) socket.write(bad("rcpt") ? "451 later\r\n" : "250 ok\r\n");
          else if (line.startsWith("DATA")) [inData] = [true, socket.write("354 go\r\n")];
          else socket.write("250 ok\r\n");
        }
      });
    });
    fake.listen(0, "127.0.0.1");
    await once(fake, "listening");
    stops.push(() => void fake.close());
    await queueReports(school, await makeReaders(school, 300), at);
    await drainToTheEnd(`smtp://127.0.0.1:${(fake.address() as AddressInfo).port}`, 10);
    expect([...seen.keys()].sort()).toEqual([...ways].sort());
    expect(await states()).toEqual({ "in_app delivered": 300, "email handed_over": 300 });
    // Whoever hangs up after the mail has not taken it: so here each was taken once, with its own Message-ID.
    expect([new Set(taken).size, taken.length]).toEqual([300, 300]);
  }, 30_000);

  it("and a slow domain does not hold up the others", async () => {
    const SLOW_MS = 6_000;
    const onRecipient = async (address: string) => {
      if (address.endsWith("@slow.example")) await new Promise((done) => setTimeout(done, SLOW_MS));
    };
    const server = await mailServer({ onRecipient });
    await queueReports(school, await makeReaders(school, 60, "slow.example"), at);
    await queueReports(school, await makeReaders(school, 200, "good.example"), at);
    const began = Date.now();
    const stop = new AbortController();
    const transport = openMailTransport(20, server.url);
    const work = drainOutbox({ db: dbFor(school.id), school, now: at, signal: stop.signal }, { transport, clock: () => at });
    const good = () => server.received.filter((mail) => mail.to.endsWith("@good.example"));
    while (good().length < 200 && Date.now() - began < 20_000) await new Promise((done) => setTimeout(done, 50));
    expect(good()).toHaveLength(200);
    expect(Date.now() - began).toBeLessThan(SLOW_MS);
    stop.abort();
    await work;
    transport.close();
    // Told to stop, it gave back what it held: nothing is left in doubt.
    const after = await states();
    expect(after["email sending"]).toBeUndefined();
    expect((after["email queued"] ?? 0) + (after["email handed_over"] ?? 0)).toBe(260);
  });
});

describe("names in a header", () => {
  it("cannot add a header or a recipient", async () => {
    const server = await mailServer();
    const readers = await makeReaders(school, 1);
    await queueReports(school, readers, at, { args: { child: "Zara\r\nBcc: thief@else.example\r\n\r\nHello", round: "autumn" } });
    await drain(server.url);
    const [mail] = server.received;
    expect(mail?.to).toBe("0@family.example");
    const headers = mail?.raw.split(/\r?\n\r?\n/)[0] ?? "";
    expect(headers).not.toMatch(/^Bcc:/im);
    expect(headers).toMatch(/^To: 0@family\.example$/m);
  });
});
