/** Tells 20,000 families in 12 languages by e-mail: into the outbox, and out of it by a process that does nothing else, beside a raw loop of the same mail program. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import nodemailer from "nodemailer";
import SMTPPool from "nodemailer/lib/smtp-pool/index.js";

import { renderEmail } from "@/server/features/delivery/email/rules";
import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { now } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { env } from "@/server/lib/env";
import { makeReaders, queueReports } from "@/server/testing/factories/delivery";
import { makeSchool } from "@/server/testing/factories/people";

import type { SenderMemory } from "./parts/sender";

const FAMILIES = Number(process.env.BENCH_MAILS ?? 20_000);
/** What the families read: the languages that have pages, and four whose readers are written to in English. */
const LANGUAGES: [string, ...string[]] = ["en", "pl", "ro", "ur", "ar", "bn", "pa", "so", "tr", "uk", "pt", "fr"];
/** The partner sends so many, before the outbox and after it. */
const SAMPLE = Math.min(6_000, FAMILIES);
/** As many as the outbox has (SMTP_CONNECTIONS). */
const CONNECTIONS = 20;

/** A mail server in its own process that counts and forgets: it must not be what is measured. */
const SERVER = `
const { createServer } = require("node:net");
let taken = 0, seen = new Set();
const server = createServer((socket) => {
  let data = false, rest = "";
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  socket.write("220 bench\\r\\n");
  socket.on("data", (chunk) => {
    rest += chunk.toString("latin1");
    for (;;) {
      const end = rest.indexOf(data ? "\\r\\n.\\r\\n" : "\\r\\n");
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + (data ? 5 : 2));
      if (data) { data = false; taken++; seen.add(/^Message-ID: (.+)/im.exec(line)[1]); socket.write("250 taken\\r\\n"); }
      else if (/^DATA/i.test(line)) { data = true; socket.write("354 go\\r\\n"); }
      else if (/^QUIT/i.test(line)) socket.end("221 bye\\r\\n");
      else socket.write("250 ok\\r\\n");
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => { process.send({ taken, ids: seen.size }); taken = 0; seen = new Set(); });
`;

async function startServer() {
  const child = spawn(process.execPath, ["-e", SERVER], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    port,
    /** What it took since it was last asked. */
    count: async () => {
      child.send("count");
      const [counts] = (await once(child, "message")) as [{ taken: number; ids: number }];
      return counts;
    },
    stop: () => child.kill(),
  };
}

/**
 * The partner: the same mails, rendered before, through nodemailer's own pool with as many connections, with nothing written down. Its sockets send
 * at once, without which it takes 40 ms a mail.
 */
async function sendRaw(port: number, mails: ReturnType<typeof renderEmail>[]): Promise<number> {
  const options: SMTPPool.Options = {
    pool: true, host: "127.0.0.1", port, maxConnections: CONNECTIONS, maxMessages: Infinity,
    getSocket: (_options, done) => {
      const socket = connect({ host: "127.0.0.1", port, noDelay: true });
      socket.once("connect", () => done(null, { connection: socket }));
    },
  };
  const pool = nodemailer.createTransport(new SMTPPool(options));
  const began = performance.now();
  await Promise.all(mails.map(({ messageId, to, subject, text, html, language }) => pool.sendMail({
    from: env().MAIL_FROM, to: { name: "", address: to }, messageId, subject, text, html, textEncoding: "quoted-printable",
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
  })));
  const seconds = (performance.now() - began) / 1_000;
  pool.close();
  return seconds;
}

/** The process that sends, ready and warm: what it holds is not hidden under what this one made the families with. */
async function startSender(schoolId: string, trialId: string) {
  const child = spawn(process.execPath, ["--import", "tsx", "--expose-gc", fileURLToPath(new URL("parts/sender.ts", import.meta.url)), schoolId, trialId, String(FAMILIES)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const said = async () => {
    const [message] = (await Promise.race([once(child, "message"), once(child, "exit").then(() => Promise.reject(new Error("the sender ended")))])) as [unknown];
    return message;
  };
  await said();
  return {
    send: async () => {
      child.send("go");
      return (await said()) as SenderMemory;
    },
  };
}

export default async function bench(): Promise<string[]> {
  process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";
  process.env.PUBLIC_URL ??= "http://kingsgate.example";
  const server = await startServer();
  process.env.SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  const school = await makeSchool();
  const db = dbFor(school.id);
  const readers = await makeReaders(school, FAMILIES, "family.example", LANGUAGES);
  // Whatever is done for the first time is done before the clock runs.
  const trial = await makeSchool();
  const trialReaders = await makeReaders(trial, 600);
  await queueReports(trial, trialReaders.slice(0, 300), now());
  await drainOutbox({ db: dbFor(trial.id), school: trial, now: now() });
  await queueReports(trial, trialReaders.slice(300), now());

  const start = performance.now();
  await queueReports(school, readers, now());
  const enqueue = (performance.now() - start) / 1_000;

  const sample = async () => (await db.message.findMany({ take: SAMPLE })).map((message, i) => renderEmail({
    message: { ...message, args: message.args as Record<string, unknown> }, to: `${i}@family.example`, school, publicUrl: "http://kingsgate.example",
  }));
  await sendRaw(server.port, (await sample()).slice(0, 1_000));
  let raw = await sendRaw(server.port, await sample());
  await sleep(200);
  const sender = await startSender(school.id, trial.id);
  await server.count();

  const { before, quarters, most, after, seconds: outbox } = await sender.send();
  const { taken, ids } = await server.count();
  const handedOver = await db.delivery.count({ where: { channel: "email", state: "handed_over" } });
  if (taken !== FAMILIES || ids !== FAMILIES || handedOver !== FAMILIES) throw new Error(`sent ${taken}, ${ids} of them different, and handed over ${handedOver} of ${FAMILIES}`);

  raw = (raw + await sendRaw(server.port, await sample())) / 2;
  server.stop();
  await closeDatabases();
  const [own, partner] = [FAMILIES / outbox, SAMPLE / raw];
  return [
    `send.enqueue ${enqueue.toFixed(2)} s`,
    `send.outbox ${own.toFixed(0)} messages/s`,
    `send.raw-nodemailer ${partner.toFixed(0)} messages/s`,
    `send.ratio ${(own / partner).toFixed(2)} of-raw`,
    `send.exactly-once ${ids} of-${FAMILIES}`,
    `send.memory_before ${before.toFixed(0)} MB`,
    ...quarters.map((held, nth) => `send.memory_${25 * (nth + 1)}_percent ${held.toFixed(0)} MB`),
    `send.memory_most ${most.toFixed(0)} MB`,
    `send.memory_after ${after.toFixed(0)} MB`,
    `send.memory_growth ${((quarters.at(-1) ?? 0) - (quarters[0] ?? 0)).toFixed(0)} MB-from-25-to-100-percent`,
  ];
}
