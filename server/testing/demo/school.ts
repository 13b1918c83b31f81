import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import type { Prisma } from "@/server/lib/db/generated/client";

import { drawProfile } from "./profiles";
import { chanceOf, idOf } from "./random";
import type { AdultData, ChildData, FamilyData } from "./shape";
import { classNames, classSizes, type StaffData } from "./staff";

/** When links of children who were at the school before this year were confirmed, and those of this year's new ones. */
const CONFIRMED_BEFORE = new Date("2025-09-08T09:00:00Z");
const CONFIRMED_NOW = new Date("2026-09-07T09:00:00Z");
const MADE_AT = new Date("2026-09-01T08:00:00Z");
const HOUR = 3_600_000;

export interface SchoolPlan {
  school: SchoolFacts;
  /** Where it is, for the hours of the sun; a school that has not said so shows how that looks. */
  place?: { latitude: number; longitude: number };
  /** Ends every e-mail address of its staff. */
  domain: string;
  staff: readonly StaffData[];
  families: readonly FamilyData[];
  now: Date;
}

type LinkRow = Prisma.GuardianLinkCreateManyInput & { id: string };
type RestrictionRow = Prisma.RestrictionCreateManyInput & { id: string };

/** A child with everything that later rows ask about it. */
export interface DemoPupil {
  row: Prisma.PupilCreateManyInput & { id: string; externalId: string; yearGroup: number };
  classId: string;
  isNew: boolean;
  links: { row: LinkRow; adult: DemoAdult; restrictions: RestrictionRow[] }[];
}

export type DemoAdult = Prisma.AdultCreateManyInput & { id: string; externalId: string; readingNeed: NonNullable<Prisma.AdultCreateManyInput["readingNeed"]> };

export interface DemoClass {
  row: Prisma.ClassGroupCreateManyInput & { id: string; name: string };
  year: number;
  teacher: DemoAdult;
}

/** All rows about people, and the same as things to look up. */
export interface DemoPeople {
  adults: DemoAdult[];
  posts: Prisma.StaffPostCreateManyInput[];
  classes: DemoClass[];
  teaching: Prisma.TeachingPostCreateManyInput[];
  pupils: DemoPupil[];
  enrolments: Prisma.EnrolmentCreateManyInput[];
  byKey: Map<string, DemoAdult>;
}

/** Turns staff and families into rows, with the same ids at every run. */
export function buildPeople(plan: SchoolPlan): DemoPeople {
  const { school, now } = plan;
  const schoolId = school.id;
  const addresses = new Set<string>();
  const people: DemoPeople = { adults: [], posts: [], classes: [], teaching: [], pupils: [], enrolments: [], byKey: new Map() };
  const addAdult = (row: DemoAdult): DemoAdult => {
    people.adults.push(row);
    people.byKey.set(row.externalId, row);
    return row;
  };

  for (const member of plan.staff) {
    const { externalId } = member;
    const email = freeAddress(addresses, member.givenName, member.familyName, plan.domain);
    const row = addAdult({
      id: idOf(externalId), schoolId, externalId, title: member.title, givenName: member.givenName, familyName: member.familyName, email,
      phone: phoneOf(externalId), spokenLanguages: ["en", ...(member.speaks ?? [])], readingLanguage: "en", readingNeed: "reads",
      addressLines: [], createdAt: MADE_AT, updatedAt: MADE_AT,
    });
    for (const role of member.roles) people.posts.push({ id: idOf(`post:${externalId}:${role}`), schoolId, adultId: row.id, role });
    if (member.leads !== undefined) addClass(people, plan, row, member.leads);
  }
  const seated = new Map<number, number>();
  for (const family of plan.families) {
    const pupils = family.children.map((child) => addPupil(people, plan, child, seated));
    for (const data of family.adults) {
      const adult = people.byKey.get(data.externalId) ?? addAdult(adultRow(schoolId, data, addresses));
      if (people.byKey.get(data.externalId) === adult && adult.addressLines?.toString() === "") adult.addressLines = [...data.address];
      const { link } = data;
      for (const [index, child] of family.children.entries()) {
        const pupil = pupils[index];
        if (!pupil || (link.only && !link.only.includes(child.key))) continue;
        const id = idOf(`link:${data.externalId}:${child.key}`);
        const confirmedAt = !link.confirmed ? null : child.year > 0 ? CONFIRMED_BEFORE : CONFIRMED_NOW;
        const row: LinkRow = {
          id, schoolId, adultId: adult.id, pupilId: pupil.row.id, relation: link.relation, parentalResponsibility: link.responsibility,
          evidence: link.evidence, hasCare: link.care, livesWith: link.livesWith, contactOrder: link.order, confirmedAt,
          confirmedById: confirmedAt ? people.byKey.get("demo-person-office")?.id : null,
          removedAt: link.removed ? new Date("2026-06-01T10:00:00Z") : null, createdAt: confirmedAt ?? new Date(now.getTime() - 30 * HOUR),
        };
        pupil.links.push({ row, adult, restrictions: restrictionsOf(people, plan, data, row) });
      }
    }
  }
  return people;
}

function addClass(people: DemoPeople, plan: SchoolPlan, teacher: DemoAdult, year: number): void {
  const nth = people.classes.filter((each) => each.year === year).length;
  const name = `${classNames[year] ?? `Year ${year}`}${nth > 0 ? ` ${nth + 1}` : ""}`;
  const schoolId = plan.school.id;
  const key = `${plan.school.slug}:${name}`;
  const row = { id: idOf(`class:${key}`), schoolId, externalId: `demo-class-${name.toLowerCase().replace(" ", "-")}`, name };
  people.classes.push({ row, year, teacher });
  people.teaching.push({ id: idOf(`teaching:${key}`), schoolId, classGroupId: row.id, adultId: teacher.id });
}

function addPupil(people: DemoPeople, plan: SchoolPlan, child: ChildData, seated: Map<number, number>): DemoPupil {
  const schoolId = plan.school.id;
  const externalId = `demo-pupil-${child.key}`;
  const chance = chanceOf(externalId);
  const ofYear = people.classes.filter((each) => each.year === child.year);
  // Classes are filled one after another: the first of a larger school has the small school's own children.
  const nth = seated.get(child.year) ?? 0;
  seated.set(child.year, nth + 1);
  const group = ofYear[Math.min(Math.floor(nth / (classSizes[child.year] ?? 30)), ofYear.length - 1)];
  if (!group) throw new Error(`no class for year ${child.year}`);
  const pupil: DemoPupil = {
    row: {
      id: idOf(externalId), schoolId, externalId, givenName: child.givenName, familyName: child.familyName, wordingForm: child.form,
      yearGroup: child.year, dateOfBirth: addDays(new Date(Date.UTC(2021 - child.year, 8, 1)), chance.whole(0, 364)),
      lookedAfter: child.lookedAfter ?? false, createdAt: MADE_AT, updatedAt: MADE_AT,
    },
    classId: group.row.id,
    isNew: child.isNew ?? false,
    links: [],
  };
  people.pupils.push(pupil);
  people.enrolments.push({ id: idOf(`enrolment:${externalId}`), schoolId, classGroupId: group.row.id, pupilId: pupil.row.id });
  return pupil;
}

function adultRow(schoolId: string, data: AdultData, addresses: Set<string>): DemoAdult {
  const email = data.email === undefined ? freeAddress(addresses, data.givenName, data.familyName, "family.example") : data.email;
  return {
    id: idOf(data.externalId), schoolId, externalId: data.externalId, title: data.title ?? null, givenName: data.givenName, familyName: data.familyName,
    email, phone: data.phone === null ? null : phoneOf(data.externalId), spokenLanguages: [...data.speaks], readingLanguage: data.reads,
    readingNeed: data.need, needsInterpreter: data.interpreter ?? false, prefers: drawProfile(data).prefers, addressLines: [...data.address], safeAddress: data.safeAddress ?? false,
    createdAt: MADE_AT, updatedAt: MADE_AT,
  };
}

function restrictionsOf(people: DemoPeople, plan: SchoolPlan, data: AdultData, link: LinkRow): RestrictionRow[] {
  const { restriction } = data.link;
  if (!restriction) return [];
  const { reviewOn } = restriction;
  return [{
    id: idOf(`restriction:${link.id}`), schoolId: plan.school.id, linkId: link.id, kind: restriction.kind, scopes: [...restriction.scopes],
    startsOn: new Date(restriction.startsOn), document: restriction.document, createdAt: new Date(restriction.startsOn),
    reviewOn: reviewOn === undefined ? null : typeof reviewOn === "string" ? new Date(reviewOn) : dateOnly(addDays(plan.now, reviewOn)),
    createdById: people.byKey.get("demo-person-doyle")?.id ?? null,
  }];
}

/** Midnight UTC of a moment's day: what a date column keeps. */
export function dateOnly(at: Date): Date {
  return new Date(at.toISOString().slice(0, 10));
}

/** A number that Ofcom keeps for plays and films: 020 7946 0000 to 0999. The school's own, 0100 to 0199, are left out. */
function phoneOf(key: string): string {
  return `020 7946 0${chanceOf(`phone:${key}`).whole(200, 999)}`;
}

function freeAddress(taken: Set<string>, givenName: string, familyName: string, domain: string): string {
  const plain = `${givenName}.${familyName}`.normalize("NFD").replace(/[^A-Za-z.]/g, "").toLowerCase();
  for (let n = 1; ; n += 1) {
    const address = `${plain}${n > 1 ? n : ""}@${domain}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}
