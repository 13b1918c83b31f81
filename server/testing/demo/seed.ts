import type pg from "pg";

import { wakeSender } from "@/server/features/delivery/commands";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";

import { withOwner } from "../factories/owner";
import { insertRows } from "../factories/rows";
import { buildCalendar } from "./calendar";
import { caseFamilies, harbourFamilies } from "./cases";
import { buildContacts } from "./contacts";
import { buildDelivery } from "./delivery";
import { drawFamilies } from "./families";
import { designFamilies } from "./people";
import { buildAnswers } from "./profiles";
import { buildMeetings } from "./meetings";
import { buildMessages } from "./messages";
import { buildVisits } from "./visits";
import { buildEvents } from "./events";
import { buildNewsletters, paintSea } from "./newsletters";
import { idOf } from "./random";
import { buildReports } from "./reports";
import { buildCelebrations, paintFilm } from "./celebrations";
import { buildRewards, paintReader } from "./rewards";
import { buildPeople, type SchoolPlan } from "./school";
import type { FamilyData } from "./shape";
import { buildTranslation } from "./translation";
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
  const kingsgate = { plan: kingsgatePlan(options.now, Math.max(1, Math.floor(options.scale ?? 1))), hosts: ["localhost", "127.0.0.1"], isDefault: true };
  const harbour = { plan: harbourPlan(options.now), hosts: ["harbour.localhost"], isDefault: false };
  const counts: Record<string, number> = {};
  const waiting: string[] = [];
  // One transaction for all: a seed that was stopped leaves an empty database, which the next one fills.
  const made = await withOwner(async (client) => {
    await client.query("BEGIN");
    await client.query("LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE");
    if ((await client.query("SELECT 1 FROM school LIMIT 1")).rowCount) return false;
    for (const [nth, { plan, hosts, isDefault }] of [kingsgate, harbour].entries()) {
      await insertRows(client, "school", [{ ...plan.school, ...plan.place, hosts, isDefault, createdAt: addDays(CREATED_AT, nth) }]);
      if ((await fillSchool(client, plan, counts)).waiting) waiting.push(plan.school.id);
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return true;
  });
  if (!made) return null;
  for (const schoolId of waiting) await dbFor(schoolId).$transaction((tx) => wakeSender(tx, schoolId, "all"));
  return { schools: [kingsgate.plan.school, harbour.plan.school], counts };
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
  return { school, place: { latitude: 51.53, longitude: -0.04 }, domain: "kingsgate.example", staff, families, now };
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

async function fillSchool(client: pg.ClientBase, plan: SchoolPlan, counts: Record<string, number>): Promise<{ waiting: boolean }> {
  const people = buildPeople(plan);
  const reports = buildReports(plan, people);
  const delivery = buildDelivery(plan, people, reports);
  const translation = buildTranslation(plan, people, reports);
  const contacts = buildContacts(plan, people);
  const messages = buildMessages(plan, people);
  const visits = buildVisits(plan, people);
  const meetings = buildMeetings(plan, people);
  const news = buildNewsletters(plan, people, await paintSea());
  const rewards = buildRewards(plan, people, await paintReader());
  const celebrations = buildCelebrations(plan, people, await paintFilm());
  const events = buildEvents(plan, people);
  const calendar = buildCalendar(plan, people);
  const links = people.pupils.flatMap((pupil) => pupil.links);
  const write = async <Row extends object>(table: string, rows: readonly Row[]): Promise<void> => {
    counts[table] = (counts[table] ?? 0) + (await insertRows(client, table, rows));
  };
  await write("adult", people.adults);
  await write("staff_post", people.posts);
  await write("profile_answer", buildAnswers(plan, people));
  await write("class_group", people.classes.map((each) => each.row));
  await write("teaching_post", people.teaching);
  await write("pupil", people.pupils.map((pupil) => pupil.row));
  await write("enrolment", people.enrolments);
  await write("guardian_link", links.map((link) => link.row));
  await write("restriction", links.flatMap((link) => link.restrictions));
  const policy = policyOf(plan);
  await write("policy_document", policy.documents);
  await write("policy_review", policy.reviews);
  await write("content_text", [...reports.texts, ...contacts.texts, ...messages.texts, ...news.texts, ...visits.texts, ...rewards.texts, ...celebrations.texts, ...events.texts, ...meetings.texts, ...calendar.texts]);
  await write("segment", [...reports.segments, ...contacts.segments, ...messages.segments, ...news.segments, ...visits.segments, ...rewards.segments, ...celebrations.segments, ...events.segments, ...meetings.segments, ...calendar.segments]);
  await write("translation", [...reports.translations, ...contacts.translations, ...messages.translations, ...news.translations, ...visits.translations, ...rewards.translations, ...celebrations.translations, ...events.translations, ...meetings.translations, ...calendar.translations]);
  await write("translation_change", translation.changes);
  await write("translation_flag", translation.flags);
  await write("glossary_term", translation.terms);
  await write("translation_call", translation.calls);
  await write("report_round", reports.rounds);
  await write("report_publication", reports.publications);
  await write("report", reports.reports);
  await write("report_entry", reports.entries);
  await write("report_entry_version", reports.versions);
  await write("report_edition", reports.editions);
  await write("report_receipt", delivery.receipts);
  await write("newsletter", news.newsletters.map((row) => ({ ...row, state: "draft" })));
  await write("school_date", calendar.dates);
  await write("event", events.events);
  await write("event_session", events.sessions);
  await write("guest", events.guests);
  await write("event_booking", events.bookings);
  if (events.bookings.length > 0) await client.query("SELECT setval('event_arrival', $1)", [events.bookings.length]);
  await write("newsletter_block", news.blocks);
  await write("newsletter_picture", news.pictures);
  // A newsletter that has gone out takes no more pieces, so it goes out last.
  for (const { id, state } of news.newsletters) await client.query("UPDATE newsletter SET state = $2::newsletter_state WHERE id = $1", [id, state]);
  await write("message", [...delivery.messages, ...news.messages, ...visits.messages, ...rewards.messages, ...celebrations.messages]);
  await write("reward_photo", rewards.photos);
  await write("reward_photo_child", rewards.inPhotos);
  await write("success", rewards.successes);
  await write("success_reply", rewards.replies);
  await write("photo_consent", rewards.consents);
  await write("celebration", celebrations.celebrations);
  await write("celebration_pupil", celebrations.pupils);
  await write("celebration_answer", celebrations.answers);
  await write("celebration_clip", celebrations.clips);
  await write("celebration_clip_child", celebrations.inClips);
  await write("visit", visits.visits);
  await write("visit_slot", visits.slots);
  await write("delivery", [...delivery.deliveries, ...news.deliveries, ...visits.deliveries, ...rewards.deliveries, ...celebrations.deliveries]);
  await write("meeting_round", meetings.rounds);
  await write("meeting_room", meetings.rooms);
  await write("meeting_session", meetings.sessions);
  await write("meeting_interpreter", meetings.interpreters);
  await write("meeting_interpreter_hour", meetings.hours);
  await write("meeting_ask", meetings.asks);
  await write("meeting_wish", meetings.wishes);
  await write("meeting", meetings.meetings);
  await write("meeting_promise", meetings.promises);
  await write("meeting_board", meetings.boards);
  await write("meeting_setting", meetings.settings);
  await write("contact", contacts.contacts);
  await write("contact_reply", contacts.replies);
  await write("contact_proposal", contacts.proposals);
  await write("thread", messages.threads);
  await write("post", messages.posts);
  await write("caseload", contacts.caseloads);
  await write("task", [...delivery.tasks, ...contacts.tasks]);
  await write("audit_entry", delivery.audits);
  return { waiting: delivery.waiting };
}

/** What the policy document itself says: who owns it, when it was issued and reviewed, when it is next due. */
function policyOf(plan: SchoolPlan): { documents: Prisma.PolicyDocumentCreateManyInput[]; reviews: Prisma.PolicyReviewCreateManyInput[] } {
  if (plan.school.slug !== "kingsgate") return { documents: [], reviews: [] };
  const schoolId = plan.school.id;
  const id = idOf("policy:kingsgate");
  const reviews = [["2019-12-01", "TR"], ["2020-11-01", "RO"], ["2021-09-01", "RO"], ["2022-09-01", "TR"], ["2023-09-01", "TR"]] as const;
  return {
    documents: [{ id, schoolId, ownerRole: "deputy_head", ownerInitials: "TR", issuedOn: new Date("2019-01-01"), nextReviewOn: new Date("2024-09-01") }],
    reviews: reviews.map(([day, initials]) => ({ id: idOf(`review:${day}`), schoolId, documentId: id, reviewedOn: new Date(day), initials })),
  };
}
