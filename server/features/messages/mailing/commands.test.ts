import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { queueMessages } from "@/server/features/delivery/commands";
import { renderEmail } from "@/server/features/delivery/email/rules";
import { replyAddress } from "@/server/features/delivery/email/reply/rules";
import { takeReturn } from "@/server/features/delivery/returns/commands";
import { returnInput } from "@/server/features/delivery/returns/schema";
import { listTasks } from "@/server/features/delivery/queries";
import { emailMessageId } from "@/server/features/delivery/rules";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { readInbound } from "@/server/lib/mail/inbound";
import { contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeThread } from "@/server/testing/factories/messages";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { takeMail } from "./commands";
import { answerOf } from "./rules";
import { takeMailInput } from "./schema";

const TOKEN = "a-token-for-mail-that-is-long";
const DOMAIN = "answers.school.example";

beforeAll(() => prepareEnvironment({ MAIL_CALLBACK_TOKEN: TOKEN, MAIL_REPLY_DOMAIN: DOMAIN }));

let school: SchoolFacts;
let family: { adultId: string; pupilId: string; linkId: string };
let threadId = "";
let officeId = "";

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  officeId = (await makeAdult(school, { posts: ["office"] })).id;
  const adult = await makeAdult(school, { email: "ewa@family.example", readingLanguage: "pl", spokenLanguages: ["pl"] });
  const pupil = await makePupil(school, { givenName: "Ola" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  family = { adultId: adult.id, pupilId: pupil.id, linkId: link.id };
  ({ threadId } = await makeThread(school, { pupilId: pupil.id, adultId: adult.id, team: "office", words: "Can we talk?" }));
});

const db = () => dbFor(school.id);
const crlf = (text: string) => Buffer.from(text.replace(/\n/g, "\r\n"));
const mailOf = (input: { from?: string; to?: string; id?: string; body: string; head?: string }) => crlf(
  `From: ${input.from ?? "Ewa <Ewa@Family.example>"}\nTo: ${input.to ?? replyAddress(threadId, family.adultId, DOMAIN)}\nSubject: Re\nMessage-ID: ${input.id ?? "<1@phone.example>"}\n${input.head ?? ""}Content-Type: text/plain; charset=utf-8\n\n${input.body}`,
);
async function arrive(raw: Buffer): Promise<{ taken: boolean } | null> {
  const mail = await readInbound(raw);
  if (mail.kind !== "reply") return null;
  return takeMail(contextOf(school), takeMailInput.parse({ token: TOKEN, ...mail }));
}
const posts = async () => Promise.all((await db().post.findMany({ where: { threadId, via: "email" }, include: { files: true } })).map(async (post) => ({
  ...post, words: post.textId ? (await db().segment.findMany({ where: { textId: post.textId }, orderBy: { position: "asc" } })).map(({ body }) => body.trim()).join(" ") : "", language: post.textId ? (await db().text.findUniqueOrThrow({ where: { id: post.textId } })).language : null,
})));

describe("an answer by e-mail", () => {
  it("lands in its conversation once, in the writer's language, without the copy of our mail below it", async () => {
    const ours = renderEmail({ message: { id: "x", kind: "school_wrote", subjectId: threadId, language: "pl", args: { child: "Ola" } }, to: "", school, publicUrl: "http://k.example", replyTo: "r@x" });
    expect(ours.replyTo).toBe("r@x");
    const raw = mailOf({ body: `Dziękuję, przyjdę jutro.\n\nW dniu 23 listopada szkoła napisała:\n> ${ours.text.replaceAll("\n", "\n> ")}` });
    expect(await arrive(raw)).toEqual({ taken: true });
    expect(await arrive(raw)).toEqual({ taken: true });
    expect((await posts()).map(({ words, language, authorId, via }) => ({ words, language, authorId, via }))).toEqual([{ words: "Dziękuję, przyjdę jutro.", language: "pl", authorId: family.adultId, via: "email" }]);
    expect(await db().thread.findUniqueOrThrow({ where: { id: threadId }, select: { waitingSince: true } })).toEqual({ waitingSince: TEST_NOW });
  });

  it("brings photos along, made anew; a card of another kind costs no words", async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#fff" } }).withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } }).jpeg().toBuffer();
    const raw = crlf(`From: ewa@family.example\nTo: ${replyAddress(threadId, family.adultId, DOMAIN)}\nMessage-ID: <2@phone.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere is the form.\n--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=a.jpg\nContent-Transfer-Encoding: base64\n\n${photo.toString("base64")}\n--b\nContent-Type: text/vcard\nContent-Disposition: attachment; filename=me.vcf\n\nBEGIN:VCARD\n--b--\n`);
    expect(await arrive(raw)).toEqual({ taken: true });
    const [post] = await posts();
    expect([post?.words, post?.files.length]).toEqual(["Here is the form.", 1]);
    expect((await sharp(post!.files[0]!.bytes).metadata()).exif).toBeUndefined();
  });

  it("of somebody else is put nowhere: a call asks the adult, and no word of it is kept", async () => {
    const other = await makeAdult(school, { email: "father@family.example" });
    await linkGuardian(school, other.id, family.pupilId, { relation: "father" });
    expect(await arrive(mailOf({ from: "father@family.example", body: "I read her mail." }))).toEqual({ taken: false });
    expect(await arrive(mailOf({ body: "x", to: replyAddress(threadId, other.id, DOMAIN), from: "father@family.example", id: "<3@x>" }))).toEqual({ taken: false });
    expect(await arrive(mailOf({ body: "x", to: `reply+${threadId.replaceAll("-", "")}${"0".repeat(20)}@${DOMAIN}`, id: "<4@x>" }))).toEqual({ taken: false });
    expect(await posts()).toEqual([]);
    expect(await db().task.findMany({ where: { kind: "call" }, select: { adultId: true } })).toEqual([{ adultId: family.adultId }]);
    expect(await db().segment.count({ where: { body: { contains: "read her mail" } } })).toBe(0);
  });

  it("after an order is put nowhere; a machine's answer neither; and nothing without the token", async () => {
    expect(await arrive(mailOf({ body: "I am away.", head: "Auto-Submitted: auto-replied\n", id: "<5@x>" }))).toBeNull();
    await expect(takeMail(contextOf(school), takeMailInput.parse({ token: "wrong", to: [], from: "a@b.example", messageId: "<6@x>", text: "x" }))).rejects.toMatchObject({ code: "not_found" });
    await makeRestriction(school, family.linkId, ["messages"]);
    expect(await arrive(mailOf({ body: "Hello", id: "<7@x>" }))).toEqual({ taken: false });
    expect(await posts()).toEqual([]);
  });

  it.each([
    ["Yes.\n\n-- \nEwa Nowak", "Yes."], ["Yes.\n##------##\nYou can answer", "Yes."], ["Tak.\n\nOn Mon, 23 Nov 2026 the school wrote:\n> hello", "Tak."], ["One: two.\nThree:", "One: two.\nThree:"], ["> only a copy", ""], ["نعم\n\nکو اسکول نے لکھا:\n> x", "نعم"],
  ])("%j is read as %j", (text, own) => expect(answerOf(text)).toBe(own));
});

describe("an e-mail of ours that comes back", () => {
  const report = (id: string, status: string, action = "failed") => crlf(`From: MAILER-DAEMON@mx.example\nTo: school@kingsgate.example\nMessage-ID: <d@mx>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ewa@family.example\nAction: ${action}\nStatus: ${status}\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${id}\nSubject: x\n--b--\n`);

  async function sent(kind: "school_wrote" | "newsletter_sent" = "school_wrote"): Promise<string> {
    await db().$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages: [{ adultId: family.adultId, pupilId: family.pupilId, kind, subjectId: threadId, args: { child: "Ola" }, idempotencyKey: kind }] }));
    const message = await db().message.findFirstOrThrow({ where: { kind } });
    await db().delivery.updateMany({ where: { messageId: message.id, channel: "email" }, data: { state: "handed_over", handedOverAt: TEST_NOW } });
    return emailMessageId(message.id, "http://kingsgate.example");
  }
  async function come(raw: Buffer) {
    const mail = await readInbound(raw);
    return mail.kind === "bounce" || mail.kind === "complaint" ? takeReturn(contextOf(school), returnInput.parse({ token: TOKEN, ...mail })) : mail.kind;
  }
  const stateOf = async () => (await db().delivery.findFirstOrThrow({ where: { channel: "email" }, select: { state: true, lastErrorCode: true } }));

  it("for good counts as bounced and becomes one call, however often it is said", async () => {
    const id = await sent();
    expect(await come(report(id, "5.1.1"))).toEqual({ taken: true });
    expect(await come(report(id, "5.1.1"))).toEqual({ taken: true });
    expect(await stateOf()).toEqual({ state: "bounced", lastErrorCode: "dsn_5.1.1" });
    expect((await listTasks(await staffContext(school, officeId), {})).all.map(({ kind, reason }) => [kind, reason])).toEqual([["call", "email_failed"]]);
  });

  it("for a while, or of somebody else's, changes nothing", async () => {
    const id = await sent();
    await come(report(id, "4.2.2", "delayed"));
    expect(await come(report("<x@other.example>", "5.1.1"))).toEqual({ taken: false });
    expect(await come(report("<0190a0a0-0000-7000-8000-000000000009.email@kingsgate.example>", "5.1.1"))).toEqual({ taken: false });
    expect(await stateOf()).toMatchObject({ state: "handed_over" });
    await expect(takeReturn(contextOf(school), returnInput.parse({ token: "wrong", kind: "bounce", messageId: id }))).rejects.toMatchObject({ code: "not_found" });
  });

  it("called spam stops newsletters for its reader, and never what is about the child", async () => {
    const complaint = (id: string) => crlf(`From: fbl@mx.example\nMessage-ID: <c@mx>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--b\nContent-Type: message/rfc822\n\nMessage-ID: ${id}\nSubject: x\n\nbody\n--b--\n`);
    const about = await sent();
    await come(complaint(about));
    await come(complaint(about));
    expect(await db().unsubscribed.count()).toBe(0);
    // Somebody at the school hears of it, once, and it stands in the record.
    const office = await staffContext(school, officeId);
    expect((await listTasks(office, {})).all.map(({ kind, reason, adult }) => [kind, reason, adult?.id])).toEqual([["follow_up", "mail_complaint", family.adultId]]);
    expect(await db().auditEntry.count({ where: { action: "delivery.complaint", pupilId: family.pupilId } })).toBe(1);
    await come(complaint(await sent("newsletter_sent")));
    expect(await db().unsubscribed.findMany({ select: { adultId: true, topic: true } })).toEqual([{ adultId: family.adultId, topic: "newsletters" }]);
  });

  it("is read from anything without harm", async () => {
    for (const raw of ["", "no mail", "Content-Type: multipart/report; boundary=b\n\n--b--", "From: a@b.example\n\n", `Content-Type: multipart/mixed; boundary=${"x".repeat(5_000)}\n\n`]) expect((await readInbound(crlf(raw))).kind).toBe("none");
  });
});
