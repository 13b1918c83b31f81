import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { completeTask, createTask, queueMessages } from "@/server/features/delivery/commands";
import { listTasks } from "@/server/features/delivery/queries";
import { followUps } from "@/server/features/delivery/rules";
import { listPending } from "@/server/features/languages/queries";
import { listQueue } from "@/server/features/languages/workbench/queries";
import { queueInput } from "@/server/features/languages/workbench/schema";
import { findAuditFault } from "@/server/lib/audit/record";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { languages } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import { createCaller } from "@/server/root";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeContact } from "@/server/testing/factories/contacts";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { getCall } from "./calls/queries";
import { noteContact } from "./commands";
import { decideProposal } from "./proposals/commands";
import { getTimeline } from "./queries";
import { type NoteInput, noteSchema } from "./schema";

let school: SchoolFacts;
let okafor: StaffCtx;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  okafor = await staffContext(school, (await makeAdult(school, { title: "Mr", familyName: "Okafor", posts: ["family_support"] })).id);
});

const db = () => dbFor(school.id);
const at = (ctx: StaffCtx, minutes: number): StaffCtx => ({ ...ctx, now: new Date(TEST_NOW.getTime() + minutes * 60_000) });

async function family() {
  const mother = await makeAdult(school, { givenName: "Amina", familyName: "Khan", spokenLanguages: ["ur"], readingLanguage: "ur", readingNeed: "does_not_read", phone: "020 7946 0201" });
  const father = await makeAdult(school, { givenName: "Imran", familyName: "Khan" });
  const pupil = await makePupil(school, { givenName: "Zara" });
  await linkGuardian(school, mother.id, pupil.id);
  const fatherLink = await linkGuardian(school, father.id, pupil.id, { relation: "father" });
  const note = (more: Partial<NoteInput> = {}) =>
    noteSchema.parse({ key: uuid(), pupilId: pupil.id, adultId: mother.id, channel: "call", language: "ur", outcome: "reached", ...more });
  return { mother, father, fatherLink, pupil, note };
}

/** A report's message to the mother, with the call that it asks for. */
async function callTask(mother: string, pupil: string) {
  await db().$transaction((tx) => queueMessages(tx, {
    schoolId: school.id, now: TEST_NOW,
    messages: [{ adultId: mother, pupilId: pupil, kind: "report_published", subjectId: uuid(), args: { child: "Zara", round: "autumn" }, idempotencyKey: uuid() }],
  }));
  return db().task.findFirstOrThrow({ where: { kind: "call" } });
}

describe("a contact", () => {
  it("is noted with its facts apart from the opinion, its next step as a task, and a line in the record", async () => {
    const { note, pupil, mother } = await family();
    const { contactId, done } = await noteContact(okafor, note({
      interpreter: "phone_service", topics: ["attendance"], tone: "concern", facts: "Zara was away on Monday.", agreed: "We ring on Friday.", opinion: "She sounded tired.",
      nextStep: { text: "Ring about Friday.", dueOn: "2026-11-27" },
    }));
    expect(done).toBeNull();
    const { entries, balance } = await getTimeline(okafor, pupil.id);
    expect(entries).toMatchObject([{
      type: "contact", id: contactId, adult: "Amina Khan", staff: "Mr Okafor", facts: { body: "Zara was away on Monday.", language: "en", sign: null }, agreed: { body: "We ring on Friday." }, opinion: "She sounded tired.",
      nextStep: { body: "Ring about Friday." }, interpreter: "phone_service", topics: ["attendance"],
    }]);
    expect(balance).toEqual({ praise: 0, concern: 1, low: true });
    expect(await db().task.findFirstOrThrow({ where: { kind: "follow_up" } })).toMatchObject({ assigneeId: okafor.actor.adultId, adultId: mother.id, pupilId: pupil.id, subjectId: contactId });
    // A colleague who works in another language reads it there as far as it is translated, and else in English with a sign that says so.
    const { factsId } = await db().contact.findUniqueOrThrow({ where: { id: contactId } });
    await makeTranslation(school, factsId ?? "", "pl", ["Zary nie było w poniedziałek."]);
    expect((await getTimeline({ ...okafor, locale: "pl" }, pupil.id)).entries).toMatchObject([{
      facts: { body: "Zary nie było w poniedziałek.", language: "pl", sign: null, source: "Zara was away on Monday.", sourceLanguage: "en" }, agreed: { body: "We ring on Friday.", language: "en", sign: "untranslated" },
    }]);
    // The facts are a text that languages translate; the opinion is none.
    expect(await db().segment.count({ where: { body: { contains: "Monday" } } })).toBe(1);
    expect(await db().segment.count({ where: { body: { contains: "tired" } } })).toBe(0);
    const log = await db().auditEntry.findMany({ where: { action: { in: ["contacts.note", "contacts.read"] } }, orderBy: { seq: "asc" } });
    expect(log.map(({ action, pupilId }) => [action, pupilId])).toEqual([["contacts.note", pupil.id], ["contacts.read", pupil.id], ["contacts.read", pupil.id]]);
    expect(JSON.stringify(log.map(({ detail }) => detail))).not.toContain("tired");
    expect(await findAuditFault(db(), school.id)).toBeNull();
  });

  it("sent again, even four times at once, is one note with one task", async () => {
    const { note } = await family();
    const same = note({ facts: "We spoke.", nextStep: { text: "Ring again.", dueOn: "2026-11-30" } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => noteContact(okafor, same)));
    expect(new Set(answers.map(({ contactId }) => contactId)).size).toBe(1);
    expect([await db().contact.count(), await db().task.count(), await db().text.count()]).toEqual([1, 1, 2]);
    const other = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    await expect(noteContact(other, same)).rejects.toEqual(new AppError("not_found"));
  });

  it("keeps the moment at which it was written down, and refuses one that cannot be", async () => {
    const { note } = await family();
    await noteContact(okafor, note({ at: "2026-11-20T14:00:00Z" }));
    expect((await db().contact.findFirstOrThrow()).at.toISOString()).toBe("2026-11-20T14:00:00.000Z");
    for (const wrong of ["2026-12-24T09:00:00Z", "2026-01-01T09:00:00Z"]) await expect(noteContact(okafor, note({ at: wrong }))).rejects.toEqual(new AppError("invalid_input", { at: "too_far" }));
  });

  it("is in a language that there is", async () => {
    const { note } = await family();
    const unknown = new AppError("invalid_input", { language: "language_unknown" });
    await expect(noteContact(okafor, note({ language: "klingon" }))).rejects.toEqual(unknown);
    await expect(noteContact(okafor, note({ learned: [{ learned: "speaks", value: ["elvish"] }] }))).rejects.toEqual(unknown);
    expect(await db().contact.count()).toBe(0);
  });

  it("is not started with an adult whom an order keeps from messages; what that adult said can be noted", async () => {
    const { note, father, fatherLink } = await family();
    await makeRestriction(school, fatherLink.id, ["messages"]);
    await expect(noteContact(okafor, note({ adultId: father.id }))).rejects.toEqual(new AppError("not_allowed", { adultId: "restricted" }));
    await noteContact(okafor, note({ adultId: father.id, direction: "in", channel: "at_gate" }));
    expect(await db().contact.count()).toBe(1);
  });

  it("stands on one line of time with what was sent", async () => {
    const { note, pupil, mother } = await family();
    await callTask(mother.id, pupil.id);
    await noteContact(at(okafor, 60), note());
    const { entries } = await getTimeline(at(okafor, 90), pupil.id);
    expect(entries.map(({ type }) => type)).toEqual(["contact", "sent"]);
    expect(entries[1]).toMatchObject({ kind: "report_published", adult: "Amina Khan", ways: [{ channel: "in_app", state: "delivered" }, { channel: "call", state: "queued" }] });
  });
});

describe("the record", () => {
  it("is read by those who may know the child, with opinions for those who work with families", async () => {
    const { pupil, mother } = await family();
    await makeContact(school, { pupilId: pupil.id, adultId: mother.id, staffId: okafor.actor.adultId, facts: "We spoke.", opinion: "She sounded tired." });
    const expected: Record<string, string> = { family_support: "opinion", office: "opinion", head: "opinion", deputy_head: "opinion", safeguarding_lead: "opinion", teacher: "facts", authority_officer: "nothing" };
    for (const [role, seen] of Object.entries(expected)) {
      const adult = await makeAdult(school, { posts: [role as StaffRole] });
      if (role === "teacher") {
        const group = await makeClass(school, { teacherIds: [adult.id] });
        await db().enrolment.create({ data: { schoolId: school.id, classGroupId: group.id, pupilId: pupil.id } });
      }
      const answer = createCaller(await staffContext(school, adult.id)).contacts.timeline({ pupilId: pupil.id });
      if (seen === "nothing") await expect(answer, role).rejects.toMatchObject({ code: "NOT_FOUND" });
      else expect((await answer).entries, role).toMatchObject([{ facts: { body: "We spoke." }, opinion: seen === "opinion" ? "She sounded tired." : null }]);
    }
    const stranger = await makeAdult(school, { posts: ["teacher"] });
    await expect(getTimeline(await staffContext(school, stranger.id), pupil.id)).rejects.toEqual(new AppError("not_found"));
  });

  it("of one's own child is never read by a member of staff: it holds the other parent's contacts", async () => {
    const { pupil, mother, father, fatherLink } = await family();
    await makeContact(school, { pupilId: pupil.id, adultId: mother.id, staffId: okafor.actor.adultId, facts: "We spoke." });
    await db().staffPost.create({ data: { schoolId: school.id, adultId: father.id, role: "head" } });
    const head = await staffContext(school, father.id);
    await expect(getTimeline(head, pupil.id)).rejects.toEqual(new AppError("not_found"));
    // The control: the tie alone is what keeps it from the head.
    await db().guardianLink.update({ where: { id: fatherLink.id }, data: { removedAt: TEST_NOW } });
    expect((await getTimeline(head, pupil.id)).entries).toHaveLength(1);
  });

  it("is translated by colleagues, but never by one whose own child it is about", async () => {
    const { note, father, fatherLink } = await family();
    await db().staffPost.create({ data: { schoolId: school.id, adultId: father.id, role: "head" } });
    await noteContact(okafor, note({ facts: "We spoke about Monday." }));
    const head = await staffContext(school, father.id);
    const queueOf = async (ctx: StaffCtx) => (await listQueue(ctx, queueInput.parse({ language: "ur" }))).items.map(({ source }) => source);
    expect(await queueOf(head)).toEqual([]);
    expect(await listPending(head, { language: "ur" })).toEqual([]);
    // The control: the tie alone is what keeps it away.
    await db().guardianLink.update({ where: { id: fatherLink.id }, data: { removedAt: TEST_NOW } });
    expect(await queueOf(head)).toEqual(["We spoke about Monday."]);
    expect(await listPending(head, { language: "ur" })).toHaveLength(1);
  });

  it("of another school is not there, neither to read nor to write", async () => {
    const { pupil, note } = await family();
    const elsewhere = await makeSchool();
    const theirs = await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["head"] })).id);
    await expect(getTimeline(theirs, pupil.id)).rejects.toEqual(new AppError("not_found"));
    await expect(noteContact(theirs, note())).rejects.toEqual(new AppError("not_found"));
    expect(await db().contact.count()).toBe(0);
    await noteContact(okafor, note());
    expect(await db().contact.count()).toBe(1);
    expect(await dbFor(elsewhere.id).contact.count()).toBe(0);
  });
});

describe("a call", () => {
  it("shows what to say, to whom and in which language, and ends with what was understood: one transaction", async () => {
    const { note, pupil, mother } = await family();
    const task = await callTask(mother.id, pupil.id);
    expect(await getCall(okafor, task.id)).toMatchObject({
      message: { kind: "report_published", args: { child: "Zara", round: "autumn" } },
      row: { reason: "call", adult: { name: "Amina Khan", phone: "020 7946 0201", plan: { speakIn: "ur" } }, attempts: [] },
    });
    const answer = await noteContact(okafor, note({ taskId: task.id, outcome: "reached_and_understood", theirWords: "Zara reads well and I can help with sums." }));
    expect(answer.done).toBe(true);
    expect(await db().task.findUniqueOrThrow({ where: { id: task.id } })).toMatchObject({ doneAt: TEST_NOW, doneById: okafor.actor.adultId, outcome: "reached_and_understood" });
    expect(await db().delivery.findFirstOrThrow({ where: { channel: "call" } })).toMatchObject({ state: "delivered" });
    expect(await db().contact.findFirstOrThrow()).toMatchObject({ taskId: task.id, outcome: "reached_and_understood" });
    await expect(getCall(okafor, task.id)).rejects.toEqual(new AppError("not_found"));
  });

  it("that nobody answered comes back in the family's good hours, and says how often it was tried", async () => {
    const { note, pupil, mother } = await family();
    const task = await callTask(mother.id, pupil.id);
    const first = await noteContact(okafor, note({ taskId: task.id, outcome: "no_answer", learned: [{ learned: "good_hours", value: ["afternoon"] }] }));
    expect(first.done).toBe(false);
    expect((await db().task.findUniqueOrThrow({ where: { id: task.id } })).dueAt.toISOString()).toBe("2026-11-24T09:00:00.000Z");
    const proposal = await db().contactProposal.findFirstOrThrow();
    await decideProposal(okafor, { proposalId: proposal.id, confirm: true });
    await noteContact(at(okafor, 10), note({ taskId: task.id, outcome: "no_answer" }));
    expect((await db().task.findUniqueOrThrow({ where: { id: task.id } })).dueAt.toISOString()).toBe("2026-11-23T15:00:00.000Z");
    const { row, earlier } = await getCall(at(okafor, 20), task.id);
    expect(row.attempts).toHaveLength(2);
    expect(row.hours).toEqual(["afternoon"]);
    expect(earlier.map(({ outcome }) => outcome)).toEqual(["no_answer", "no_answer"]);
  });

  it("whose family asks for a visit makes one; another outcome tells why the news has not arrived", async () => {
    const { note, pupil, mother } = await family();
    const task = await callTask(mother.id, pupil.id);
    await noteContact(okafor, note({ taskId: task.id, outcome: "asks_for_visit" }));
    expect((await listTasks(okafor, {})).tasks).toMatchObject([{ kind: "visit", mine: true, adult: { id: mother.id } }]);
    expect(await db().delivery.findFirstOrThrow({ where: { channel: "call" } })).toMatchObject({ state: "failed", lastErrorCode: "asks_for_visit" });
  });

  it("and its task stand or fall together, and only for the adult and child of the task", async () => {
    const { note, pupil, mother, father } = await family();
    const task = await callTask(mother.id, pupil.id);
    await expect(noteContact(okafor, note({ adultId: father.id, taskId: task.id }))).rejects.toEqual(new AppError("not_found"));
    await expect(noteContact(okafor, note({ taskId: uuid() }))).rejects.toEqual(new AppError("not_found"));
    expect([await db().contact.count(), await db().task.count({ where: { doneAt: null } })]).toEqual([0, 1]);
    await createTask(db(), { schoolId: school.id, kind: "call", adultId: mother.id, pupilId: pupil.id, dueAt: TEST_NOW, assigneeId: father.id, uniqueKey: "another's" });
    const others = await db().task.findFirstOrThrow({ where: { uniqueKey: "another's" } });
    await expect(noteContact(okafor, note({ taskId: others.id }))).rejects.toEqual(new AppError("not_found"));
    expect(await db().contact.count()).toBe(0);
  });
});

describe("what the office has to arrange", () => {
  const todo = async (ctx: StaffCtx = okafor) => (await listTasks(ctx, {})).tasks.map(({ kind, reason, mine }) => ({ kind, reason, mine }));

  it("is a right number after a wrong one: one task of nobody's while it is open, and another when the next is wrong too", async () => {
    const { note, pupil, mother } = await family();
    const task = await callTask(mother.id, pupil.id);
    await noteContact(okafor, note({ taskId: task.id, outcome: "wrong_number" }));
    await Promise.all([1, 2, 3].map((minute) => noteContact(at(okafor, minute), note({ outcome: "wrong_number" }))));
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    for (const ctx of [okafor, office]) expect(await todo(ctx)).toEqual([{ kind: "follow_up", reason: "wrong_number", mine: false }]);
    const followed = await db().task.findFirstOrThrow({ where: { kind: "follow_up" } });
    await noteContact(okafor, note({ taskId: followed.id, outcome: "wrong_number" }));
    expect(await todo()).toHaveLength(1);
    expect(await db().task.count({ where: { kind: "follow_up" } })).toBe(2);
  });

  it("is what removes a barrier, each by itself; a family that was reached leaves nothing to arrange", async () => {
    const { note } = await family();
    await noteContact(okafor, note({ outcome: "reached" }));
    expect(await todo()).toEqual([]);
    for (const barrier of ["language", "shift", "language"] as const) await noteContact(okafor, note({ outcome: "barrier_found", barrier }));
    expect((await todo()).map(({ reason }) => reason).sort()).toEqual(["barrier_language", "barrier_shift"]);
  });

  it("has words in every language, whatever it is", () => {
    for (const { tag } of languages) for (const cause of followUps) {
      const key = `delivery.reasons.${cause.replaceAll("-", "_")}`;
      expect(translatorFor(tag)(key), `${tag} ${key}`).not.toBe(key);
    }
  });

  it("is a number too that was wrong in a call about no child", async () => {
    const { mother } = await family();
    await createTask(db(), { schoolId: school.id, kind: "call", adultId: mother.id, dueAt: TEST_NOW, uniqueKey: "call-sign-in:x" });
    const { id } = await db().task.findFirstOrThrow({ where: { kind: "call" } });
    await completeTask(okafor, { taskId: id, outcome: "wrong_number" });
    expect(await todo()).toEqual([{ kind: "follow_up", reason: "wrong_number", mine: false }]);
  });
});

describe("what was learned", () => {
  it("changes nothing until a person confirms it, once", async () => {
    const { note, mother, pupil } = await family();
    await noteContact(okafor, note({ learned: [{ learned: "reading", value: ["reads_with_help"] }, { learned: "speaks", value: ["pa"] }] }));
    expect(await db().adult.findUniqueOrThrow({ where: { id: mother.id } })).toMatchObject({ readingNeed: "does_not_read", spokenLanguages: ["ur"] });
    const { waiting } = await getTimeline(okafor, pupil.id);
    expect(waiting.map(({ learned }) => learned).sort()).toEqual(["reading", "speaks"]);
    for (const { id } of waiting) await decideProposal(okafor, { proposalId: id, confirm: true });
    expect(await db().adult.findUniqueOrThrow({ where: { id: mother.id } })).toMatchObject({ readingNeed: "reads_with_help", spokenLanguages: ["pa", "ur"] });
    expect(await db().profileAnswer.findMany({ where: { adultId: mother.id }, select: { source: true, recordedById: true } })).toEqual([1, 2].map(() => ({ source: "adult_told_staff", recordedById: okafor.actor.adultId })));
    await expect(decideProposal(okafor, { proposalId: waiting[0]?.id ?? "", confirm: true })).rejects.toEqual(new AppError("conflict"));
  });

  it("and dropped leaves the profile as it was", async () => {
    const { note, mother } = await family();
    await noteContact(okafor, note({ learned: [{ learned: "reading", value: ["reads"] }] }));
    await decideProposal(okafor, { proposalId: (await db().contactProposal.findFirstOrThrow()).id, confirm: false });
    expect(await db().adult.findUniqueOrThrow({ where: { id: mother.id } })).toMatchObject({ readingNeed: "does_not_read" });
    expect(await db().profileAnswer.count()).toBe(0);
  });
});

it("a parent gets nothing of staff's procedures", async () => {
  const { mother, pupil, note } = await family();
  const caller = createCaller(await contextFor(school, mother.id));
  await expect(caller.contacts.timeline({ pupilId: pupil.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(caller.contacts.note(note())).rejects.toMatchObject({ code: "NOT_FOUND" });
});
