import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { applyRun, importOneRoster, importUpload, previewOneRoster } from "@/server/testing/factories/imports";
import { carerRow, linksCsv, type OneRosterData, pupilRow, teacherRow, uploadsOf } from "@/server/testing/factories/oneroster";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeSchool, makeSession } from "@/server/testing/factories/people";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "only-for-tests-only-for-tests-only-for-tests";
});

let school: SchoolFacts;
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const db = () => dbFor(school.id);

const export1 = (): OneRosterData => ({
  users: [
    pupilRow({ sourcedId: "p1", givenName: "Sana", familyName: "Iqbal", grades: "04", agentSourcedIds: "a1,a2" }),
    pupilRow({ sourcedId: "p2", givenName: "Yusuf", familyName: "Iqbal", grades: "R", agentSourcedIds: "a1" }),
    carerRow({ sourcedId: "a1", givenName: "Amina", familyName: "Iqbal", email: "Amina@Family.example", agentSourcedIds: "p1,p2" }),
    carerRow({ sourcedId: "a2", role: "relative", givenName: "Tariq", familyName: "Iqbal", phone: "07700 900123", agentSourcedIds: "p1" }),
    teacherRow({ sourcedId: "t1", givenName: "Priya", familyName: "Patel", email: "patel@school.example", password: "secret" }),
    teacherRow({ sourcedId: "o1", role: "administrator", givenName: "Jo", familyName: "Reed", email: "reed@school.example" }),
  ],
  demographics: [{ sourcedId: "p1", birthDate: "2017-12-01", sex: "female" }, { sourcedId: "p2", birthDate: "2021-10-05", sex: "" }],
  classes: [{ sourcedId: "c1", title: "Willow" }],
  enrollments: [
    { sourcedId: "e1", classSourcedId: "c1", userSourcedId: "p1", role: "student" },
    { sourcedId: "e2", classSourcedId: "c1", userSourcedId: "p2", role: "student" },
    { sourcedId: "e3", classSourcedId: "c1", userSourcedId: "t1", role: "teacher", primary: "true" },
  ],
});

const without = (data: OneRosterData, id: string): OneRosterData => ({
  ...data,
  users: data.users?.filter((row) => row.sourcedId !== id).map((row) => ({ ...row, agentSourcedIds: String(row.agentSourcedIds ?? "").split(",").filter((other) => other !== id).join(",") })),
  demographics: data.demographics?.filter((row) => row.sourcedId !== id),
  enrollments: data.enrollments?.filter((row) => row.userSourcedId !== id),
});

/** The system column that changes with every write to a row, for all tables of the school's people. */
async function writeMarks(): Promise<string[]> {
  const tables = ["pupil", "adult", "guardian_link", "class_group", "enrolment", "teaching_post", "staff_post", "session"];
  return withOwner(async (client) => {
    const selects = tables.map((table) => `SELECT '${table} ' || id || ' ' || xmin AS mark FROM ${table}`);
    return (await client.query<{ mark: string }>(`${selects.join(" UNION ALL ")} ORDER BY mark`)).rows.map((row) => row.mark);
  });
}

describe("a first import", () => {
  it("brings in pupils, adults, links, classes and posts, with no access for anybody", async () => {
    const { run, preview } = await importOneRoster(school, export1());
    expect(preview.summary.counts).toMatchObject({
      pupil: { added: 2, removed: 0 }, adult: { added: 4 }, link: { added: 3 }, class: { added: 1 }, enrolment: { added: 2 }, teaching: { added: 1 },
    });
    expect(preview.summary.samples).toContainEqual({ kind: "link", change: "added", names: ["Amina Iqbal", "Sana Iqbal"] });
    expect(run).toMatchObject({ state: "applied", done: run.total, summary: { samples: [] } });
    const pupils = await db().pupil.findMany({ orderBy: { externalId: "asc" }, include: { enrolments: true } });
    expect(pupils).toMatchObject([
      { externalId: "p1", givenName: "Sana", yearGroup: 4, wordingForm: "she", dateOfBirth: new Date("2017-12-01") },
      { externalId: "p2", yearGroup: 0, wordingForm: "they", dateOfBirth: new Date("2021-10-05") },
    ]);
    expect(pupils.every((pupil) => pupil.enrolments.length === 1)).toBe(true);
    const links = await db().guardianLink.findMany({ include: { adult: true, pupil: true }, orderBy: [{ pupil: { externalId: "asc" } }, { adult: { externalId: "asc" } }] });
    expect(links.map((link) => [link.adult.externalId, link.pupil.externalId, link.relation, link.confirmedAt])).toEqual([
      ["a1", "p1", "other", null], ["a2", "p1", "relative", null], ["a1", "p2", "other", null],
    ]);
    expect(await db().adult.findFirst({ where: { externalId: "a1" } })).toMatchObject({ email: "amina@family.example" });
    const posts = await db().staffPost.findMany({ include: { adult: true } });
    expect(posts.map((post) => [post.adult.externalId, post.role]).sort()).toEqual([["o1", "office"], ["t1", "teacher"]]);
    const [audit] = await db().auditEntry.findMany({ where: { action: "people.importApply" } });
    expect(audit?.detail).toMatchObject({ "pupil.added": 2 });
  });

  it("stores no password and leaves nothing staged", async () => {
    const { run } = await importOneRoster(school, export1());
    expect(await db().importRow.count()).toBe(0);
    expect(await db().importChunk.count({ where: { runId: run.id } })).toBe(0);
    const dump = await withOwner((client) => client.query("SELECT a::text AS row FROM adult a UNION ALL SELECT r::text FROM import_run r UNION ALL SELECT e::text FROM audit_entry e"));
    expect(JSON.stringify(dump.rows)).not.toContain("secret");
    expect(JSON.stringify(dump.rows)).toContain("patel@school.example");
  });

  it("reads version 1.2 with roles.csv and preferred names", async () => {
    const bare = (row: Record<string, string | number | undefined>) => ({ ...row, role: undefined });
    const data = export1();
    await importOneRoster(school, {
      ...data,
      version: "1.2.1",
      users: data.users?.map((row) => bare(row.sourcedId === "p1" ? { ...row, preferredGivenName: "Sunny" } : row)),
      roles: [...["p1", "p2"].map((id) => ({ id, role: "student" })), ...["a1", "a2"].map((id) => ({ id, role: "guardian" })),
        { id: "t1", role: "teacher" }, { id: "t1", role: "parent" }, { id: "o1", role: "siteAdministrator" }]
        .map(({ id, role }, n) => ({ sourcedId: `r${n}`, userSourcedId: id, roleType: "primary", role, orgSourcedId: "school" })),
    });
    expect(await db().pupil.count()).toBe(2);
    expect(await db().pupil.findFirst({ where: { externalId: "p1" } })).toMatchObject({ givenName: "Sunny" });
    expect(await db().staffPost.findMany({ orderBy: { role: "asc" }, select: { role: true } })).toEqual([{ role: "teacher" }, { role: "office" }]);
  });
});

describe("the same file again", () => {
  it("writes nothing to the school's people", async () => {
    const data = { ...export1(), links: [{ adult: "a1", pupil: "p1", relation: "mother", parental_responsibility: "yes", reading_language: "Urdu" }] };
    await importOneRoster(school, data);
    const before = await writeMarks();
    const { preview } = await importOneRoster(school, data);
    expect(Object.values(preview.summary.counts).map((counts) => counts.added + counts.changed + counts.removed)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await writeMarks()).toEqual(before);
    // The control: one change in the file is one row written, so the marks do see writes.
    await importOneRoster(school, { ...data, demographics: [{ sourcedId: "p1", birthDate: "2017-12-02", sex: "female" }, { sourcedId: "p2", birthDate: "2021-10-05" }] });
    expect((await writeMarks()).filter((mark) => !before.includes(mark))).toHaveLength(1);
  });

  it("leaves what staff have mended by hand, and changes only what changed in the file", async () => {
    await importOneRoster(school, export1());
    await db().adult.updateMany({ where: { externalId: "a2" }, data: { email: "tariq@family.example", familyName: "Iqbal-Shah" } });
    await db().pupil.updateMany({ where: { externalId: "p2" }, data: { wordingForm: "he" } });
    const data = export1();
    await importOneRoster(school, { ...data, users: data.users?.map((row) => (row.sourcedId === "a2" ? { ...row, phone: "07700 900999" } : row)) });
    expect(await db().adult.findFirst({ where: { externalId: "a2" } })).toMatchObject({ email: "tariq@family.example", familyName: "Iqbal-Shah", phone: "07700 900999" });
    expect(await db().pupil.findFirst({ where: { externalId: "p2" } })).toMatchObject({ wordingForm: "he" });
  });

  it("takes new ids for the same places in classes as no change", async () => {
    await importOneRoster(school, export1());
    const data = export1();
    const { preview } = await importOneRoster(school, { ...data, enrollments: data.enrollments?.map((row, n) => ({ ...row, sourcedId: `e${((n + 1) % 3) + 1}` })) });
    expect(preview.summary.counts.enrolment).toMatchObject({ added: 0, changed: 0, removed: 0, same: 2 });
    expect(await db().enrolment.count({ where: { endedAt: null } })).toBe(2);
  });
});

describe("what a bulk file leaves out", () => {
  it("goes, is shown before, and ends sessions in the same transaction; coming back needs confirmation again", async () => {
    await importOneRoster(school, export1());
    const amina = await db().adult.findFirstOrThrow({ where: { externalId: "a1" } });
    await db().guardianLink.updateMany({ data: { confirmedAt: new Date("2026-09-02") } });
    await makeSession(db(), school, amina.id, { secondFactor: false });
    const { preview } = await importOneRoster(school, without(export1(), "a1"));
    expect(preview.summary.counts).toMatchObject({ adult: { removed: 1, same: 3 }, link: { removed: 2, same: 1 } });
    expect(preview.summary.samples).toContainEqual({ kind: "adult", change: "removed", names: ["Amina Iqbal"] });
    expect(await db().adult.findFirst({ where: { id: amina.id } })).toMatchObject({ removedAt: expect.any(Date), email: null });
    expect(await db().session.count()).toBe(0);
    expect(await db().guardianLink.count({ where: { removedAt: null } })).toBe(1);

    const back = await importOneRoster(school, export1());
    expect(back.preview.summary.counts).toMatchObject({ adult: { added: 1, revived: 1 }, link: { added: 2, revived: 2 } });
    expect(await db().adult.findFirst({ where: { externalId: "a1" } })).toMatchObject({ id: amina.id, removedAt: null, email: "amina@family.example" });
    const links = await db().guardianLink.findMany({ where: { adultId: amina.id } });
    expect(links.map((link) => [link.removedAt, link.confirmedAt])).toEqual([[null, null], [null, null]]);
    expect(await db().guardianLink.count({ where: { confirmedAt: { not: null } } })).toBe(1);
  });

  it("ends a teacher's post, and a pupil's place", async () => {
    await importOneRoster(school, export1());
    await importOneRoster(school, without(without(export1(), "t1"), "p2"));
    expect(await db().staffPost.findFirst({ where: { role: "teacher" } })).toMatchObject({ endedAt: expect.any(Date) });
    expect(await db().teachingPost.count({ where: { endedAt: null } })).toBe(0);
    expect(await db().enrolment.count({ where: { endedAt: null } })).toBe(1);
    await importOneRoster(school, export1());
    expect(await db().staffPost.count({ where: { endedAt: null } })).toBe(2);
    expect(await db().teachingPost.count({ where: { endedAt: null } })).toBe(1);
    expect(await db().enrolment.count({ where: { endedAt: null } })).toBe(2);
  });

  it("never touches what was made by hand", async () => {
    await importOneRoster(school, export1());
    const neighbour = await makeAdult(school, { familyName: "Hart" });
    const visitor = await makePupil(school, {});
    const amina = await db().adult.findFirstOrThrow({ where: { externalId: "a1" } });
    await linkGuardian(school, amina.id, visitor.id);
    await linkGuardian(school, neighbour.id, visitor.id);
    const before = (await writeMarks()).filter((mark) => mark.includes(visitor.id) || mark.includes(neighbour.id) || mark.startsWith("guardian_link"));
    await importOneRoster(school, export1());
    expect(await writeMarks()).toEqual(expect.arrayContaining(before));
    expect(await db().guardianLink.count({ where: { confirmedAt: { not: null } } })).toBe(2);
  });

  it("keeps whoever holds a post that the school itself gave, and signs nobody of them out", async () => {
    await importOneRoster(school, export1());
    const reed = await db().adult.findFirstOrThrow({ where: { externalId: "o1" } });
    await db().staffPost.create({ data: { schoolId: school.id, adultId: reed.id, role: "head" } });
    await makeSession(db(), school, reed.id);
    const { preview } = await importOneRoster(school, without(without(export1(), "o1"), "t1"));
    expect(preview.summary.counts.adult).toMatchObject({ removed: 1 });
    expect(await db().adult.findFirst({ where: { id: reed.id } })).toMatchObject({ removedAt: null, email: "reed@school.example" });
    expect(await db().session.count()).toBe(1);
    // Coming back is no news: nothing is written.
    const { preview: again } = await importOneRoster(school, without(export1(), "t1"));
    expect(again.summary.counts.adult).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it("stays away when a person took it away by hand", async () => {
    await importOneRoster(school, export1());
    await db().guardianLink.updateMany({ where: { adult: { externalId: "a2" } }, data: { removedAt: new Date("2026-10-01") } });
    await importOneRoster(school, export1());
    expect(await db().guardianLink.count({ where: { removedAt: null } })).toBe(2);
  });

  it("is refused when it is not what the person saw", async () => {
    await importOneRoster(school, export1());
    const { run } = await previewOneRoster(school, without(export1(), "a1"));
    await db().guardianLink.updateMany({ where: { adult: { externalId: "a1" }, pupil: { externalId: "p2" } }, data: { removedAt: new Date("2026-10-01") } });
    const marks = await writeMarks();
    const after = await applyRun(school, run.id);
    expect(after.state).toBe("refused");
    expect(await writeMarks()).toEqual(marks);
  });
});

describe("a delta", () => {
  const stamp = { status: "active", dateLastModified: "2026-11-01T08:00:00.000Z" };

  it("touches only the rows that it names", async () => {
    await importOneRoster(school, export1());
    const { preview } = await importOneRoster(school, {
      mode: "delta",
      users: [
        { ...stamp, ...pupilRow({ sourcedId: "p2", givenName: "Yusuf", familyName: "Shah", grades: "R", agentSourcedIds: "a2" }) },
        { ...stamp, ...carerRow({ sourcedId: "a3", givenName: "Noor", familyName: "Shah", agentSourcedIds: "p1" }) },
        { ...carerRow({ sourcedId: "o1" }), ...stamp, status: "tobedeleted" },
      ],
      demographics: [{ ...stamp, sourcedId: "p1", birthDate: "2017-12-03", sex: "female" }],
      enrollments: [{ ...stamp, sourcedId: "e1", classSourcedId: "c1", userSourcedId: "p1", role: "student", status: "tobedeleted" }],
    });
    expect(preview.summary.counts).toMatchObject({
      pupil: { added: 0, changed: 2, removed: 0 }, adult: { added: 1, removed: 1, changed: 0 }, enrolment: { added: 0, removed: 1 },
      // p2's row no longer names a1, but a1's own row still stands and names p2.
      link: { added: 2, removed: 0 },
    });
    expect(await db().pupil.findFirst({ where: { externalId: "p2" } })).toMatchObject({ familyName: "Shah", dateOfBirth: new Date("2021-10-05") });
    expect(await db().staffPost.count({ where: { endedAt: null } })).toBe(1);
    const pairs = await db().guardianLink.findMany({ where: { removedAt: null }, select: { adult: { select: { externalId: true } }, pupil: { select: { externalId: true } } } });
    expect(pairs.map((link) => `${link.adult.externalId} ${link.pupil.externalId}`).sort()).toEqual(["a1 p1", "a1 p2", "a2 p1", "a2 p2", "a3 p1"]);
  });

  it("ends a link when the last side that stated it lets go", async () => {
    await importOneRoster(school, export1());
    await importOneRoster(school, { mode: "delta", users: [{ ...stamp, ...pupilRow({ sourcedId: "p2", givenName: "Yusuf", familyName: "Iqbal", grades: "R" }) }] });
    expect(await db().guardianLink.count({ where: { removedAt: null } })).toBe(3);
    await importOneRoster(school, {
      mode: "delta",
      users: [{ ...stamp, ...carerRow({ sourcedId: "a1", givenName: "Amina", familyName: "Iqbal", email: "amina@family.example", agentSourcedIds: "p1" }) }],
    });
    expect(await db().guardianLink.count({ where: { removedAt: null } })).toBe(2);
  });
});

describe("links.csv", () => {
  const links = linksCsv([
    { adult: "a1", pupil: "p1", relation: "mother", parental_responsibility: "yes", evidence: "birth certificate", care: "yes", lives_with: "yes", contact_order: 1,
      spoken_language: "URD; Panjabi", reading_language: "ur", reading_need: "reads with help", postal_address: "1 Gate Lane\nKingsgate\nKG1 2AB", safe_address: "yes" },
    { adult: "a1", pupil: "p2", relation: "mother", parental_responsibility: "unknown" },
  ]);

  it("alone updates links and what is known of the adult, and adds a link OneRoster did not have", async () => {
    await importOneRoster(school, export1());
    const { preview } = await importUpload(school, uploadsOf({ name: "our links.csv", bytes: `${links}a2,p2,uncle,no,,,,,,,,,\r\n` }));
    expect(preview.summary.counts).toMatchObject({ link: { added: 1, changed: 2, same: 1, removed: 0 }, adult: { changed: 1 } });
    expect(await db().adult.findFirst({ where: { externalId: "a1" } })).toMatchObject({
      spokenLanguages: ["ur", "pa"], readingLanguage: "ur", readingNeed: "reads_with_help", addressLines: ["1 Gate Lane", "Kingsgate", "KG1 2AB"], safeAddress: true,
    });
    expect(await db().guardianLink.findFirst({ where: { adult: { externalId: "a1" }, pupil: { externalId: "p1" } } })).toMatchObject({
      relation: "mother", parentalResponsibility: "yes", evidence: "birth certificate", hasCare: true, livesWith: true, contactOrder: 1, confirmedAt: null,
    });
    // A link that only links.csv states stays when the pupil system's file is read again.
    await importOneRoster(school, export1());
    expect(await db().guardianLink.findFirst({ where: { adult: { externalId: "a2" }, pupil: { externalId: "p2" } } })).toMatchObject({ removedAt: null, relation: "relative" });
  });

  it("may come beside the zip", async () => {
    const { makeOneRosterZip } = await import("@/server/testing/factories/oneroster");
    await importUpload(school, uploadsOf({ name: "export.zip", bytes: await makeOneRosterZip(export1()) }, { name: "links.csv", bytes: links }));
    expect(await db().guardianLink.count({ where: { relation: "mother" } })).toBe(2);
  });

  it("asks the school again before a shut link opens, and lets an open one stay open", async () => {
    await importOneRoster(school, export1());
    await db().guardianLink.updateMany({ data: { confirmedAt: new Date("2026-09-02") } });
    await db().guardianLink.updateMany({ where: { pupil: { externalId: "p2" } }, data: { parentalResponsibility: "yes" } });
    await importUpload(school, uploadsOf({ name: "links.csv", bytes: links }));
    const confirmed = await db().guardianLink.findMany({ where: { adult: { externalId: "a1" } }, orderBy: { pupil: { externalId: "asc" } } });
    expect(confirmed.map((link) => [link.parentalResponsibility, link.confirmedAt === null])).toEqual([["yes", true], ["unknown", false]]);
  });
});

it("lets two adults swap addresses, and one take the address of somebody who leaves", async () => {
  const data = export1();
  await importOneRoster(school, data);
  const emails: Record<string, string> = { t1: "reed@school.example", o1: "patel@school.example", a2: "amina@family.example" };
  const next = without({ ...data, users: data.users?.map((row) => ({ ...row, email: emails[String(row.sourcedId)] ?? row.email })) }, "a1");
  await importOneRoster(school, next);
  const adults = await db().adult.findMany({ where: { removedAt: null }, orderBy: { externalId: "asc" }, select: { externalId: true, email: true } });
  expect(adults).toEqual([
    { externalId: "a2", email: "amina@family.example" }, { externalId: "o1", email: "patel@school.example" }, { externalId: "t1", email: "reed@school.example" },
  ]);
});
