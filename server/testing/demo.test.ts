import { createHash } from "node:crypto";

import { beforeAll, describe, expect, it } from "vitest";

import { chooseChannels } from "@/server/features/delivery/rules";
import { answersInForce, fieldsOf, planFor } from "@/server/features/people/profile/rules";
import { listCalls } from "@/server/features/contacts/calls/queries";
import { decideAccess } from "@/server/features/people/policy";
import { readTexts } from "@/server/features/languages/queries";
import { statements } from "@/server/features/reports/bank/rules";
import { listFamilyReports, type OpenReport, openReport } from "@/server/features/reports/reading/queries";
import { contentSchema, GENERAL } from "@/server/features/reports/schema";
import { parseComments } from "@/server/features/reports/writing/queries";
import { findAuditFault } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { type Db, dbFor } from "@/server/lib/db/client";
import { findLanguage } from "@/server/lib/i18n/languages";

import { contextFor, contextOf, TEST_NOW } from "./context";
import { resetDatabase, workerDatabase } from "./database";
import { type Seeded, seedDemo } from "./demo/seed";
import { withOwner } from "./factories/owner";

let seeded: Seeded;
let db: Db;
let first: { rows: Record<string, string>; ids: Record<string, string> };

const WHOLE = "t::text";
const IDS = "coalesce(to_jsonb(t) ->> 'id', '')";

async function seed(options: { now?: Date; scale?: number } = {}): Promise<Seeded> {
  await resetDatabase();
  const made = await seedDemo({ now: TEST_NOW, ...options });
  if (!made) throw new Error("the database was not empty");
  return made;
}

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
  seeded = await seed();
  first = { rows: await fingerprints(WHOLE), ids: await fingerprints(IDS) };
  db = dbFor(seeded.schools[0]?.id ?? "");
});

const kingsgate = () => {
  const school = seeded.schools.find(({ slug }) => slug === "kingsgate");
  if (!school) throw new Error("no Kingsgate");
  return school;
};

const personOf = (key: string) =>
  db.adult.findFirstOrThrow({ where: { externalId: `demo-person-${key}` }, include: { posts: true, links: { include: { pupil: true, restrictions: true } } } });

/** Which of the school's children an adult may read of, by the rule itself. */
async function childrenOf(externalId: string): Promise<string[]> {
  const links = await db.guardianLink.findMany({ where: { adult: { externalId } }, include: { restrictions: true, pupil: true } });
  return links.filter((link) => decideAccess(link, "reports", TEST_NOW).allowed).map((link) => link.pupil.givenName).sort();
}

/** One line a table: its rows, whole, in a fixed order. */
async function fingerprints(columns: string): Promise<Record<string, string>> {
  return withOwner(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'statutory_requirement', 'audit_head', 'school_change')");
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(`SELECT ${columns} AS line FROM "${name}" t ORDER BY 1`);
      if (rows.length > 0) found[name] = createHash("sha256").update(rows.map((row) => row.line).join("\n")).digest("hex");
    }
    return found;
  });
}

describe("the demo school", () => {
  it("has its children, grown-ups and staff", async () => {
    expect(await db.pupil.count()).toBe(120);
    expect(await db.pupil.groupBy({ by: ["yearGroup"], _count: true, orderBy: { yearGroup: "asc" } })).toMatchObject([15, 15, 15, 16, 28, 16, 15].map((_count, yearGroup) => ({ yearGroup, _count })));
    expect(await db.adult.count({ where: { links: { some: {} } } })).toBe(200);
    expect(await db.adult.count({ where: { posts: { some: {} } } })).toBe(30);
    expect(await db.classGroup.findMany({ select: { name: true, _count: { select: { teachers: true } } } })).toEqual(expect.arrayContaining([{ name: "Willow", _count: { teachers: 1 } }]));
    const adults = await db.adult.findMany({ where: { links: { some: {} } } });
    const languages = new Set(adults.flatMap((adult) => adult.spokenLanguages));
    expect(languages.size).toBeGreaterThanOrEqual(20);
    for (const tag of [...languages, ...adults.map((adult) => adult.readingLanguage ?? "en")]) expect(findLanguage(tag), tag).toBeDefined();
    expect(new Set(adults.map((adult) => adult.readingNeed))).toEqual(new Set(["reads", "reads_with_help", "does_not_read", "unknown"]));
    expect(adults.filter((adult) => adult.email === null).length).toBeGreaterThan(5);
    expect(adults.filter((adult) => adult.safeAddress)).toHaveLength(1);
    expect(adults.filter((adult) => adult.email && !/@(family|kingsgate|authority)\.example$/.test(adult.email))).toEqual([]);
    expect(adults.filter((adult) => adult.phone && !/^020 7946 0[2-9]\d\d$/.test(adult.phone))).toEqual([]);
    const links = await db.guardianLink.groupBy({ by: ["relation", "parentalResponsibility"], _count: true });
    expect(new Set(links.map((link) => link.relation)).size).toBe(9);
    expect(new Set(links.map((link) => link.parentalResponsibility)).size).toBe(3);
  });

  it("has the people of the design", async () => {
    expect(await personOf("amina")).toMatchObject({ readingLanguage: "ur", readingNeed: "reads", spokenLanguages: ["ur"], email: "amina.khan@family.example" });
    expect(await personOf("dariusz")).toMatchObject({ readingLanguage: "pl", links: [{ relation: "father", parentalResponsibility: "yes", livesWith: false }] });
    expect(await personOf("ewa")).toMatchObject({ links: [{ relation: "mother", parentalResponsibility: "yes", livesWith: true }] });
    expect((await personOf("ewa")).addressLines).not.toEqual((await personOf("dariusz")).addressLines);
    expect(await personOf("hodan")).toMatchObject({ readingNeed: "does_not_read", email: null, phone: expect.stringContaining("020"), spokenLanguages: ["so"], links: [{ hasCare: true }] });
    expect(await personOf("clarke")).toMatchObject({ links: [{ relation: "foster_carer", hasCare: true, pupil: { givenName: "Sam", lookedAfter: true } }] });
    expect(await personOf("social-worker")).toMatchObject({ links: [{ relation: "social_worker", parentalResponsibility: "yes" }] });
    expect(await personOf("restricted")).toMatchObject({ familyName: "Holt", links: [{ relation: "father", restrictions: [{ liftedAt: null }] }] });
    const posts = { okafor: "family_support", patel: "teacher", hale: "deputy_head", lewis: "authority_officer", office: "office", head: "head", doyle: "safeguarding_lead" };
    for (const [key, role] of Object.entries(posts)) expect(await personOf(key)).toMatchObject({ posts: [{ role }] });
    expect(await personOf("grant")).toMatchObject({ posts: [{ role: "teacher" }], links: [{ relation: "mother", pupil: { yearGroup: 5 } }] });
    const patel = await db.teachingPost.findMany({ where: { adult: { externalId: "demo-person-patel" } }, include: { classGroup: { include: { enrolments: { include: { pupil: true } } } } } });
    expect(patel.flatMap((post) => post.classGroup.enrolments.map(({ pupil }) => pupil.givenName))).toEqual(expect.arrayContaining(["Zara", "Ayaan"]));
    expect(patel.flatMap((post) => post.classGroup.enrolments)).toHaveLength(28);
  });

  it("knows how its people understand, and who said so", async () => {
    expect(await personOf("hodan")).toMatchObject({ prefers: ["phone", "listening"], needsInterpreter: true });
    const adults = await db.adult.findMany({ where: { links: { some: {} } }, include: { answers: true } });
    const fields = ({ spokenLanguages, readingLanguage, readingNeed, prefers, needsInterpreter }: (typeof adults)[number]) => ({ spokenLanguages, readingLanguage, readingNeed, prefers, needsInterpreter });
    for (const adult of adults.filter((each) => each.externalId !== "demo-person-grant")) {
      const inForce = [...answersInForce(adult.answers).values()];
      expect(fields(adult)).toMatchObject(Object.assign({}, ...inForce.map(({ question, value }) => fieldsOf(question, value))));
    }
    const hodan = adults.find((adult) => adult.externalId === "demo-person-hodan");
    expect(hodan && planFor(hodan)).toMatchObject({ channels: ["call", "in_app"], interpreter: true, writeIn: "so", speakIn: "so", formats: ["audio", "pictures"] });
    const sources = new Set(adults.flatMap((adult) => adult.answers.map(({ source }) => source)));
    expect(sources).toEqual(new Set(["adult", "adult_told_staff", "staff", "import"]));
  });

  it("lets nobody know of a child by accident", async () => {
    const expected: Record<string, string[]> = {
      "demo-person-amina": ["Zara"], "demo-person-ewa": ["Ola"], "demo-person-dariusz": ["Ola"], "demo-person-hodan": ["Ayaan"],
      "demo-person-clarke": ["Sam"], "demo-person-social-worker": ["Sam"], "demo-person-restricted": [], "demo-person-grant": ["Theo"],
      "demo-person-patel": [], "demo-person-okafor": [], "demo-person-lewis": [],
      "demo-case-kinsale": ["Orla"], "demo-case-new-partner": [], "demo-case-unknown-father": [], "demo-case-safe-mother": ["Mila", "Noah"],
      "demo-case-ordered-away": [], "demo-case-contact-only": ["Freya"], "demo-case-marchetti": ["Dante", "Lily"], "demo-case-reeve": [],
      "demo-case-lily-father": ["Lily"], "demo-case-guardian": ["Imani", "Kai"], "demo-case-blake-mother": ["Imani", "Kai"],
      "demo-case-blake-neighbour": [], "demo-case-former-partner": [], "demo-case-zaytoun-mother": [], "demo-case-zaytoun-father": [],
    };
    const found: Record<string, string[]> = {};
    for (const externalId of Object.keys(expected)) found[externalId] = await childrenOf(externalId);
    expect(found).toEqual(expected);
    const links = await db.guardianLink.findMany({ include: { restrictions: true } });
    const near = links.filter((link) => link.relation === "emergency_contact" || link.relation === "relative");
    expect(near.length).toBeGreaterThan(20);
    expect(near.filter((link) => decideAccess(link, "reports", TEST_NOW).allowed)).toEqual([]);
    expect(links.filter((link) => !decideAccess(link, "reports", TEST_NOW).allowed).length).toBeGreaterThan(near.length);
  });

  it("has reports that the app itself would have written", async () => {
    const rounds = await db.reportRound.findMany({ orderBy: { opensOn: "asc" }, include: { reports: { include: { editions: true, entries: { include: { versions: true } } } } } });
    expect(rounds.map(({ term, closedAt }) => [term, closedAt !== null])).toEqual([["summer", true], ["autumn", false]]);
    const [summer, autumn] = rounds;
    expect(autumn?.reports).toHaveLength(120);
    expect(new Set(autumn?.reports.map((report) => report.state))).toEqual(new Set(["writing", "ready", "checked"]));
    expect(autumn?.reports.filter((report) => report.entries.length === 0).length).toBeGreaterThan(40);
    expect(summer?.reports.length).toBeGreaterThan(100);
    for (const report of summer?.reports ?? []) {
      expect(report.editions).toHaveLength(report.edition);
      const content = contentSchema.parse(report.editions.find((each) => each.edition === report.edition)?.content);
      expect(content.subjects).toHaveLength(10);
      expect([content.well.length > 1, content.next.length > 0, content.home !== null]).toEqual([true, true, true]);
    }
    const bank = new Map(statements().map((statement) => [statement.key, statement]));
    for (const { entries } of rounds.flatMap((round) => round.reports)) {
      for (const { subject, comments, version, versions } of entries) {
        expect(versions.map((each) => each.version)).toEqual([version]);
        const kept = parseComments(comments);
        const misfits = kept.filter(({ key, n }) => {
          const statement = bank.get(key);
          return !statement || statement.needsNumber !== (n !== undefined) || (statement.needsSubject && subject === GENERAL);
        });
        expect(misfits).toEqual([]);
        expect(new Set(kept.map((comment) => comment.key)).size).toBe(kept.length);
      }
    }
  });

  it("shows families their reports, translated where somebody has", async () => {
    const open = async (key: string) => {
      const ctx = await contextFor(kingsgate(), (await personOf(key)).id);
      const [child] = await listFamilyReports(ctx);
      const [report] = child?.reports ?? [];
      return report ? openReport(db, ctx, report.reportId) : null;
    };
    const ownWords = async (report: OpenReport | null, language: string) => {
      const id = report?.content.ownWordsId ?? "";
      return (await readTexts(db, [id], language)).get(id);
    };
    const zara = await open("amina");
    expect(zara).toMatchObject({ content: { child: { givenName: "Zara", yearGroup: 3 }, teacherName: "Mr Lund" }, state: "published", receipt: { openedAt: null, acknowledgedAt: null } });
    expect(await ownWords(zara, "ur")).toMatchObject({ translated: true, body: expect.stringContaining("زارا کو پڑھانا") });
    expect(await ownWords(zara, "pl")).toMatchObject({ translated: false, body: expect.stringContaining("It is a joy to teach Zara.") });
    expect(await ownWords(await open("dariusz"), "pl")).toMatchObject({ translated: true, body: expect.stringContaining("Jest gotowa na klasę szóstą.") });
    expect((await open("hodan"))?.content.child.givenName).toBe("Ayaan");
    expect((await open("clarke"))?.receipt.talkRequestedAt).not.toBeNull();
    expect(await open("restricted")).toBeNull();
  });

  it("says honestly what was sent and what is to be done", async () => {
    const messages = await db.message.findMany({ include: { deliveries: true } });
    const adults = new Map((await db.adult.findMany()).map((adult) => [adult.id, adult]));
    for (const message of messages) {
      const adult = adults.get(message.adultId);
      if (!adult) throw new Error("a message to nobody");
      const plan = planFor(adult);
      const wanted = chooseChannels("report_published", plan, { hasEmail: adult.email !== null });
      const bounced = message.deliveries.some((delivery) => delivery.channel === "email" && delivery.failedAt);
      expect(message.deliveries.map((delivery) => delivery.channel).sort()).toEqual([...new Set([...wanted, ...(bounced ? ["call" as const] : [])])].sort());
      expect(message.language).toBe(plan.writeIn);
    }
    const queued = await db.delivery.findMany({ where: { channel: "email", state: "queued" }, include: { message: true } });
    expect(queued).toHaveLength(6);
    expect(new Set(queued.map(({ message }) => adults.get(message.adultId)?.externalId))).toContain("demo-person-amina");
    const states = await db.delivery.groupBy({ by: ["channel", "state"] });
    expect(states.map(({ channel, state }) => `${channel} ${state}`)).toEqual(expect.arrayContaining(["in_app delivered", "email handed_over", "email bounced", "call queued", "call delivered"]));
    const open = await db.task.groupBy({ by: ["kind"], where: { doneAt: null } });
    expect(open.map(({ kind }) => kind).sort()).toEqual(["call", "family_says", "follow_up", "talk_request", "visit"]);
    expect(await db.task.count({ where: { kind: "call", doneAt: null, adultId: (await personOf("hodan")).id } })).toBe(1);
    const jobs = await withOwner((client) => client.query("SELECT task_identifier AS task FROM graphile_worker.jobs"));
    expect(jobs.rows).toEqual([{ task: "delivery.drain" }]);
    expect(await findAuditFault(db, kingsgate().id)).toBeNull();
  });

  it("fills Mr Okafor's morning: sixty families, and a reason of each kind to ring", async () => {
    const ctx = (await contextFor(kingsgate(), (await personOf("okafor")).id)) as StaffCtx;
    const { rows, families } = await listCalls(ctx);
    expect(families).toBe(60);
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(["family_says", "follow_up", "call", "visit", "quiet", "good_news"]));
    expect(rows[0]?.overdue).toBe(true);
    expect(rows.length).toBeGreaterThan(15);
    expect(await db.contactProposal.count({ where: { decidedAt: null } })).toBe(1);
  });

  it("knows the facts of the policy document, by role and initials", async () => {
    const policy = await db.policyDocument.findFirstOrThrow({ include: { reviews: { orderBy: { reviewedOn: "asc" } } } });
    expect(policy).toMatchObject({ ownerRole: "deputy_head", ownerInitials: "TR", issuedOn: new Date("2019-01-01"), nextReviewOn: new Date("2024-09-01") });
    expect(policy.reviews.map((review) => `${review.reviewedOn.toISOString().slice(0, 7)} ${review.initials}`)).toEqual(["2019-12 TR", "2020-11 RO", "2021-09 RO", "2022-09 TR", "2023-09 TR"]);
  });

  it("stands beside a second school behind its own wall", async () => {
    const harbour = seeded.schools.find(({ slug }) => slug === "harbour");
    const other = dbFor(harbour?.id ?? "");
    expect([await other.pupil.count(), await other.staffPost.count(), await other.report.count({ where: { state: "published" } })]).toEqual([20, 3, 20]);
    expect(await other.adult.count({ where: { externalId: "demo-person-amina" } })).toBe(0);
    expect(await other.adult.count({ where: { externalId: "demo-person-harbour-parent" } })).toBe(1);
    expect(harbour && contextOf(harbour).school.name).toBe("Harbour School");
  });

  it("is made once, the same every time, and three times as large when asked", async () => {
    expect(await seedDemo({ now: TEST_NOW })).toBeNull();
    expect(Object.keys(first.rows).length).toBeGreaterThan(20);
    await seed();
    expect(await fingerprints(WHOLE)).toEqual(first.rows);
    await seed({ now: new Date("2026-12-01T09:00:00Z") });
    expect((await fingerprints(WHOLE)).task).not.toEqual(first.rows.task);
    expect(await fingerprints(IDS)).toEqual(first.ids);
    seeded = await seed({ scale: 3 });
    expect([await db.pupil.count(), await db.classGroup.count(), await db.reportRound.count()]).toEqual([360, 21, 2]);
    expect(await db.adult.count({ where: { links: { some: {} } } })).toBe(600);
    expect(await childrenOf("demo-person-amina")).toEqual(["Zara"]);
    const biggest = await db.enrolment.groupBy({ by: ["classGroupId"], _count: true, orderBy: { _count: { classGroupId: "desc" } }, take: 1 });
    expect(biggest[0]?._count).toBe(28);
  }, 90_000);
});
