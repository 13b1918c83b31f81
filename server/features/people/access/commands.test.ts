import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { findAuditFault } from "@/server/lib/audit/record";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { contextFor, staffContext } from "@/server/testing/context";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool, makeSession } from "@/server/testing/factories/people";
import { withOwner } from "@/server/testing/factories/owner";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";

import { confirmLinks, liftRestriction, restrictAccess, updateLink } from "./commands";
import { explainAccess, getChild, listDue, listPeople, listWaiting } from "./queries";

let school: SchoolFacts;
let office: StaffCtx;

beforeAll(() => prepareEnvironment());

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

async function family() {
  const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
  return { adult, pupil, link: await linkGuardian(school, adult.id, pupil.id) };
}

const restriction = (linkId: string) => ({ linkId, kind: "child_arrangements_order" as const, scopes: ["reports" as const], document: "Order 7" });

describe("a restriction", () => {
  it("ends every session and unused link of the adult in the same transaction, and nobody else's", async () => {
    const [hers, his] = [await family(), await family()];
    await makeSession(office.db, school, hers.adult.id);
    await makeSession(office.db, school, hers.adult.id);
    await makeSession(office.db, school, his.adult.id);
    await office.db.signInToken.create({ data: { schoolId: school.id, adultId: hers.adult.id, kind: "email", tokenHash: "h", expiresAt: new Date("2100-01-01") } });
    expect(await restrictAccess(office, restriction(hers.link.id))).toMatchObject({ sessionsEnded: 2 });
    expect(await office.db.session.count({ where: { adultId: hers.adult.id } })).toBe(0);
    expect(await office.db.session.count({ where: { adultId: his.adult.id } })).toBe(1);
    expect(await office.db.signInToken.count({ where: { adultId: hers.adult.id, usedAt: null } })).toBe(0);
  });

  it("leaves nothing half done when its line in the record cannot be written", async () => {
    const { adult, link } = await family();
    await makeSession(office.db, school, adult.id);
    await withOwner((owner) => owner.query("REVOKE INSERT ON audit_entry FROM kingsgate_app"));
    try {
      await expect(restrictAccess(office, restriction(link.id))).rejects.toThrow();
    } finally {
      await withOwner((owner) => owner.query("GRANT INSERT ON audit_entry TO kingsgate_app"));
    }
    expect(await office.db.restriction.count()).toBe(0);
    expect(await office.db.session.count({ where: { adultId: adult.id } })).toBe(1);
  });

  it("changes the rule's answer at once, and lifting it does too", async () => {
    const { link } = await family();
    const reports = async () => (await explainAccess(office, link.id)).decisions.find(({ scope }) => scope === "reports")?.decision;
    expect(await reports()).toEqual({ allowed: true, rule: "parental_responsibility" });
    const { restrictionId } = await restrictAccess(office, restriction(link.id));
    expect(await reports()).toEqual({ allowed: false, rule: "restricted" });
    await liftRestriction(office, restrictionId);
    expect(await reports()).toEqual({ allowed: true, rule: "parental_responsibility" });
    await expect(liftRestriction(office, restrictionId)).rejects.toEqual(new AppError("not_found"));
  });

  it("is out of reach for another school", async () => {
    const { link } = await family();
    const elsewhere = await makeSchool();
    const stranger = await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["head"] })).id);
    await expect(restrictAccess(stranger, restriction(link.id))).rejects.toEqual(new AppError("not_found"));
    await expect(explainAccess(stranger, link.id)).rejects.toEqual(new AppError("not_found"));
    // The control: with the application's own check off, row-level security alone still hides the row.
    expect(await stranger.db.guardianLink.count({ where: { id: link.id } })).toBe(0);
    expect(await stranger.db.guardianLink.updateMany({ where: { id: link.id }, data: { hasCare: true } })).toEqual({ count: 0 });
    await expect(stranger.db.restriction.create({ data: { ...restriction(link.id), schoolId: school.id, startsOn: new Date() } })).rejects.toThrow();
    // And without the wall (as the owner) the row is there: the wall is what hides it.
    expect((await withOwner((owner) => owner.query("SELECT 1 FROM guardian_link WHERE id = $1", [link.id]))).rowCount).toBe(1);
  });
});

describe("confirming", () => {
  it("gives access to those ticked and to nobody else, once", async () => {
    const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
    const link = await linkGuardian(school, adult.id, pupil.id, { confirmedAt: null });
    const other = await linkGuardian(school, (await makeAdult(school)).id, pupil.id, { confirmedAt: null });
    expect((await listWaiting(office)).links.map(({ id }) => id).sort()).toEqual([link.id, other.id].sort());
    expect(await confirmLinks(office, { links: [link.id] })).toEqual({ confirmed: 1 });
    expect(await confirmLinks(office, { links: [link.id] })).toEqual({ confirmed: 0 });
    expect((await listWaiting(office)).links.map(({ id }) => id)).toEqual([other.id]);
  });

  it("is asked for by number, and orders whose date has come by name, until somebody has looked at them", async () => {
    const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
    await linkGuardian(school, (await makeAdult(school)).id, pupil.id, { confirmedAt: null });
    const link = await linkGuardian(school, adult.id, pupil.id);
    const day = (days: number) => new Date(office.now.getTime() + days * 86_400_000);
    const past = await makeRestriction(school, link.id, ["reports"], { reviewOn: day(-1) });
    await makeRestriction(school, link.id, ["media"], { reviewOn: day(2) });
    const due = await listDue(office);
    expect([due.waiting, due.reviews.map(({ id }) => id)]).toEqual([1, [past.id]]);
    await liftRestriction(office, past.id);
    expect((await listDue(office)).reviews).toEqual([]);
    expect((await listDue({ ...office, now: day(3) })).reviews).toHaveLength(1);
  });

  it("does not make up parental responsibility: unknown still knows nothing until it is entered", async () => {
    const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
    const link = await linkGuardian(school, adult.id, pupil.id, { confirmedAt: null, parentalResponsibility: "unknown" });
    await confirmLinks(office, { links: [link.id] });
    const answer = async () => (await explainAccess(office, link.id)).decisions.some(({ decision }) => decision.allowed);
    expect(await answer()).toBe(false);
    await updateLink(office, { linkId: link.id, parentalResponsibility: "yes", hasCare: false, evidence: "Birth certificate" });
    expect(await answer()).toBe(true);
  });
});

describe("looking at a child", () => {
  it("is written to the record each time, in a chain that holds", async () => {
    const { pupil, link } = await family();
    await getChild(office, pupil.id);
    await explainAccess(office, link.id);
    const lines = await office.db.auditEntry.findMany({ where: { pupilId: pupil.id }, orderBy: { seq: "asc" } });
    expect(lines.map(({ action }) => action)).toEqual(["people.read", "people.explain"]);
    expect(await findAuditFault(office.db, school.id)).toBeNull();
    await withOwner((owner) => owner.query("UPDATE audit_entry SET actor_id = NULL WHERE id = $1", [lines[0]?.id]));
    expect(await findAuditFault(office.db, school.id)).toBe(lines[0]?.seq);
  });

  it("cannot be struck out by the application", async () => {
    const { pupil } = await family();
    await getChild(office, pupil.id);
    await expect(office.db.auditEntry.deleteMany()).rejects.toThrow();
    await expect(office.db.auditEntry.updateMany({ data: { action: "x" } })).rejects.toThrow();
    expect(await office.db.auditEntry.count()).toBeGreaterThan(0);
  });

  it("is for a teacher only in the classes taught, and never round a court order", async () => {
    const teacher = await makeAdult(school, { posts: ["teacher"] });
    const group = await makeClass(school, { teacherIds: [teacher.id] });
    const mine = await makePupil(school, { classGroupId: group.id });
    const other = await makePupil(school);
    const ctx = await staffContext(school, teacher.id);
    expect((await getChild(ctx, mine.id)).id).toBe(mine.id);
    await expect(getChild(ctx, other.id)).rejects.toEqual(new AppError("not_found"));
    const link = await linkGuardian(school, teacher.id, mine.id);
    await makeRestriction(school, link.id, ["reports"]);
    await expect(getChild(ctx, mine.id)).rejects.toEqual(new AppError("not_found"));
    const head = await makeAdult(school, { posts: ["head"] });
    await makeRestriction(school, (await linkGuardian(school, head.id, other.id)).id, ["reports"]);
    await expect(getChild(await staffContext(school, head.id), other.id)).rejects.toEqual(new AppError("not_found"));
  });

  it("shows a local authority officer no child, and nobody anything before the second factor", async () => {
    const { pupil } = await family();
    const officer = await staffContext(school, (await makeAdult(school, { posts: ["authority_officer"] })).id);
    await expect(getChild(officer, pupil.id)).rejects.toEqual(new AppError("not_found"));
    const head = await makeAdult(school, { posts: ["head"] });
    const half = (await contextFor(school, head.id, { secondFactor: false })) as StaffCtx;
    await expect(getChild(half, pupil.id)).rejects.toEqual(new AppError("not_found"));
    expect((await getChild(await staffContext(school, head.id), pupil.id)).id).toBe(pupil.id);
  });

  it("lists fifty at a time and finds by the name of child or adult", async () => {
    for (let n = 0; n < 53; n += 1) await makePupil(school, { familyName: `Row ${String(n).padStart(2, "0")}` });
    const { pupil } = await family();
    const first = await listPeople(office, { search: "Row", waiting: false });
    expect(first.pupils).toHaveLength(50);
    const rest = await listPeople(office, { search: "Row", waiting: false, after: first.next ?? undefined });
    expect(rest.pupils).toHaveLength(3);
    expect(rest.next).toBeNull();
    expect((await listPeople(office, { search: pupil.familyName, waiting: false })).pupils.map(({ id }) => id)).toEqual([pupil.id]);
  });
});
