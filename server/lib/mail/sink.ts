import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

import { now } from "../clock";
import { dbFor } from "../db/client";
import { env, isDemo } from "../env";

const LARGEST_MAIL = 1_000_000;

/**
 * The demo's mail server: takes every mail on 127.0.0.1 at the port of SMTP_URL and keeps it where the outbox page shows it.
 * Throws outside demo mode, in which no mail is ever kept.
 * @returns what stops it
 */
export async function startSink(): Promise<() => Promise<void>> {
  if (!isDemo()) throw new Error("the mail sink is part of the demo only");
  const url = new URL(env().SMTP_URL);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: LARGEST_MAIL,
    logger: false,
    onData(stream, _session, callback) {
      keep(stream).then(() => callback(), () => callback(new Error("not kept")));
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((done, fail) => {
    server.server.once("error", fail);
    server.listen(Number(url.port || 25), "127.0.0.1", () => done());
  });
  return () => new Promise((done) => server.close(() => done()));
}

async function keep(stream: Parameters<typeof simpleParser>[0]): Promise<void> {
  const mail = await simpleParser(stream, { skipTextToHtml: true, skipImageLinks: true });
  const schoolId = String(mail.headers.get("x-kingsgate-school") ?? "");
  const language = mail.headers.get("content-language");
  const to = Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : [];
  await dbFor(schoolId).sinkMail.create({
    data: {
      schoolId,
      receivedAt: now(),
      messageId: mail.messageId ?? "",
      recipient: to.map((address) => address.text).join(", "),
      subject: mail.subject ?? "",
      language: typeof language === "string" ? language : null,
      text: mail.text ?? "",
      html: mail.html || "",
    },
  });
}
