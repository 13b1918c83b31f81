import { connect, type Socket } from "node:net";

import nodemailer from "nodemailer";
import SMTPPool from "nodemailer/lib/smtp-pool/index.js";

import { env, isDemo } from "../env";

export interface OutgoingMail {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  schoolId: string;
  /** Where an answer goes, where there can be one. */
  replyTo?: string;
  /** The address that a mail program calls to stop such e-mails (RFC 8058). */
  unsubscribe?: string;
}

export interface MailTransport {
  /** Resolves when the server has taken the mail (250). Rejects with nodemailer's error: `responseCode` is the server's answer. */
  send: (mail: OutgoingMail) => Promise<void>;
  close: () => void;
}

/** RFC 5321 4.5.3.2 allows ten minutes for the answer to a mail; two serve every server seen and keep a dead one short. */
const ANSWER_MS = 120_000;
const CONNECT_MS = 15_000;

/**
 * Gives a connection's writes to the system once a turn of the event loop: a mail is written in a dozen pieces, and each would be a call of its own.
 */
function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let gathering = false;
  socket.write = (...args: unknown[]) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      setImmediate(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...args);
  };
}

/**
 * A connection that sends at once what it is given. By default the end of a mail waits for the answer to its body, which the
 * server's system holds back: 40 ms a mail.
 */
function openSocket(options: SMTPPool.Options, callback: (error: Error | null, socket?: { connection: Socket }) => void): void {
  const port = Number(options.port ?? (options.secure ? 465 : 587));
  const socket = connect({ host: options.host ?? "localhost", port, noDelay: true, keepAlive: true });
  const fail = (error: Error) => {
    socket.destroy();
    callback(error);
  };
  const late = () => fail(Object.assign(new Error("no connection"), { code: "ETIMEDOUT" }));
  socket.setTimeout(CONNECT_MS, late).once("error", fail).once("connect", () => {
    socket.setTimeout(0).off("timeout", late).off("error", fail);
    gatherWrites(socket);
    callback(null, { connection: socket });
  });
}

/**
 * A pool of connections to the school's mail server. A mail is tried once: who sends it decides whether to try again.
 * @param connections how many at most
 */
export function openMailTransport(connections: number, url = env().SMTP_URL): MailTransport {
  // maxRequeues is not in the types: without it the pool itself sends a mail again and again when a connection breaks.
  const options: SMTPPool.Options & { maxRequeues: number } = {
    pool: true,
    url,
    getSocket: openSocket,
    maxConnections: connections,
    maxMessages: Infinity,
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
  };
  // Given an address, createTransport itself would drop every other option, the pool among them.
  const pool = nodemailer.createTransport(new SMTPPool(options));
  const from = env().MAIL_FROM;
  return {
    send: async (mail) => {
      const headers: Record<string, string> = {
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
      };
      if (mail.unsubscribe) {
        headers["List-Unsubscribe"] = `<${mail.unsubscribe}>`;
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
      }
      // Only the demo's own server reads it: several demo schools share one mailbox.
      if (isDemo()) headers["X-Kingsgate-School"] = mail.schoolId;
      await pool.sendMail({
        disableFileAccess: true, disableUrlAccess: true, from, headers, messageId: mail.messageId,
        // An object, not text: an address is never parsed into two.
        to: { name: "", address: mail.to },
        ...(mail.replyTo ? { replyTo: { name: "", address: mail.replyTo } } : {}),
        subject: mail.subject, text: mail.text, html: mail.html, textEncoding: "quoted-printable",
      });
    },
    close: () => pool.close(),
  };
}
