import { familiesOf } from "@/server/features/contacts/rules";
import { decideAccess } from "@/server/features/people/policy";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { ContactChannel, ContactOutcome, ContactTone, Relation } from "@/server/lib/db/generated/enums";

import { addTextRows, type TextRows } from "../factories/languages";
import { type DesignContact, designContacts, goodWords, neutralWords, type Told, worryWords } from "./contact-words";
import { factsOf } from "./delivery";
import { chanceOf, idOf } from "./random";
import type { DemoAdult, DemoPeople, DemoPupil, SchoolPlan } from "./school";

/** Families whom Mr Okafor has in his care; Mrs Sabir has as many of the rest as speak her languages. */
const CARED = 60;

export interface DemoContacts extends TextRows {
  contacts: Prisma.ContactCreateManyInput[];
  replies: Prisma.ContactReplyCreateManyInput[];
  proposals: Prisma.ContactProposalCreateManyInput[];
  caseloads: Prisma.CaseloadCreateManyInput[];
  tasks: Prisma.TaskCreateManyInput[];
}

const untied: readonly Relation[] = ["social_worker", "emergency_contact", "other"];

interface Family {
  id: string;
  pupils: DemoPupil[];
}

/** The record of contact of a school year, who cares for which family, and what waits this morning. Kingsgate alone. */
export function buildContacts(plan: SchoolPlan, people: DemoPeople): DemoContacts {
  const rows: DemoContacts = { contacts: [], replies: [], proposals: [], caseloads: [], tasks: [], texts: [], segments: [], translations: [] };
  const okafor = people.byKey.get("demo-person-okafor");
  const sabir = people.byKey.get("demo-person-sabir");
  if (plan.school.slug !== "kingsgate" || !okafor || !sabir) return rows;
  const writer = new ContactWriter(plan, people, rows, okafor);
  const families = familiesIn(people);
  const ranked = [...families].sort((a, b) => needOf(b) - needOf(a));
  const his = new Set(ranked.slice(0, CARED).map(({ id }) => id));
  const hers = new Set(ranked.filter(({ id, pupils }) => !his.has(id) && pupils.some((pupil) => pupil.links.some(({ adult }) => speaks(adult, "ur", "phr", "en")))).slice(0, 24).map(({ id }) => id));
  for (const family of families) {
    const worker = his.has(family.id) ? okafor : hers.has(family.id) ? sabir : null;
    if (!worker) continue;
    for (const pupil of family.pupils) {
      rows.caseloads.push({
        id: idOf(`caseload:${pupil.row.id}`), schoolId: plan.school.id, pupilId: pupil.row.id, familyId: family.id, workerId: worker.id, startsAt: addDays(plan.now, -80),
      });
    }
    writer.addYear(family, worker);
  }
  for (const contact of designContacts) writer.addDesigned(contact);
  writer.addMorning();
  return rows;
}

const speaks = (adult: DemoAdult, ...tags: string[]): boolean => (adult.spokenLanguages as string[]).some((tag) => tags.includes(tag));

function familiesIn(people: DemoPeople): Family[] {
  const tied = people.pupils.flatMap((pupil) =>
    pupil.links.filter(({ row }) => !row.removedAt && !untied.includes(row.relation ?? "other")).map(({ adult }) => ({ adultId: adult.id, pupilId: pupil.row.id })));
  const familyOf = familiesOf(tied);
  const found = new Map<string, Family>();
  for (const pupil of people.pupils) {
    const id = familyOf.get(pupil.row.id) ?? pupil.row.id;
    const family = found.get(id) ?? { id, pupils: [] };
    family.pupils.push(pupil);
    found.set(id, family);
  }
  return [...found.values()];
}

/** What makes a family one for a support worker: an interpreter, no reading, a language other than English, a child in care. The design's own come first. */
function needOf({ pupils }: Family): number {
  const adults = pupils.flatMap(({ links }) => links.map(({ adult }) => adult));
  const designed = adults.some(({ externalId }) => externalId.startsWith("demo-person-")) ? 8 : 0;
  return designed + 4 * Number(adults.some(({ needsInterpreter }) => needsInterpreter)) + 4 * Number(adults.some(({ readingNeed }) => readingNeed === "does_not_read"))
    + 2 * Number(adults.some((adult) => !speaks(adult, "en"))) + 2 * Number(pupils.some(({ row }) => row.lookedAfter));
}

interface Plan {
  key: string;
  pupil: DemoPupil;
  adult: DemoAdult;
  staff: DemoAdult;
  at: Date;
  channel: ContactChannel;
  outcome: ContactOutcome;
  tone: ContactTone;
  told?: Told;
  agreed?: Told;
  theirWords?: Told;
  opinion?: string;
  nextStep?: Told & { days: number };
  topics?: string[];
}

class ContactWriter {
  constructor(private readonly plan: SchoolPlan, private readonly people: DemoPeople, private readonly rows: DemoContacts, private readonly okafor: DemoAdult) {}

  /** A few contacts of one family: some have heard from nobody for long, some have heard too little good. */
  addYear(family: Family, staff: DemoAdult): void {
    const [pupil] = family.pupils;
    const adult = pupil ? this.firstAdult(pupil) : undefined;
    if (!pupil || !adult || designContacts.some(({ adult: key }) => adult.externalId === `demo-person-${key}`)) return;
    const chance = chanceOf(`contacts:${family.id}`);
    const quiet = chance.happens(0.2);
    const worried = !quiet && chance.happens(0.22);
    const count = quiet ? 1 : chance.whole(2, 3);
    for (let nth = 0; nth < count; nth += 1) {
      const days = quiet ? chance.whole(50, 75) : chance.whole(2 + nth * 12, 12 + nth * 12);
      const tone: ContactTone = worried && nth === 0 ? "concern" : chance.happens(0.6) ? "good_news" : "neutral";
      this.add({
        key: `${family.id}:${nth}`, pupil, adult, staff, at: this.workingTime(days, chance.whole(0, 7 * 4)), channel: chance.pick(["call", "call", "at_gate", "meeting"] as const),
        outcome: "reached", tone, told: chance.pick(tone === "concern" ? worryWords : tone === "good_news" ? goodWords : neutralWords), topics: [tone === "good_news" ? "praise" : tone === "concern" ? "attendance" : "learning"],
      });
    }
    if (chance.happens(0.25)) this.propose(`${family.id}:hours`, `${family.id}:0`, adult, "good_hours", [chance.pick(["morning", "midday", "afternoon", "evening"])], true);
  }

  addDesigned({ key, adult: person, days, channel, outcome, tone, told, agreed, theirWords, opinion, nextStep, topics, hours, reading }: DesignContact): void {
    const adult = this.people.byKey.get(`demo-person-${person}`);
    const pupil = this.people.pupils.find(({ links }) => links.some((link) => link.adult === adult));
    if (!adult || !pupil) throw new Error(`nobody to note: ${person}`);
    this.add({ key, pupil, adult, staff: this.okafor, at: this.workingTime(days, 6), channel, outcome, tone, told, agreed, theirWords, opinion, nextStep, topics });
    if (hours) this.propose(`${key}:hours`, key, adult, "good_hours", [...hours], true);
    if (reading) this.propose(`${key}:reading`, key, adult, "reading", [reading], false);
  }

  /** A visit that was asked for, and what a carer said of the record: they wait for Mr Okafor. */
  addMorning(): void {
    const { school, now } = this.plan;
    const of = (key: string) => {
      const adult = this.people.byKey.get(key);
      const pupil = this.people.pupils.find(({ links }) => links.some((link) => link.adult === adult));
      if (!adult || !pupil) throw new Error(`nobody for the morning: ${key}`);
      return { schoolId: school.id, adultId: adult.id, pupilId: pupil.row.id };
    };
    const silva = of("demo-case-silva");
    this.rows.tasks.push({ id: idOf("task:visit:silva"), ...silva, kind: "visit", assigneeId: this.okafor.id, dueAt: addMinutes(addDays(now, 1), 120), createdAt: addDays(now, -3), uniqueKey: "contact-visit:silva" });
    const clarke = of("demo-person-clarke");
    const replyId = idOf("reply:clarke");
    const textId = idOf("reply-text:clarke");
    addTextRows(this.rows, { id: textId, schoolId: school.id, kind: "contacts.reply", authorId: clarke.adultId, at: addDays(now, -1), sentences: ["Sam slept well this week.", "The new bedtime helps."], pupilId: clarke.pupilId, idOf });
    this.rows.replies.push({ id: replyId, ...clarke, contactId: null, kind: "account", textId, at: addDays(now, -1) });
    this.rows.tasks.push({ id: idOf("task:reply:clarke"), ...clarke, kind: "family_says", assigneeId: this.okafor.id, subjectId: replyId, dueAt: addDays(now, 1), createdAt: addDays(now, -1), uniqueKey: `contact-reply:${replyId}` });
  }

  private add(plan: Plan): void {
    const { key, pupil, adult, staff, at, channel, outcome, tone, nextStep } = plan;
    const { school } = this.plan;
    const id = idOf(`contact:${key}`);
    const text = (part: string, told: Told | undefined): string | null => {
      if (!told) return null;
      const textId = idOf(`contact-text:${key}:${part}`);
      const { en, ...translations } = told;
      addTextRows(this.rows, { id: textId, schoolId: school.id, kind: "contacts.record", authorId: staff.id, at, sentences: en, pupilId: pupil.row.id, translations, reviewerId: () => staff.id, idOf });
      return textId;
    };
    const dueAt = nextStep ? addDays(this.plan.now, nextStep.days) : null;
    const step = nextStep ? { en: nextStep.en, ...(nextStep.ur ? { ur: nextStep.ur } : {}), ...(nextStep.pl ? { pl: nextStep.pl } : {}) } : undefined;
    const [language = "en"] = adult.spokenLanguages as string[];
    this.rows.contacts.push({
      id, schoolId: school.id, pupilId: pupil.row.id, adultId: adult.id, at, channel, language, interpreter: adult.needsInterpreter ? "phone_service" : "none", staffId: staff.id, outcome, tone,
      topics: plan.topics ?? [], factsId: text("facts", plan.told), theirWordsId: text("theirWords", plan.theirWords), agreedId: text("agreed", plan.agreed), nextStepId: text("nextStep", step),
      nextStepDueAt: dueAt, opinion: plan.opinion ?? null, idempotencyKey: idOf(`contact-key:${key}`), createdAt: at,
    });
    if (dueAt) {
      this.rows.tasks.push({
        id: idOf(`task:next:${key}`), schoolId: school.id, kind: "follow_up", adultId: adult.id, pupilId: pupil.row.id, subjectId: id, assigneeId: staff.id, dueAt, createdAt: at, uniqueKey: `contact-next:${id}`,
      });
    }
  }

  private propose(name: string, contactKey: string, adult: DemoAdult, learned: "good_hours" | "reading", value: string[], confirmed: boolean): void {
    const at = addDays(this.plan.now, -2);
    this.rows.proposals.push({
      id: idOf(`proposal:${name}`), schoolId: this.plan.school.id, contactId: idOf(`contact:${contactKey}`), adultId: adult.id, learned, value, at,
      ...(confirmed ? { decidedAt: at, decidedById: this.okafor.id, confirmed: true } : {}),
    });
  }

  /** The adult whom one rings first, of those who may know. */
  private firstAdult(pupil: DemoPupil): DemoAdult | undefined {
    return [...pupil.links].sort((a, b) => (a.row.contactOrder ?? 9) - (b.row.contactOrder ?? 9)).find((link) => decideAccess(factsOf(link), "messages", this.plan.now).allowed)?.adult;
  }

  /** So many days ago, at a quarter of an hour of the working day. */
  private workingTime(days: number, quarter: number): Date {
    const day = addDays(this.plan.now, -days).toISOString().slice(0, 10);
    return addMinutes(new Date(`${day}T09:00:00Z`), quarter * 15);
  }
}
