import { wakeSender } from "@/server/features/delivery/commands";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor, openDb, type Tx } from "@/server/lib/db/client";

import { makeSchool } from "../factories/people";
import { caseFamilies, harbourFamilies } from "./cases";
import { buildDelivery } from "./delivery";
import { drawFamilies } from "./families";
import { designFamilies } from "./people";
import { idOf } from "./random";
import { buildReports } from "./reports";
import { buildPeople, type DemoPeople, type SchoolPlan } from "./school";
import type { FamilyData } from "./shape";
import { classNames, classSizes, harbourStaff, kingsgateStaff, parallelTeacher } from "./staff";

/** Adults of families in a school of the demo's own size. */
const ADULTS = 200;
const CREATED_AT = new Date("2026-08-24T08:00:00Z");

export interface SeedOptions {
  /** When the demo opens: what waits, is due or was asked lies around this moment. */
  now: Date;
  /** Times as many classes, pupils and families. A whole number from 1. */
  scale?: number;
}

export interface Seeded {
  schools: SchoolFacts[];
  /** Rows written, by table. */
  counts: Record<string, number>;
}

/**
 * Makes the demo's two schools in an empty database; with a school in it already, does nothing and answers null.
 * The same options give the same rows, ids too.
 */
export async function seedDemo(options: SeedOptions): Promise<Seeded | null> {
  if ((await openDb().school.count()) > 0) return null;
  const counts: Record<string, number> = {};
  const kingsgate = kingsgatePlan(options.now, Math.max(1, Math.floor(options.scale ?? 1)));
  const harbour = harbourPlan(options.now);
  for (const [plan, hosts, isDefault] of [[kingsgate, ["localhost", "127.0.0.1"], true], [harbour, ["harbour.localhost"], false]] as const) {
    await makeSchool({ ...plan.school, hosts: [...hosts], isDefault, createdAt: isDefault ? CREATED_AT : addDays(CREATED_AT, 1) });
    await fillSchool(plan, counts);
  }
  return { schools: [kingsgate.school, harbour.school], counts };
}

function kingsgatePlan(now: Date, scale: number): SchoolPlan {
  const school: SchoolFacts = {
    id: idOf("school:kingsgate"), slug: "kingsgate", name: "Kingsgate School", zone: "Europe/London", nation: "england", schoolType: "maintained",
    phone: "020 7946 0100", email: "office@kingsgate.example", addressLines: ["Gate Lane", "Kingsgate", "KG1 2AB"],
  };
  const written = [...designFamilies, ...caseFamilies];
  const families = [...written];
  const staff = [...kingsgateStaff];
  for (let block = 0; block < scale; block += 1) {
    const own = block === 0;
    const seats = classSizes.map((size, year) => size - (own ? countChildren(written, year) : 0));
    const adults = ADULTS - (own ? new Set(written.flatMap((family) => family.adults.map((adult) => adult.externalId))).size : 0);
    families.push(...drawFamilies({ name: own ? "kingsgate" : `kingsgate-${block}`, seats, adults, everyLanguage: own }));
    if (!own) staff.push(...classNames.map((_name, year) => parallelTeacher(block, year)));
  }
  return { school, domain: "kingsgate.example", staff, families, now };
}

function harbourPlan(now: Date): SchoolPlan {
  const school: SchoolFacts = {
    id: idOf("school:harbour"), slug: "harbour", name: "Harbour School", zone: "Europe/London", nation: "england", schoolType: "academy",
    phone: "020 7946 0190", email: "office@harbour.example", addressLines: ["Quay Street", "Harbour", "HB1 4AA"],
  };
  const drawn = drawFamilies({ name: "harbour", seats: [0, 0, 0, 0, 19], adults: 31, everyLanguage: false });
  return { school, domain: "harbour.example", staff: harbourStaff, families: [...harbourFamilies, ...drawn], now };
}

const countChildren = (families: readonly FamilyData[], year: number): number =>
  families.flatMap((family) => family.children).filter((child) => child.year === year).length;

/** Rows that one statement may carry, by how many values a row has at most. */
const ROWS_AT_ONCE = 2_000;

async function fillSchool(plan: SchoolPlan, counts: Record<string, number>): Promise<void> {
  const { school } = plan;
  const people = buildPeople(plan);
  const reports = buildReports(plan, people);
  const delivery = buildDelivery(plan, people, reports);
  const write = async <Row>(table: string, rows: readonly Row[], insert: (data: Row[]) => Promise<unknown>): Promise<void> => {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await insert(rows.slice(from, from + ROWS_AT_ONCE));
    counts[table] = (counts[table] ?? 0) + rows.length;
  };
  await dbFor(school.id).$transaction(async (tx) => {
    await writePeople(tx, people, write);
    await writePolicy(tx, plan);
    await write("content_text", reports.texts, (data) => tx.text.createMany({ data }));
    await write("segment", reports.segments, (data) => tx.segment.createMany({ data }));
    await write("translation", reports.translations, (data) => tx.translation.createMany({ data }));
    await write("report_round", reports.rounds, (data) => tx.reportRound.createMany({ data }));
    await write("report_publication", reports.publications, (data) => tx.reportPublication.createMany({ data }));
    await write("report", reports.reports, (data) => tx.report.createMany({ data }));
    await write("report_entry", reports.entries, (data) => tx.reportEntry.createMany({ data }));
    await write("report_entry_version", reports.versions, (data) => tx.reportEntryVersion.createMany({ data }));
    await write("report_edition", reports.editions, (data) => tx.reportEdition.createMany({ data }));
    await write("report_receipt", delivery.receipts, (data) => tx.reportReceipt.createMany({ data }));
    await write("message", delivery.messages, (data) => tx.message.createMany({ data }));
    await write("delivery", delivery.deliveries, (data) => tx.delivery.createMany({ data }));
    await write("task", delivery.tasks, (data) => tx.task.createMany({ data }));
    await write("audit_entry", delivery.audits, (data) => tx.auditEntry.createMany({ data }));
    if (delivery.waiting) await wakeSender(tx, school.id, "all");
  }, { timeout: 120_000, maxWait: 20_000 });
}

type Write = <Row>(table: string, rows: readonly Row[], insert: (data: Row[]) => Promise<unknown>) => Promise<void>;

async function writePeople(tx: Tx, people: DemoPeople, write: Write): Promise<void> {
  const links = people.pupils.flatMap((pupil) => pupil.links);
  await write("adult", people.adults, (data) => tx.adult.createMany({ data }));
  await write("staff_post", people.posts, (data) => tx.staffPost.createMany({ data }));
  await write("class_group", people.classes.map((each) => each.row), (data) => tx.classGroup.createMany({ data }));
  await write("teaching_post", people.teaching, (data) => tx.teachingPost.createMany({ data }));
  await write("pupil", people.pupils.map((pupil) => pupil.row), (data) => tx.pupil.createMany({ data }));
  await write("enrolment", people.enrolments, (data) => tx.enrolment.createMany({ data }));
  await write("guardian_link", links.map((link) => link.row), (data) => tx.guardianLink.createMany({ data }));
  await write("restriction", links.flatMap((link) => link.restrictions), (data) => tx.restriction.createMany({ data }));
}

/** What the policy document itself says: who owns it, when it was issued and reviewed, when it is next due. */
async function writePolicy(tx: Tx, plan: SchoolPlan): Promise<void> {
  if (plan.school.slug !== "kingsgate") return;
  const schoolId = plan.school.id;
  const id = idOf("policy:kingsgate");
  await tx.policyDocument.create({
    data: { id, schoolId, ownerRole: "deputy_head", ownerInitials: "TR", issuedOn: new Date("2019-01-01"), nextReviewOn: new Date("2024-09-01") },
  });
  const reviews = [["2019-12-01", "TR"], ["2020-11-01", "RO"], ["2021-09-01", "RO"], ["2022-09-01", "TR"], ["2023-09-01", "TR"]] as const;
  await tx.policyReview.createMany({
    data: reviews.map(([day, initials]) => ({ id: idOf(`review:${day}`), schoolId, documentId: id, reviewedOn: new Date(day), initials })),
  });
}
