import { v7 as uuid } from "uuid";

import type { SchoolFacts } from "@/server/lib/context";
import { type Db, dbFor } from "@/server/lib/db/client";
import type { AccessScope, StaffRole } from "@/server/lib/db/generated/enums";
import type { Prisma } from "@/server/lib/db/generated/client";

import { withOwner } from "./owner";

let counter = 0;
const next = () => (counter += 1);

/** A school, made as the database's owner makes it: the app's role may not. */
export async function makeSchool(input: Partial<SchoolFacts> & { hosts?: string[]; isDefault?: boolean } = {}): Promise<SchoolFacts> {
  const n = next();
  const school: SchoolFacts = {
    id: input.id ?? uuid(),
    slug: input.slug ?? `school-${n}`,
    name: input.name ?? `School ${n}`,
    zone: input.zone ?? "Europe/London",
    nation: input.nation ?? "england",
    schoolType: input.schoolType ?? "maintained",
    phone: input.phone ?? "020 7946 0100",
    email: input.email ?? `office-${n}@school.example`,
    addressLines: input.addressLines ?? ["Gate Lane", "Kingsgate", "KG1 2AB"],
  };
  await withOwner(async (client) => {
    await client.query(
      `INSERT INTO school (id, slug, name, hosts, is_default, nation, school_type, zone, phone, email, address_lines)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [school.id, school.slug, school.name, input.hosts ?? [], input.isDefault ?? false, school.nation, school.schoolType,
        school.zone, school.phone, school.email, school.addressLines],
    );
  });
  return school;
}

type AdultInput = Partial<Prisma.AdultUncheckedCreateInput> & { posts?: StaffRole[] };

/** An adult of a school, with the posts named. */
export async function makeAdult(school: SchoolFacts, input: AdultInput = {}) {
  const n = next();
  const { posts = [], ...fields } = input;
  const adult = await dbFor(school.id).adult.create({
    data: { givenName: "Sam", familyName: `Adult ${n}`, email: `adult-${n}@family.example`, ...fields, schoolId: school.id },
  });
  for (const role of posts) await dbFor(school.id).staffPost.create({ data: { schoolId: school.id, adultId: adult.id, role } });
  return adult;
}

/** A pupil, in the class when one is given. */
export async function makePupil(
  school: SchoolFacts,
  input: Partial<Prisma.PupilUncheckedCreateInput> & { classGroupId?: string } = {},
) {
  const n = next();
  const { classGroupId, ...fields } = input;
  const pupil = await dbFor(school.id).pupil.create({
    data: { givenName: "Kit", familyName: `Pupil ${n}`, yearGroup: 4, ...fields, schoolId: school.id },
  });
  if (classGroupId) {
    await dbFor(school.id).enrolment.create({ data: { schoolId: school.id, classGroupId, pupilId: pupil.id } });
  }
  return pupil;
}

/** A class with its teachers. */
export async function makeClass(school: SchoolFacts, input: { name?: string; teacherIds?: string[] } = {}) {
  const group = await dbFor(school.id).classGroup.create({ data: { schoolId: school.id, name: input.name ?? `Class ${next()}` } });
  for (const adultId of input.teacherIds ?? []) {
    await dbFor(school.id).teachingPost.create({ data: { schoolId: school.id, classGroupId: group.id, adultId } });
  }
  return group;
}

/** A link between adult and child; confirmed, with parental responsibility, unless told otherwise. */
export async function linkGuardian(
  school: SchoolFacts,
  adultId: string,
  pupilId: string,
  input: Partial<Prisma.GuardianLinkUncheckedCreateInput> = {},
) {
  return dbFor(school.id).guardianLink.create({
    data: { relation: "mother", parentalResponsibility: "yes", confirmedAt: new Date("2026-09-01"), ...input, schoolId: school.id, adultId, pupilId },
  });
}

/** A restriction on a link. */
export async function makeRestriction(
  school: SchoolFacts,
  linkId: string,
  scopes: AccessScope[],
  input: Partial<Prisma.RestrictionUncheckedCreateInput> = {},
) {
  return dbFor(school.id).restriction.create({
    data: { kind: "child_arrangements_order", document: "Order 1", startsOn: new Date("2026-01-01"), ...input, scopes, schoolId: school.id, linkId },
  });
}

type SessionInput = { secondFactor?: boolean; expiresAt?: Date };

/** A session for each of these adults, with its raw token (what the cookie holds), in their order. Staff get the second factor unless told otherwise. */
export async function makeSessions(db: Db, school: SchoolFacts, adultIds: readonly string[], input: SessionInput = {}): Promise<string[]> {
  const { hashToken } = await import("@/server/lib/auth/tokens");
  const made = adultIds.map((adultId) => ({ adultId, token: uuid() }));
  await db.session.createMany({
    data: made.map(({ adultId, token }) => ({
      schoolId: school.id,
      adultId,
      tokenHash: hashToken(token),
      expiresAt: input.expiresAt ?? new Date(Date.now() + 86_400_000),
      secondFactorAt: input.secondFactor === false ? null : new Date(),
    })),
  });
  return made.map(({ token }) => token);
}

/** The same for one adult. */
export async function makeSession(db: Db, school: SchoolFacts, adultId: string, input: SessionInput = {}): Promise<string> {
  return (await makeSessions(db, school, [adultId], input))[0] as string;
}
