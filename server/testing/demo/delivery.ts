import { callDue, callKey, chooseChannels, type MessageKind } from "@/server/features/delivery/rules";
import { reachPlan, type ReachPlan } from "@/server/features/people/profile/rules";
import { decideAccess, type LinkFacts } from "@/server/features/people/policy";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { DeliveryState, Preference } from "@/server/lib/db/generated/enums";

import { type Chance, chanceOf, idOf } from "./random";
import { type DemoReports, type PublishedReport, SUMMER_CORRECTED, SUMMER_PUBLISHED } from "./reports";
import type { DemoAdult, DemoPeople, DemoPupil, SchoolPlan } from "./school";

/** People whose news is still to be sent when the demo opens: their e-mails are the first in its mailbox. */
const toldToday: ReadonlySet<string> = new Set([
  ...["amina", "ewa", "dariusz", "social-worker", "grant"].map((key) => `demo-person-${key}`), "demo-case-silva",
]);
/** Hodan has been waiting for her call since yesterday. */
const waiting: ReadonlySet<string> = new Set(["demo-person-hodan"]);
/** Calls of the summer that nobody has answered yet, at most. */
const CALLS_OPEN = 5;
/** Letters that wait for the printer. */
const LETTERS_WAITING = 6;

export interface DemoDelivery {
  messages: Prisma.MessageCreateManyInput[];
  deliveries: Prisma.DeliveryCreateManyInput[];
  tasks: Prisma.TaskCreateManyInput[];
  receipts: Prisma.ReportReceiptCreateManyInput[];
  audits: Prisma.AuditEntryCreateManyInput[];
  /** Whether an e-mail waits to be sent. */
  waiting: boolean;
}

type Link = DemoPupil["links"][number];

/** A link as the access rule reads it. */
export function factsOf({ row, restrictions }: Link): LinkFacts {
  const at = (value: Date | string | null | undefined): Date | null => (value ? new Date(value) : null);
  return {
    relation: row.relation ?? "other", parentalResponsibility: row.parentalResponsibility ?? "unknown", hasCare: row.hasCare ?? false,
    confirmedAt: at(row.confirmedAt), removedAt: at(row.removedAt),
    restrictions: restrictions.map((each) => ({
      scopes: Array.isArray(each.scopes) ? each.scopes : [], startsOn: new Date(each.startsOn), liftedAt: at(each.liftedAt),
    })),
  };
}

/** What was sent about the published reports, what families did with them, and what staff have to do. */
export function buildDelivery(plan: SchoolPlan, people: DemoPeople, reports: DemoReports): DemoDelivery {
  const writer = new DeliveryWriter(plan, people);
  for (const published of reports.published) {
    for (const link of published.pupil.links) {
      if (!decideAccess(factsOf(link), "reports", SUMMER_PUBLISHED).allowed) continue;
      writer.tell("report_published", published, link.adult);
      if (published.report.edition > 1) writer.tell("report_corrected", published, link.adult);
      if (published.report.state === "withdrawn") writer.tell("report_withdrawn", published, link.adult);
      else writer.addReceipt(published, link.adult);
    }
    writer.recordPublishing(published);
  }
  return writer.rows;
}

class DeliveryWriter {
  readonly rows: DemoDelivery = { messages: [], deliveries: [], tasks: [], receipts: [], audits: [], waiting: false };
  private callsOpen = 0;
  private lettersWaiting = 0;
  private talks = 0;
  /** Adults told of each report's first edition. */
  private readonly told = new Map<string, number>();

  constructor(private readonly plan: SchoolPlan, private readonly people: DemoPeople) {}

  /** One message with its deliveries, in the states that a summer's sending left behind. */
  tell(kind: MessageKind, { report, pupil, content }: PublishedReport, adult: DemoAdult): void {
    const { school, now } = this.plan;
    const key = kind === "report_withdrawn" ? `report:${report.id}:${report.edition}:withdrawn:${adult.id}`
      : `report:${report.id}:${kind === "report_corrected" ? 2 : 1}:${adult.id}`;
    const id = idOf(`message:${key}`);
    const chance = chanceOf(`message:${key}`);
    const fresh = toldToday.has(adult.externalId);
    const summer = kind === "report_published" ? SUMMER_PUBLISHED : SUMMER_CORRECTED;
    const createdAt = fresh ? addMinutes(now, -2) : waiting.has(adult.externalId) ? addMinutes(now, -20 * 60) : summer;
    this.rows.messages.push({
      id, schoolId: school.id, adultId: adult.id, pupilId: pupil.row.id, kind, subjectId: report.id, language: planOf(adult).writeIn,
      args: { child: content.child.givenName, round: content.round.term }, idempotencyKey: key, createdAt,
    });
    if (kind === "report_published") this.told.set(report.id, (this.told.get(report.id) ?? 0) + 1);
    const channels = chooseChannels(kind, planOf(adult), { hasEmail: !!adult.email });
    const add = (channel: "in_app" | "email" | "letter" | "call", state: DeliveryState, more: Partial<Prisma.DeliveryCreateManyInput> = {}): void => {
      this.rows.deliveries.push({ id: idOf(`delivery:${id}:${channel}`), schoolId: school.id, messageId: id, channel, state, attempts: 0, nextTryAt: createdAt, ...more });
    };
    add("in_app", "delivered", { deliveredAt: createdAt });
    let call = channels.includes("call");
    if (channels.includes("email")) {
      if (fresh) {
        add("email", "queued");
        this.rows.waiting = true;
      } else if (kind === "report_published" && chance.happens(0.05)) {
        const bounced = chance.happens(0.7);
        add("email", bounced ? "bounced" : "failed", { attempts: 1, failedAt: addMinutes(createdAt, 3), lastErrorCode: bounced ? "smtp_550" : "address_refused" });
        call = true;
      } else add("email", "handed_over", { attempts: 1, handedOverAt: addMinutes(createdAt, 1) });
    }
    // Some letters wait for the printer; those that were printed say, as paper does, nothing of who read them.
    if (channels.includes("letter")) {
      this.lettersWaiting += 1;
      if (this.lettersWaiting <= LETTERS_WAITING) add("letter", "queued");
      else add("letter", "handed_over", { attempts: 1, handedOverAt: addMinutes(createdAt, 24 * 60) });
    }
    if (call) this.addCall(chance, { id, createdAt, open: fresh || waiting.has(adult.externalId) }, report.id, pupil, adult, add);
  }

  private addCall(
    chance: Chance, message: { id: string; createdAt: Date; open: boolean }, reportId: string, pupil: DemoPupil, adult: DemoAdult,
    add: (channel: "call", state: DeliveryState, more?: Partial<Prisma.DeliveryCreateManyInput>) => void,
  ): void {
    const { school, now } = this.plan;
    const unanswered = !message.open && this.callsOpen < CALLS_OPEN && chance.happens(0.3);
    if (unanswered) this.callsOpen += 1;
    const open = message.open || unanswered;
    const doneAt = addMinutes(message.createdAt, chance.whole(60, 3 * 24 * 60));
    const reached = chance.happens(0.93);
    if (open) add("call", "queued");
    else add("call", reached ? "delivered" : "failed", reached ? { deliveredAt: doneAt } : { failedAt: doneAt, lastErrorCode: "wrong_number" });
    this.rows.tasks.push({
      id: idOf(`task:${callKey(message.id)}`), schoolId: school.id, kind: "call", adultId: adult.id, pupilId: pupil.row.id, subjectId: reportId,
      dueAt: unanswered ? addMinutes(now, chance.whole(-20, 30) * 60) : callDue(message.createdAt), createdAt: message.createdAt,
      doneAt: open ? null : doneAt, doneById: open ? null : this.idFor("okafor"), outcome: open ? (unanswered ? "no_answer" : null) : reached ? "reached" : "wrong_number",
      uniqueKey: callKey(message.id),
    });
  }

  /** Who has opened it, said that it was read, or asked to talk. The design's parents have theirs still before them. */
  addReceipt({ report, pupil }: PublishedReport, adult: DemoAdult): void {
    const { school, now } = this.plan;
    const asksToTalk = adult.externalId === "demo-person-clarke";
    if (toldToday.has(adult.externalId) || waiting.has(adult.externalId)) return;
    const chance = chanceOf(`receipt:${report.id}:${adult.id}`);
    const reads = adult.readingNeed === "reads" || adult.readingNeed === "reads_with_help";
    if (!asksToTalk && (!reads || !adult.email || chance.happens(0.24))) return;
    const published = new Date(report.publishedAt ?? SUMMER_PUBLISHED);
    const openedAt = addMinutes(published, chance.whole(4, 6 * 24 * 60));
    const talk = asksToTalk || (chance.happens(0.04) && this.talks < 4);
    const talkRequestedAt = talk ? addDays(now, asksToTalk ? -3 : -chance.whole(1, 6)) : null;
    this.rows.receipts.push({
      id: idOf(`receipt:${report.id}:${adult.id}`), schoolId: school.id, reportId: report.id, adultId: adult.id, openedAt,
      acknowledgedAt: !asksToTalk && chance.happens(0.72) ? addMinutes(openedAt, chance.whole(2, 30)) : null, talkRequestedAt,
    });
    if (!talkRequestedAt) return;
    this.talks += 1;
    const group = this.people.classes.find((each) => each.row.id === pupil.classId);
    const uniqueKey = `talk:${report.id}:${adult.id}`;
    this.rows.tasks.push({
      id: idOf(`task:${uniqueKey}`), schoolId: school.id, kind: "talk_request", adultId: adult.id, pupilId: pupil.row.id, subjectId: report.id,
      assigneeId: group?.teacher.id, createdAt: talkRequestedAt, dueAt: addDays(talkRequestedAt, 7), uniqueKey,
    });
  }

  /** The record of the publication: one line a report, with how many were told. */
  recordPublishing({ report, pupil }: PublishedReport): void {
    this.rows.audits.push({
      id: idOf(`audit:publish:${report.id}`), schoolId: this.plan.school.id, at: SUMMER_PUBLISHED, actorId: this.idFor("hale"), action: "reports.publish",
      subjectType: "report", subjectId: report.id, pupilId: pupil.row.id, detail: { edition: 1, told: this.told.get(report.id) ?? 0 },
    });
  }

  private idFor(key: string): string | null {
    return this.people.byKey.get(`demo-person-${key}`)?.id ?? null;
  }
}

/** How the app itself would reach this adult. */
export function planOf(adult: DemoAdult): ReachPlan {
  return reachPlan(
    {
      spokenLanguages: [...(adult.spokenLanguages as string[])], readingLanguage: adult.readingLanguage ?? null, readingNeed: adult.readingNeed,
      prefers: [...((adult.prefers ?? []) as Preference[])], needsInterpreter: adult.needsInterpreter ?? false,
    },
    { hasEmail: !!adult.email, hasPhone: !!adult.phone, hasAddress: true },
  );
}
