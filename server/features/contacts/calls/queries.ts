import { newsOfCall, type ToTell } from "@/server/features/delivery/gathered/queries";
import { listTasks, type TaskRow } from "@/server/features/delivery/queries";
import { type CalledMessage, goodNewsRead, messageOfCall } from "@/server/features/delivery/timeline/queries";
import { linkAllows } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor, type ReachPlan } from "@/server/features/people/profile/rules";
import { nameOf } from "@/server/features/people/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { ContactOutcome, Relation } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { findCaseload } from "../caseloads/queries";
import { recordVisible } from "../policy";
import { findHours } from "../proposals/queries";
import { tyingLinks } from "../queries";
import { type Balance, balanceOf, didSpeak, familiesOf, isGoodHour, weeksBefore } from "../rules";
import { type Hours, QUIET_WEEKS } from "../schema";
import { byUrgency, type CallReason } from "./rules";

/** One line of the morning: whom to ring, in which language, and why. */
export interface CallRow {
  /** Of the task, or of the child when no task asks for it. */
  id: string;
  taskId: string | null;
  reason: CallReason;
  /** A task's own code for why (delivery.reasons.*). */
  detail: string | null;
  dueAt: Date | null;
  overdue: boolean;
  pupil: { id: string; name: string; yearGroup: number };
  adult: { id: string; name: string; relation: Relation | null; phone: string | null; plan: ReachPlan };
  hours: Hours[];
  goodNow: boolean;
  /** Tries in a row without an answer, the newest first. */
  attempts: Date[];
  lastSpokenAt: Date | null;
  balance: Balance;
}

export interface CallList {
  rows: CallRow[];
  /** Families in this person's care now. */
  families: number;
}

const TALKS: readonly string[] = ["call", "talk_request", "visit", "follow_up", "family_says"];

/** The worker's day. Tasks of families that are in another worker's care are theirs; families in nobody's care are everyone's. */
export async function listCalls(ctx: StaffCtx): Promise<CallList> {
  const [{ all }, caseload] = await Promise.all([listTasks(ctx, {}), findCaseload(ctx)]);
  const tasks = all.filter((task) => TALKS.includes(task.kind) && task.adult && task.pupil && (task.mine || !caseload.others.has(task.pupil.id)));
  const pupilIds = [...new Set([...caseload.mine, ...tasks.flatMap((task) => task.pupil?.id ?? [])])];
  const facts = await readFamilies(ctx, pupilIds);
  const rows = [
    ...tasks.flatMap((task) => taskRow(ctx, task, facts)),
    ...(await familyRows(ctx, caseload.mine, new Set(tasks.flatMap((task) => task.pupil?.id ?? [])), facts)),
  ];
  return { rows: rows.sort(byUrgency), families: new Set(caseload.mine.map((id) => facts.familyOf.get(id) ?? id)).size };
}

interface Family {
  contacts: { adultId: string; at: Date; tone: "good_news" | "concern" | "neutral"; outcome: ContactOutcome }[];
  /** When good news of the school was opened. */
  read: { at: Date }[];
  pupilIds: string[];
}

interface Facts {
  familyOf: Map<string, string>;
  families: Map<string, Family>;
  hours: Map<string, Hours[]>;
  /** Children whose record this person may read. */
  readable: Set<string>;
}

async function readFamilies(ctx: StaffCtx, pupilIds: string[]): Promise<Facts> {
  const links = await ctx.db.guardianLink.findMany({ where: { ...tyingLinks, pupil: { removedAt: null } }, select: { adultId: true, pupilId: true } });
  const familyOf = familiesOf(links);
  const wanted = new Set(pupilIds.map((id) => familyOf.get(id) ?? id));
  const everyone = [...new Set([...pupilIds, ...[...familyOf].flatMap(([id, family]) => (wanted.has(family) ? [id] : []))])];
  const [contacts, readable, hours, read] = await Promise.all([
    ctx.db.contact.findMany({ where: { pupilId: { in: everyone } }, orderBy: { at: "desc" }, select: { pupilId: true, adultId: true, at: true, tone: true, outcome: true } }),
    ctx.db.pupil.findMany({ where: { AND: [{ id: { in: everyone } }, recordVisible(ctx.actor, ctx.now)] }, select: { id: true } }),
    findHours(ctx.db, [...new Set(links.filter(({ pupilId }) => everyone.includes(pupilId)).map(({ adultId }) => adultId))]),
    goodNewsRead(ctx.db, everyone),
  ]);
  const families = new Map<string, Family>();
  for (const pupilId of everyone) {
    const id = familyOf.get(pupilId) ?? pupilId;
    const family = families.get(id) ?? { contacts: [], read: [], pupilIds: [] };
    family.pupilIds.push(pupilId);
    families.set(id, family);
  }
  for (const { pupilId, ...contact } of contacts) families.get(familyOf.get(pupilId) ?? pupilId)?.contacts.push(contact);
  for (const { pupilId, at } of read) families.get(familyOf.get(pupilId) ?? pupilId)?.read.push({ at });
  return { familyOf, families, hours, readable: new Set(readable.map(({ id }) => id)) };
}

type Common = Pick<CallRow, "hours" | "goodNow" | "attempts" | "lastSpokenAt" | "balance">;

function commonOf(ctx: StaffCtx, pupilId: string, adultId: string, facts: Facts): Common {
  const { contacts, read } = facts.families.get(facts.familyOf.get(pupilId) ?? pupilId) ?? { contacts: [], read: [] };
  const hours = facts.hours.get(adultId) ?? [];
  const own = contacts.filter((contact) => contact.adultId === adultId);
  const spoke = own.findIndex(({ outcome }) => didSpeak(outcome));
  return {
    hours, goodNow: isGoodHour(ctx.now, hours, ctx.school.zone), balance: balanceOf(contacts, ctx.now, read),
    attempts: own.slice(0, spoke < 0 ? own.length : spoke).filter(({ outcome }) => outcome === "no_answer").map(({ at }) => at),
    lastSpokenAt: contacts.find(({ outcome }) => didSpeak(outcome))?.at ?? null,
  };
}

function taskRow(ctx: StaffCtx, task: TaskRow, facts: Facts): CallRow[] {
  const { adult, pupil, kind } = task;
  if (!adult || !pupil || !facts.readable.has(pupil.id)) return [];
  return [{
    id: task.id, taskId: task.id, reason: kind as CallReason, detail: task.reason, dueAt: task.dueAt, overdue: task.dueAt < ctx.now,
    pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}`, yearGroup: pupil.yearGroup },
    adult: { id: adult.id, name: adult.name, relation: pupil.relation, phone: adult.phone, plan: adult.plan },
    ...commonOf(ctx, pupil.id, adult.id, facts),
  }];
}

/** Families in this person's care whom no task names: those nobody has spoken with for weeks, and those who have heard too little good. One line a family. */
async function familyRows(ctx: StaffCtx, mine: string[], named: Set<string>, facts: Facts): Promise<CallRow[]> {
  const since = weeksBefore(ctx.now, QUIET_WEEKS);
  const wanted = new Map<string, { pupilId: string; reason: "quiet" | "good_news" }>();
  for (const pupilId of mine) {
    const familyId = facts.familyOf.get(pupilId) ?? pupilId;
    const family = facts.families.get(familyId);
    if (!family || wanted.has(familyId) || family.pupilIds.some((id) => named.has(id)) || !facts.readable.has(pupilId)) continue;
    const spoke = family.contacts.some(({ at, outcome }) => at > since && didSpeak(outcome));
    if (!spoke) wanted.set(familyId, { pupilId, reason: "quiet" });
    else if (balanceOf(family.contacts, ctx.now, family.read).low) wanted.set(familyId, { pupilId, reason: "good_news" });
  }
  const reasonOf = new Map([...wanted.values()].map(({ pupilId, reason }) => [pupilId, reason]));
  const pupils = await ctx.db.pupil.findMany({
    where: { id: { in: [...reasonOf.keys()] } },
    select: {
      id: true, givenName: true, familyName: true, yearGroup: true,
      links: {
        where: { ...linkAllows("messages", ctx.now), adult: { removedAt: null } }, orderBy: [{ contactOrder: "asc" }, { id: "asc" }], take: 1,
        select: { relation: true, adult: { select: { id: true, title: true, givenName: true, familyName: true, ...reachFields } } },
      },
    },
  });
  return pupils.flatMap((pupil): CallRow[] => {
    const [first] = pupil.links;
    if (!first) return [];
    const { adult, relation } = first;
    return [{
      id: pupil.id, taskId: null, reason: reasonOf.get(pupil.id) ?? "quiet", detail: null, dueAt: null, overdue: false,
      pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}`, yearGroup: pupil.yearGroup },
      adult: { id: adult.id, name: nameOf(adult), relation, phone: adult.phone, plan: planFor(adult) },
      ...commonOf(ctx, pupil.id, adult.id, facts),
    }];
  });
}

export interface CallTask {
  row: CallRow;
  /** What to tell, as the message that asks for the call has it. */
  message: CalledMessage | null;
  /** News to tell in one call, the oldest first; empty for a call about one thing. */
  news: ToTell[];
  /** Earlier contacts with this adult about this child, newest first. */
  earlier: { id: string; at: Date; outcome: ContactOutcome }[];
}

const EARLIER = 5;

/** One task with all that one needs to do it. Errors: not_found for a task that is done, another's, or of a child that this person may not see. */
export async function getCall(ctx: StaffCtx, taskId: string): Promise<CallTask> {
  const task = (await listTasks(ctx, {})).all.find((each) => each.id === taskId);
  const facts = task?.pupil ? await readFamilies(ctx, [task.pupil.id]) : null;
  const [row] = task && facts ? taskRow(ctx, task, facts) : [];
  if (!row) throw new AppError("not_found");
  const [message, news, earlier] = await Promise.all([
    messageOfCall(ctx.db, taskId),
    newsOfCall(ctx.db, taskId, ctx.now),
    ctx.db.contact.findMany({
      where: { adultId: row.adult.id, pupilId: row.pupil.id }, orderBy: [{ at: "desc" }, { id: "desc" }], take: EARLIER, select: { id: true, at: true, outcome: true },
    }),
  ]);
  return { row, message, news, earlier };
}
