import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { hearNote } from "@/server/features/languages/speech/commands";
import { listNotes } from "@/server/features/languages/speech/queries";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeTone } from "@/server/testing/factories/speech";
import { makeVisit } from "@/server/testing/factories/visits";

import { answerVisit, chooseFor, chooseTime } from "../commands";
import { getOwnVisit, getVisit } from "../queries";
import { hearPlace, writeDownPlace } from "./commands";

let school: SchoolFacts;
let worker: StaffCtx;
let visitor: StaffCtx;
let classTeacher: StaffCtx;
let mother: PersonCtx;
let father: PersonCtx;
let linkId: string;
let visitId: string;
let slotIds: string[];

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  const staffOf = async (role: "family_support" | "teacher" | "head") => staffContext(school, (await makeAdult(school, { posts: [role] })).id);
  const head = await staffOf("head");
  [worker, visitor, classTeacher] = [await staffOf("family_support"), await staffOf("teacher"), await staffOf("teacher")];
  const group = await makeClass(school, { teacherIds: [classTeacher.actor.adultId] });
  classTeacher = await staffContext(school, classTeacher.actor.adultId);
  const pupil = await makePupil(school, { givenName: "Zara", classGroupId: group.id });
  const [hers, his] = [await makeAdult(school, { givenName: "Amina", spokenLanguages: ["ur"], readingLanguage: "ur" }), await makeAdult(school)];
  linkId = (await linkGuardian(school, hers.id, pupil.id)).id;
  await linkGuardian(school, his.id, pupil.id, { relation: "father" });
  [mother, father] = [await contextFor(school, hers.id, { locale: "ur" }), await contextFor(school, his.id)];
  ({ visitId, slotIds } = await makeVisit(school, {
    pupilId: pupil.id, adultId: hers.id, plannerId: worker.actor.adultId, leadId: worker.actor.adultId, secondId: visitor.actor.adultId, state: "offered", authorisedById: head.actor.adultId,
  }));
});

const db = () => dbFor(school.id);
const choose = (more: object = {}) => chooseTime(mother, { visitId, slotId: slotIds[0] ?? "", place: "elsewhere", ...more });
const missing = { code: "not_found" };

describe("where a family would meet", () => {
  it("is said with a voice in the place of words; without either nothing is chosen", async () => {
    await expect(choose()).rejects.toMatchObject({ code: "invalid_input", fields: { placeWords: "needed" } });
    await expect(choose({ voice: new TextEncoder().encode("<script>alert(1)</script>") })).rejects.toMatchObject({ code: "invalid_input", fields: { voice: "no_sound" } });
    expect([await db().voiceNote.count(), (await getOwnVisit(mother, { visitId })).state]).toEqual([0, "offered"]);
    await choose({ voice: makeTone(1) });
    expect(await getOwnVisit(mother, { visitId })).toMatchObject({ state: "booked", place: "elsewhere", placeWords: null, spoken: true });
    expect(await getVisit(worker, { visitId })).toMatchObject({ place: "elsewhere", said: { language: "ur", written: null } });
    // Another time at the same place asks for nothing anew.
    await choose({ slotId: slotIds[1] });
    expect((await getOwnVisit(mother, { visitId })).spoken).toBe(true);
  });

  it("is heard by whoever said it and by those who read the visit, who write it down and read it in English; by nobody else", async () => {
    await choose({ voice: makeTone(1) });
    expect((await hearPlace(mother, { visitId })).audio.length).toBeGreaterThan(1_000);
    expect(await db().auditEntry.count({ where: { action: "visits.hear" } })).toBe(0);
    for (const ctx of [worker, visitor]) expect((await hearPlace(ctx, { visitId })).audio.length).toBeGreaterThan(1_000);
    expect(await db().auditEntry.count({ where: { action: "visits.hear", subjectId: visitId } })).toBe(2);
    // The child's own teacher may know the child and does not read the visit: neither by it nor by the note's own id.
    const { id: noteId } = await db().voiceNote.findFirstOrThrow({ select: { id: true } });
    for (const ctx of [classTeacher, father]) await expect(hearPlace(ctx, { visitId })).rejects.toMatchObject(missing);
    await expect(writeDownPlace(classTeacher, { visitId, language: "en", words: "No." })).rejects.toMatchObject(missing);
    await expect(hearNote(classTeacher, { noteId })).rejects.toMatchObject(missing);
    expect(await listNotes(classTeacher, { subjectIds: [visitId] })).toEqual([]);

    await writeDownPlace(visitor, { visitId, language: "ur", words: "سکول کے پاس کیفے" });
    const { transcriptId } = await db().voiceNote.findFirstOrThrow({ select: { transcriptId: true } });
    await makeTranslation(school, transcriptId ?? "", "en", ["The café near the school"]);
    expect((await getVisit(worker, { visitId })).said?.written).toMatchObject({ body: "The café near the school", language: "en", source: "سکول کے پاس کیفے", translated: true });
    // The control: of a note that its record does not keep to itself the teacher hears the same.
    await db().voiceNote.updateMany({ data: { ofRecord: false } });
    expect((await hearNote(classTeacher, { noteId })).audio.length).toBeGreaterThan(1_000);
  });

  it("goes with another place, another answer and another recording, and what was written down of it goes too", async () => {
    const left = async () => [await db().voiceNote.count(), await db().text.count({ where: { kind: "messages.reply" } })];
    const said = async () => {
      await choose({ voice: makeTone(1) });
      await writeDownPlace(worker, { visitId, language: "en", words: "The café." });
      expect(await left()).toEqual([1, 1]);
    };
    await said();
    await choose({ voice: makeTone(2) });
    expect(await left()).toEqual([1, 0]);
    await choose({ place: "home" });
    expect(await left()).toEqual([0, 0]);
    await said();
    await chooseFor(worker, { visitId, slotId: slotIds[0] ?? "", place: "school" });
    expect(await left()).toEqual([0, 0]);
    await said();
    await answerVisit(mother, { visitId, answer: "other_times" });
    expect(await left()).toEqual([0, 0]);
    await said();
    await withOwner((owner) => owner.query("DELETE FROM visit WHERE id = $1", [visitId]));
    expect(await left()).toEqual([0, 0]);
  });

  it("is nobody's of the staff to hear once the school may not visit any more", async () => {
    await choose({ voice: makeTone(1) });
    await makeRestriction(school, linkId, ["messages"]);
    expect(await getVisit(worker, { visitId })).toMatchObject({ state: "cancelled", said: null });
    for (const ctx of [worker, mother]) await expect(hearPlace(ctx, { visitId })).rejects.toMatchObject(missing);
    await expect(writeDownPlace(worker, { visitId, language: "en", words: "No." })).rejects.toMatchObject(missing);
    // The control: the note is there still, and was to be heard but for the order.
    await withOwner((owner) => owner.query("UPDATE visit SET called_off_at = NULL"));
    expect((await hearPlace({ ...worker, now: addDays(TEST_NOW, 1) }, { visitId })).audio.length).toBeGreaterThan(1_000);
  });
});
