import sharp from "sharp";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { claimDue } from "@/server/features/delivery/sending/commands";
import { listTasks } from "@/server/features/delivery/queries";
import { hearNote, transcribeNote } from "@/server/features/languages/speech/commands";
import { listNotes } from "@/server/features/languages/speech/queries";
import { listQueue } from "@/server/features/languages/workbench/queries";
import { restrictAccess } from "@/server/features/people/access/commands";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeTone } from "@/server/testing/factories/speech";
import { statementsOf } from "@/server/testing/statements";

import { flagPost, goAway, openOwn, openTheirs, takeThread, writeDownPost, writeToFamily, writeToSchool } from "./commands";
import { hearThread, hearThreadPart } from "./listening/commands";
import { countNew, findReachable, getFile, getVoice, listFamilyThreads, listStaffThreads } from "./queries";
import { writeInput } from "./schema";

/** BEGIN, COMMIT and the line of the record among them. */
const STATEMENTS = 15;

let school: SchoolFacts;
let teacher: StaffCtx;
let office: StaffCtx;
let pupilId: string;
let classGroupId: string;
let mother: PersonCtx;
let father: PersonCtx;
let motherLink: string;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  const staff = await makeAdult(school, { title: "Ms", familyName: "Patel", posts: ["teacher"] });
  classGroupId = (await makeClass(school, { teacherIds: [staff.id] })).id;
  teacher = await staffContext(school, staff.id);
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  pupilId = (await makePupil(school, { givenName: "Zara", classGroupId })).id;
  const [hers, his] = [
    await makeAdult(school, { givenName: "Amina", spokenLanguages: ["ur"], readingLanguage: "ur", readingNeed: "reads", prefers: ["reading"] }),
    await makeAdult(school, { givenName: "Imran", readingLanguage: "en", readingNeed: "reads", prefers: ["reading"] }),
  ];
  motherLink = (await linkGuardian(school, hers.id, pupilId)).id;
  await linkGuardian(school, his.id, pupilId, { relation: "father", livesWith: false });
  mother = await contextFor(school, hers.id, { locale: "ur" });
  father = await contextFor(school, his.id);
});

const db = () => dbFor(school.id);
const write = (ctx: PersonCtx, more: object) => writeToSchool(ctx, writeInput.parse({ key: uuid(), pupilId, team: "class_teacher", ...more }));
const answer = (ctx: StaffCtx, more: object) => writeToFamily(ctx, { key: uuid(), words: "Zara read well today.", stakes: "ordinary", adultIds: [], files: [], ...more });
const refused = (code: ConstructorParameters<typeof AppError>[0], fields = {}) => new AppError(code, fields);
const mails = () => db().delivery.findMany({ where: { channel: "email" }, select: { nextTryAt: true, message: { select: { adultId: true, kind: true, pupilId: true, args: true } } } });

describe("a family writes", () => {
  it("in its own language: the class teacher reads it, is told in working hours, and is told once", async () => {
    const late = { ...mother, now: new Date("2026-11-27T19:00:00Z") };
    const { threadId } = await write(late, { words: "زارا بیمار ہے۔" });
    await write(late, { words: "وہ کل نہیں آئے گی۔" });
    expect(await mails()).toMatchObject([{ nextTryAt: new Date("2026-11-30T08:00:00Z"), message: { adultId: teacher.actor.adultId, kind: "family_wrote", pupilId: null, args: {} } }]);
    const { lines, waiting } = await listStaffThreads(teacher, { show: "waiting" });
    expect([waiting, lines]).toMatchObject([1, [{ id: threadId, waitingSince: late.now, adult: { language: "ur" }, assignee: null }]]);
    const thread = await openTheirs(teacher, { threadId });
    expect(thread.posts.map(({ words }) => [words?.body, words?.language, words?.sign])).toEqual([["زارا بیمار ہے۔", "ur", "untranslated"], ["وہ کل نہیں آئے گی۔", "ur", "untranslated"]]);
    const { textId } = await db().post.findFirstOrThrow({ orderBy: { at: "asc" } });
    await makeTranslation(school, textId ?? "", "en", ["Zara is ill."]);
    expect((await openTheirs(teacher, { threadId })).posts[0]?.words).toMatchObject({ body: "Zara is ill.", source: "زارا بیمار ہے۔", translated: true });
  });

  it("by voice, which the team hears and the other parent does not, and by a picture that asks for a call", async () => {
    const { threadId } = await write(mother, { voice: makeTone(1) });
    await write(mother, { threadId, sign: "phone_me" });
    const { posts } = await openTheirs(teacher, { threadId });
    expect(posts).toMatchObject([{ voice: { language: "ur" } }, { sign: "phone_me" }]);
    const postId = posts[0]?.id ?? "";
    expect((await getVoice(teacher, postId)).audio.length).toBeGreaterThan(1_000);
    expect((await getVoice(mother, postId)).audio.length).toBeGreaterThan(1_000);
    for (const stranger of [father, office]) await expect(getVoice(stranger, postId)).rejects.toEqual(refused("not_found"));
    expect((await listTasks(office, {})).tasks).toMatchObject([{ kind: "call", reason: "message_phone", adult: { id: mother.actor.adultId } }]);
  });

  it("by voice, which the team alone writes down, in its language or in English, and reads in English", async () => {
    const { threadId } = await write(mother, { voice: makeTone(1) });
    const [{ id: postId } = { id: "" }] = (await openTheirs(teacher, { threadId })).posts;
    const other = await makeAdult(school, { posts: ["teacher"] });
    await makeClass(school, { teacherIds: [other.id] });
    const colleague = await staffContext(school, other.id);
    // The office may know the child, and is another team all the same.
    for (const stranger of [office, colleague]) await expect(writeDownPost(stranger, { postId, language: "en", words: "No." })).rejects.toEqual(refused("not_found"));
    // Nor by the note's own id, though whoever may know the child hears other notes by theirs.
    const note = await db().voiceNote.findFirstOrThrow({ select: { id: true } });
    const byId = () => Promise.allSettled([listNotes(office, { subjectIds: [postId] }), hearNote(office, { noteId: note.id }), transcribeNote(office, { noteId: note.id, body: "No." })]);
    expect(await byId()).toMatchObject([{ value: [] }, { reason: refused("not_found") }, { reason: refused("not_found") }]);
    // The control: the same note of a record that has no rule of its own.
    await db().voiceNote.updateMany({ data: { ofRecord: false } });
    expect(await byId()).toMatchObject([{ value: [{ id: note.id }] }, { status: "fulfilled" }, { status: "fulfilled" }]);
    await db().voiceNote.updateMany({ data: { ofRecord: true, transcriptId: null } });
    await db().text.deleteMany();
    await expect(writeDownPost(teacher, { postId, language: "pl", words: "Nie." })).rejects.toEqual(refused("invalid_input", { language: "other" }));
    expect(await db().text.count()).toBe(0);

    const written = async () => (await openTheirs(teacher, { threadId })).posts[0]?.voice?.written;
    await writeDownPost(teacher, { postId, language: "ur", words: "زارا بیمار ہے۔" });
    expect(await written()).toMatchObject({ body: "زارا بیمار ہے۔", language: "ur", sign: "untranslated" });
    const { transcriptId } = await db().voiceNote.findFirstOrThrow();
    await makeTranslation(school, transcriptId ?? "", "en", ["Zara is ill."]);
    expect(await written()).toMatchObject({ body: "Zara is ill.", language: "en", source: "زارا بیمار ہے۔", translated: true });
    await writeDownPost(teacher, { postId, language: "ur", words: "زارا ٹھیک ہے۔" });
    expect(await written()).toMatchObject({ source: "زارا ٹھیک ہے۔", translated: false });
    await writeDownPost(teacher, { postId, language: "en", words: "Zara is well." });
    expect(await written()).toMatchObject({ body: "Zara is well.", sourceLanguage: "en", sign: null });
    expect(await db().text.findMany({ select: { kind: true, pupilId: true } })).toEqual([{ kind: "messages.reply", pupilId }]);
    expect(await db().auditEntry.count({ where: { action: "languages.transcribe", pupilId, actorId: teacher.actor.adultId } })).toBe(3);
    expect((await openOwn(mother, { threadId })).posts[0]?.voice?.written).toMatchObject({ body: "Zara is well.", sign: "untranslated" });
  });

  it("by voice, and what the school itself said has nothing to be written down, nor a message without a voice", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId], voice: makeTone(1) });
    await write({ ...mother, now: new Date(TEST_NOW.getTime() + 60_000) }, { threadId, words: "شکریہ" });
    const { posts } = await openTheirs(teacher, { threadId });
    expect(posts).toMatchObject([{ side: "school", voice: { language: "en" } }, { side: "family", voice: null }]);
    for (const { id: postId } of posts) await expect(writeDownPost(teacher, { postId, language: "en", words: "No." })).rejects.toEqual(refused("not_found"));
  });

  it("with photos, which are made anew without the place, and documents; other files are refused and nothing is kept", async () => {
    const photo = await sharp({ create: { width: 3_000, height: 900, channels: 3, background: "#0a544d" } }).withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } }).jpeg().toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    await write(mother, { files: [new Uint8Array(photo), new TextEncoder().encode("%PDF-1.7 form")] });
    const files = await db().postFile.findMany({ orderBy: { id: "asc" } });
    expect(files.map(({ type }) => type)).toEqual(["image/jpeg", "application/pdf"]);
    const kept = await sharp(Buffer.from((await getFile(teacher, files[0]?.id ?? "")).bytes)).metadata();
    expect([kept.exif, kept.width]).toEqual([undefined, 1600]);
    for (const stranger of [father, office]) await expect(getFile(stranger, files[0]?.id ?? "")).rejects.toEqual(refused("not_found"));
    const before = await db().post.count();
    await expect(write(mother, { files: [new TextEncoder().encode("<script>alert(1)</script>")] })).rejects.toEqual(refused("invalid_input", { files: "unknown_kind" }));
    await expect(write(mother, { files: [new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])] })).rejects.toEqual(refused("invalid_input", { files: "broken" }));
    expect(await db().post.count()).toBe(before);
  });

  it("does not wait for an answer to its thanks", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId] });
    await write(mother, { threadId, sign: "thanks" });
    expect((await listStaffThreads(teacher, { show: "waiting" })).waiting).toBe(0);
    expect((await mails()).filter(({ message }) => message.kind === "family_wrote")).toEqual([]);
    expect((await openTheirs(teacher, { threadId })).posts.at(-1)).toMatchObject({ sign: "thanks" });
    // The control: a question waits.
    await write(mother, { threadId, sign: "not_clear" });
    expect((await listStaffThreads(teacher, { show: "waiting" })).waiting).toBe(1);
    expect((await mails()).filter(({ message }) => message.kind === "family_wrote")).toHaveLength(1);
  });

  it("sends nothing twice, at once or later, and a key of somebody else's is nobody's", async () => {
    const key = uuid();
    const input = writeInput.parse({ key, pupilId, team: "office", words: "Hello." });
    const sent = await Promise.all([writeToSchool(mother, input), writeToSchool(mother, input), writeToSchool(mother, input)]);
    expect(new Set(sent.map(({ threadId }) => threadId)).size).toBe(1);
    expect(await db().post.count()).toBe(1);
    await writeToSchool(mother, { ...input, key: uuid() });
    expect(await db().post.count()).toBe(2);
    await expect(writeToSchool(father, input)).rejects.toEqual(refused("not_found"));
  });
});

describe("a conversation, heard", () => {
  it("says what its page says, in the reader's language, to its adult alone", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId] });
    const { textId } = await db().post.findFirstOrThrow();
    await makeTranslation(school, textId ?? "", "ur", ["زارا نے آج اچھا پڑھا۔"]);
    const { blocks } = await hearThread(mother, { threadId });
    const sentences = blocks.flatMap((block) => block.sentences);
    const said = sentences.find(({ text }) => text === "زارا نے آج اچھا پڑھا۔");
    expect(said).toMatchObject({ language: "ur", voice: "espeak", openKey: null });
    expect(await countNew(mother)).toEqual({ count: 0 });
    expect((await hearThreadPart(mother, { threadId, part: said?.hash ?? "" })).audio.length).toBeGreaterThan(1_000);
    expect((await hearThreadPart(mother, { threadId, part: 1 })).audio.length).toBeGreaterThan(1_000);
    await expect(hearThread(father, { threadId })).rejects.toEqual(refused("not_found"));
    await expect(hearThreadPart(father, { threadId, part: said?.hash ?? "" })).rejects.toEqual(refused("not_found"));
  }, 60_000);
});

describe("the school writes", () => {
  it("to both parents, each in a conversation of their own that the other never sees", async () => {
    const { told, threadIds } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId, father.actor.adultId] });
    expect([told, threadIds.length]).toEqual([2, 2]);
    const [hers, his] = [await listFamilyThreads(mother), await listFamilyThreads(father)];
    const [herThread, hisThread] = [hers[0]?.threads[0]?.id ?? "", his[0]?.threads[0]?.id ?? ""];
    expect([hers[0]?.threads, his[0]?.threads]).toMatchObject([[{ isNew: true }], [{ isNew: true }]]);
    await write(mother, { threadId: herThread, words: "HERS alone" });
    await expect(openOwn(father, { threadId: herThread })).rejects.toEqual(refused("not_found"));
    await expect(write(father, { threadId: herThread, words: "x" })).rejects.toEqual(refused("not_found"));
    expect(JSON.stringify(await openOwn(father, { threadId: hisThread }))).not.toContain("HERS");
    // The control: what he does not see is there.
    expect(JSON.stringify(await openOwn(mother, { threadId: herThread }))).toContain("HERS");
  });

  it("counts as read from the first look, and what followed it ends", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId] });
    expect([await countNew(mother), await countNew(father)]).toEqual([{ count: 1 }, { count: 0 }]);
    expect((await openTheirs(teacher, { threadId })).seenAt).toBeNull();
    await openOwn(mother, { threadId });
    expect(await countNew(mother)).toEqual({ count: 0 });
    expect((await openTheirs(teacher, { threadId })).seenAt).toEqual(TEST_NOW);
    expect(await db().message.findFirst({ where: { kind: "school_wrote" } })).toMatchObject({ acknowledgedAt: TEST_NOW, ladderAt: null });
  });

  it("rings who reads nothing", async () => {
    const { id } = await makeAdult(school, { givenName: "Hodan", readingNeed: "does_not_read", spokenLanguages: ["so"], phone: "07700 900001" });
    await linkGuardian(school, id, pupilId, { relation: "grandparent", hasCare: true });
    await answer(teacher, { pupilId, team: "class_teacher", adultIds: [id] });
    expect((await listTasks(office, {})).tasks).toMatchObject([{ kind: "call", reason: "school_wrote", adult: { id } }]);
  });

  it("nothing to an adult whom an order keeps from messages, though it was written before the order", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId] });
    const due = () => claimDue(db(), { channel: "email", now: TEST_NOW, leaseUntil: TEST_NOW, limit: 10, urgency: 1_000, not: [] });
    expect((await due()).rows.map(({ kind }) => kind)).toEqual(["school_wrote"]);
    await makeRestriction(school, motherLink, ["messages"]);
    expect((await due()).rows).toEqual([]);
    await expect(answer(teacher, { threadId })).rejects.toEqual(refused("not_allowed", { adultId: "restricted" }));
    await expect(openOwn(mother, { threadId })).rejects.toEqual(refused("not_found"));
    expect(await listFamilyThreads(mother)).toEqual([]);
    expect((await openTheirs(teacher, { threadId })).open).toBe(false);
    expect((await findReachable(teacher, pupilId)).adults.map(({ id }) => id)).toEqual([father.actor.adultId]);
  });

  it("no letters that nobody explained, and keeps nothing of it", async () => {
    const send = (words: string) => answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId], words });
    await expect(send("Zara sees the SALT team.")).rejects.toMatchObject({ code: "invalid_input", fields: { words: "acronym:SALT" } });
    expect([await db().post.count(), await db().text.count(), await db().message.count()]).toEqual([0, 0, 0]);
    expect((await send("Zara sees the SALT (speech and language therapy) team.")).told).toBe(1);
  });

  it("nothing of high stakes that nobody has checked in the reader's language, and keeps nothing half done", async () => {
    await expect(answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId], stakes: "health" })).rejects.toMatchObject({ code: "conflict" });
    expect([await db().thread.count(), await db().post.count(), await db().text.count()]).toEqual([0, 0, 0]);
    // The father reads English: nothing is translated for him.
    expect((await answer(teacher, { pupilId, team: "class_teacher", adultIds: [father.actor.adultId], stakes: "health" })).told).toBe(1);
    // What is about health leaves before all else and says so; the law can wait.
    await answer(teacher, { pupilId, team: "class_teacher", adultIds: [father.actor.adultId], stakes: "legal" });
    expect(await db().message.findMany({ where: { adultId: father.actor.adultId }, orderBy: { urgency: "asc" }, select: { urgency: true, args: true } })).toEqual([{ urgency: 1, args: { child: "Zara", safety: 1 } }, { urgency: 10, args: { child: "Zara" } }]);
  });

  it("to nobody who has no tie to the child", async () => {
    const { id } = await makeAdult(school, { readingLanguage: "en" });
    await expect(answer(teacher, { pupilId, team: "class_teacher", adultIds: [id] })).rejects.toEqual(refused("not_found"));
    expect(await db().thread.count()).toBe(0);
  });
});

describe("who of staff reads what", () => {
  it("is the team, whoever leads, and no parent of the child", async () => {
    const { threadId } = await write(mother, { words: "For the teacher." });
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    const other = await makeAdult(school, { posts: ["teacher"] });
    await makeClass(school, { teacherIds: [other.id] });
    const colleague = await staffContext(school, other.id);
    for (const reader of [teacher, head]) expect((await openTheirs(reader, { threadId })).id).toBe(threadId);
    for (const stranger of [office, colleague]) await expect(openTheirs(stranger, { threadId })).rejects.toEqual(refused("not_found"));
    // A teacher of the class who is the child's parent: the other parent may be writing.
    await linkGuardian(school, teacher.actor.adultId, pupilId, { relation: "father" });
    await expect(openTheirs(teacher, { threadId })).rejects.toEqual(refused("not_found"));
    expect((await listStaffThreads(teacher, { show: "all" })).lines).toEqual([]);
  });

  it("is who steps in while the teacher is away, and not a day longer; families are told", async () => {
    const cover = await makeAdult(school, { title: "Mr", familyName: "Okoro", posts: ["teacher"] });
    const covering = await staffContext(school, cover.id);
    await goAway(teacher, { fromOn: "2026-11-23", untilOn: "2026-11-24", coverId: cover.id });
    const { threadId } = await write(mother, { words: "Hello." });
    expect((await mails()).map(({ message }) => message.adultId)).toEqual([cover.id]);
    expect((await openTheirs(covering, { threadId })).id).toBe(threadId);
    expect((await openOwn(mother, { threadId })).members).toMatchObject([{ name: "Ms Patel", away: { untilOn: new Date("2026-11-24"), cover: { name: "Mr Okoro" } } }]);
    const later = { ...covering, now: new Date("2026-11-25T09:00:00Z") };
    await expect(openTheirs(later, { threadId })).rejects.toEqual(refused("not_found"));
    await expect(goAway(teacher, { fromOn: "2026-11-01", untilOn: "2026-11-02" })).rejects.toEqual(refused("invalid_input", { untilOn: "over" }));
    await expect(goAway(teacher, { fromOn: "2026-12-01", untilOn: "2026-12-02", coverId: mother.actor.adultId })).rejects.toEqual(refused("invalid_input", { coverId: "unknown" }));
  });

  it("is told of the next message alone, once somebody has taken the family on", async () => {
    const second = await makeAdult(school, { posts: ["office"] });
    const { threadId } = await write(mother, { team: "office", words: "One." });
    expect((await mails()).map(({ message }) => message.adultId).sort()).toEqual([office.actor.adultId, second.id].sort());
    await takeThread(office, { threadId, take: true });
    await answer(office, { threadId });
    await db().delivery.deleteMany();
    await write({ ...mother, now: new Date(TEST_NOW.getTime() + 60_000) }, { threadId, words: "Two." });
    expect((await mails()).filter(({ message }) => message.kind === "family_wrote").map(({ message }) => message.adultId)).toEqual([office.actor.adultId]);
  });
});

it("a page costs as many statements with one message as with thirty, and with one conversation as with many", async () => {
  const { threadId } = await write(mother, { words: "One." });
  const costs = async () => {
    const opened = await statementsOf(() => openOwn(mother, { threadId }));
    const listed = await statementsOf(() => listFamilyThreads(mother));
    const staff = await statementsOf(() => listStaffThreads(teacher, { show: "all" }));
    return [opened, listed, staff].map(({ statements }) => statements.length);
  };
  await openOwn(mother, { threadId });
  const before = await costs();
  for (let nth = 0; nth < 30; nth++) await write({ ...mother, now: new Date(TEST_NOW.getTime() + nth * 1_000) }, { threadId, words: `Message ${nth}.` });
  await write(mother, { team: "office", words: "To the office." });
  await write(father, { words: "His." });
  expect(await costs()).toEqual(before);
  expect(before[0]).toBeLessThanOrEqual(STATEMENTS);
});

it("an order entered by the office ends the conversation for that adult in the same moment", async () => {
  const { threadId } = await write(mother, { words: "Hello." });
  expect((await openOwn(mother, { threadId })).id).toBe(threadId);
  await restrictAccess(office, { linkId: motherLink, kind: "other", scopes: ["messages"], document: "Order 1" } as Parameters<typeof restrictAccess>[1]);
  await expect(openOwn(mother, { threadId })).rejects.toEqual(refused("not_found"));
});

describe("a sentence of the school's that is not clear", () => {
  it("lands in the workbench from the family in whose conversation it stands, and from nobody else; what the family wrote is not told so", async () => {
    const { threadIds: [threadId = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [mother.actor.adultId] });
    const { threadIds: [his = ""] } = await answer(teacher, { pupilId, team: "class_teacher", adultIds: [father.actor.adultId], words: "Another word." });
    await write(mother, { threadId, words: "زارا بیمار ہے۔" });
    const posts = (await openOwn(mother, { threadId })).posts;
    const segmentId = posts[0]?.words?.sentences[0]?.id ?? "";
    const inUrdu = { ...father, locale: "ur" };
    for (const thread of [threadId, his]) await expect(flagPost(inUrdu, { threadId: thread, segmentId, kind: "wrong" })).rejects.toEqual(refused("not_found"));
    await expect(flagPost({ ...mother, locale: "pl" }, { threadId, segmentId: posts[1]?.words?.sentences[0]?.id ?? "", kind: "wrong" })).rejects.toEqual(refused("not_found"));
    expect(await db().translationFlag.count()).toBe(0);
    expect([await flagPost(mother, { threadId, segmentId, kind: "wrong" }), await flagPost(mother, { threadId, segmentId, kind: "wrong" })]).toEqual([{ created: true }, { created: false }]);
    expect((await listQueue(office, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId, kind: "messages.post", source: "Zara read well today.", flags: 1 }]);
    expect((await openOwn(mother, { threadId })).posts[0]?.words?.sentences).toMatchObject([{ flagged: true }]);
    // The control of the two refusals: in his own conversation he is heard.
    const own = (await openOwn(inUrdu, { threadId: his })).posts[0]?.words?.sentences[0]?.id ?? "";
    expect(await flagPost(inUrdu, { threadId: his, segmentId: own, kind: "unclear" })).toEqual({ created: true });
    await makeRestriction(school, motherLink, ["messages"]);
    await expect(flagPost(mother, { threadId, segmentId, kind: "unclear" })).rejects.toEqual(refused("not_found"));
  });
});
