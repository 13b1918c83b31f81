/** Sends 3,000 e-mails through the outbox and as many by a raw loop of the same mail program; writes 20,000 to the outbox. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { renderEmail } from "@/server/features/delivery/email/rules";
import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { now } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { makeReaders, queueReports } from "@/server/testing/factories/delivery";
import { makeSchool } from "@/server/testing/factories/people";

const MAILS = Number(process.env.BENCH_MAILS ?? 3_000);
const NEWS = 20_000;
/** As many as the outbox has (SMTP_CONNECTIONS). */
const CONNECTIONS = 20;

/** A mail server in its own process that reads and forgets: it must not be what is measured. */
const SERVER = `
const { createServer } = require("node:net");
let taken = 0;
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
      if (data) { data = false; taken++; socket.write("250 taken\\r\\n"); }
      else if (/^DATA/i.test(line)) { data = true; socket.write("354 go\\r\\n"); }
      else if (/^QUIT/i.test(line)) socket.end("221 bye\\r\\n");
      else socket.write("250 ok\\r\\n");
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => process.send({ taken }));
`;

async function startServer() {
  const child = spawn(process.execPath, ["-e", SERVER], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: async () => {
      child.send("count");
      const [{ taken }] = (await once(child, "message")) as [{ taken: number }];
      return taken;
    },
    stop: () => child.kill(),
  };
}

/** The partner: the same mails, rendered before, through the same pool of nodemailer's, with nothing written down. */
async function sendRaw(url: string, mails: ReturnType<typeof renderEmail>[], schoolId: string): Promise<number> {
  const pool = openMailTransport(CONNECTIONS, url);
  const began = performance.now();
  await Promise.all(mails.map((mail) => pool.send({ ...mail, schoolId })));
  const seconds = (performance.now() - began) / 1_000;
  pool.close();
  return seconds;
}

export default async function bench(): Promise<string[]> {
  process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";
  process.env.PUBLIC_URL ??= "http://kingsgate.example";
  const server = await startServer();
  process.env.SMTP_URL = server.url;
  const school = await makeSchool();
  const db = dbFor(school.id);
  const readers = await makeReaders(school, MAILS);
  await queueReports(school, readers, now());
  const written = await db.message.findMany();
  const mails = written.map((message, i) => renderEmail({
    message: { ...message, args: message.args as Record<string, unknown> }, to: `${i}@family.example`, school, publicUrl: "http://kingsgate.example",
  }));
  await sendRaw(server.url, mails.slice(0, 200), school.id);
  await sleep(200);
  const raw = await sendRaw(server.url, mails, school.id);
  const before = await server.taken();
  const began = performance.now();
  await drainOutbox({ db, school, now: now() });
  const outbox = (performance.now() - began) / 1_000;
  const received = (await server.taken()) - before;
  const handedOver = await db.delivery.count({ where: { channel: "email", state: "handed_over" } });
  if (received !== MAILS || handedOver !== MAILS) throw new Error(`sent ${received} and handed over ${handedOver} of ${MAILS}`);

  const many = Array.from({ length: NEWS }, (_, i) => readers[i % readers.length] as (typeof readers)[number]);
  const start = performance.now();
  await queueReports(school, many, now());
  const enqueue = (performance.now() - start) / 1_000;
  const megabytes = process.memoryUsage().rss / 1_048_576;
  server.stop();
  await closeDatabases();
  return [
    `send.outbox ${(MAILS / outbox).toFixed(0)} messages/s`,
    `send.raw-nodemailer ${(MAILS / raw).toFixed(0)} messages/s`,
    `send.ratio ${(raw / outbox).toFixed(2)} of-raw`,
    `send.enqueue-20000 ${enqueue.toFixed(2)} s`,
    `send.memory ${megabytes.toFixed(0)} MB`,
  ];
}
