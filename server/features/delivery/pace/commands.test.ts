import { simpleParser } from "mailparser";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { languages } from "@/server/lib/i18n/languages";
import { openMailTransport } from "@/server/lib/mail/transport";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";
import { startSmtp, type TestSmtp } from "@/server/testing/smtp";

import { queueMessages } from "../commands";
import { renderEmail, safetyLine } from "../email/rules";
import { listInbox } from "../inbox/queries";
import { composeNews } from "../letters/rules";
import type { MessageKind } from "../rules";
import { drainOutbox } from "../sending/jobs";
import { renderText } from "../texts/rules";
import { setOwnHours, setPace } from "./commands";
import { getPace } from "./queries";

beforeAll(() => prepareEnvironment());

/** Deep in the night of a Monday, in the school's quiet hours and the adult's own. */
const NIGHT = new Date("2026-11-23T23:30:00Z");

let school: SchoolFacts;
let mails: TestSmtp;
let family: { adultId: string; pupilId: string };

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  mails = await startSmtp();
  const [adult, pupil] = [await makeAdult(school, { email: "f@family.example", phone: null, readingLanguage: "pl", readingNeed: "reads", prefers: [] }), await makePupil(school)];
  await linkGuardian(school, adult.id, pupil.id);
  family = { adultId: adult.id, pupilId: pupil.id };
});
afterEach(() => mails.stop());

const db = () => dbFor(school.id);
let keys = 0;
const write = (kind: MessageKind, args: Record<string, string | number>, adultId = family.adultId) => db().$transaction((tx) =>
  queueMessages(tx, { schoolId: school.id, now: NIGHT, messages: [{ ...family, adultId, kind, subjectId: family.pupilId, args: { child: "Ola", ...args }, idempotencyKey: `k${keys++}` }] }));

async function drain(): Promise<(string | undefined)[]> {
  const transport = openMailTransport(2, mails.url);
  await drainOutbox({ db: db(), school, now: NIGHT }, { transport, clock: () => NIGHT }).finally(transport.close);
  return (await Promise.all(mails.received.map(({ raw }) => simpleParser(raw)))).map(({ subject }) => subject);
}

describe("what is about safety", () => {
  it("leaves at once at night and over the measure of the week, and says so first; what is not waits", async () => {
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await setPace(head, { ...(await getPace(head)), weeklyMost: 1 });
    await setOwnHours(await contextFor(school, family.adultId), { hours: { from: 18 * 60, to: 9 * 60 } });
    await write("school_wrote", { safety: 1 });
    await write("school_closed", { what: "Szkoła jest zamknięta", day: "2026-11-24" });
    expect(await drain()).toEqual([expect.stringContaining("Ważne: chodzi o bezpieczeństwo. "), expect.stringContaining("Ważne: chodzi o bezpieczeństwo. ")]);
    // The control: the same letter without it waits for the morning, and the next for Friday. What was about safety has not used up the week.
    await write("school_wrote", {});
    await write("school_wrote", {});
    expect(await drain()).toHaveLength(2);
    expect(await db().delivery.findMany({ where: { channel: "email", state: { in: ["queued", "held"] } }, orderBy: { nextTryAt: "asc" }, select: { state: true, nextTryAt: true } })).toEqual([
      { state: "queued", nextTryAt: new Date("2026-11-24T09:00:00Z") }, { state: "held", nextTryAt: new Date("2026-11-27T15:30:00Z") },
    ]);
    const inbox = await listInbox(await contextFor(school, family.adultId, { locale: "pl", now: NIGHT }));
    expect(inbox.map(({ title }) => title.startsWith(safetyLine("pl"))).sort()).toEqual([false, false, true, true]);
  });

  it("is rung about now, and an ordinary message a day later", async () => {
    const mother = await makeAdult(school, { readingNeed: "does_not_read", spokenLanguages: ["ur"] });
    await linkGuardian(school, mother.id, family.pupilId);
    await write("school_wrote", { safety: 1 }, mother.id);
    await write("school_wrote", {}, mother.id);
    expect((await db().task.findMany({ orderBy: { dueAt: "asc" } })).map(({ dueAt }) => dueAt)).toEqual([NIGHT, new Date("2026-11-24T23:30:00Z")]);
  });

  it.each(languages.map(({ tag }) => tag))("begins so in %s: e-mail, text message and letter, and nothing else does", async (language) => {
    const made = async (args: Record<string, string | number>) => {
      const message = { id: "m1", kind: "school_wrote", subjectId: "s1", language, args: { child: "Ola", ...args } };
      const facts = { message, school, publicUrl: "https://school.example" };
      const adult = { title: null, givenName: "Ewa", familyName: "Nowak", addressLines: [], safeAddress: false };
      const email = renderEmail({ ...facts, to: "f@family.example" });
      return [email.subject, email.text, renderText(facts), (await composeNews({ ...facts, deliveryId: family.pupilId, adult, printedAt: NIGHT })).paragraphs[0] ?? ""];
    };
    const line = safetyLine(language).replace(/[\u2066-\u2069]/g, "");
    expect((await made({ safety: 1 })).map((text) => text.startsWith(line))).toEqual([true, true, true, true]);
    expect((await made({})).some((text) => text.includes(line))).toBe(false);
  });
});
