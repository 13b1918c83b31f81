import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface ReceivedMail {
  messageId: string;
  to: string;
  raw: string;
  at: number;
}

export interface TestSmtp {
  url: string;
  received: ReceivedMail[];
  stop: () => Promise<void>;
}

/** An error that a mail server answers with. */
export function smtpError(responseCode: number): Error {
  return Object.assign(new Error("told to refuse"), { responseCode });
}

interface Behaviour {
  /** Throws, or waits, at RCPT. */
  onRecipient?: (address: string) => Promise<void> | void;
  /** After the mail has come in whole and before the answer. Throws to refuse it. */
  onMail?: (mail: ReceivedMail) => Promise<void> | void;
  options?: SMTPServerOptions;
  port?: number;
}

/** A real SMTP server on loopback that keeps what it takes and misbehaves as told. */
export async function startSmtp(behaviour: Behaviour = {}): Promise<TestSmtp> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 100,
    onRcptTo(address, _session, callback) {
      Promise.resolve().then(() => behaviour.onRecipient?.(address.address)).then(() => callback(), callback);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const mail = {
          raw, at: Date.now(), messageId: /^Message-ID: (.+)$/im.exec(raw)?.[1] ?? "",
          to: session.envelope.rcptTo.map((recipient) => recipient.address).join(","),
        };
        Promise.resolve()
          .then(() => behaviour.onMail?.(mail))
          .then(() => (received.push(mail), callback()), callback);
      });
    },
    ...behaviour.options,
  });
  server.on("error", () => undefined);
  server.listen(behaviour.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received, stop: () => new Promise((done) => server.close(() => done())) };
}
