import { goodNewsRead, messagesAbout, type SentMessage } from "@/server/features/delivery/timeline/queries";
import { readTextsForStaff, type StaffText } from "@/server/features/languages/queries";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor, type ReachPlan } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Contact } from "@/server/lib/db/generated/client";
import type { ContactReplyKind, Relation } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { findHours, listWaiting, type WaitingProposal } from "./proposals/queries";
import { can, recordVisible } from "./policy";
import { type Balance, balanceOf, familiesOf } from "./rules";
import type { Hours } from "./schema";

/** Adults who tie children together: not a social worker or a neighbour, who are there for several families. */
const tying: Relation[] = ["mother", "father", "step_parent", "grandparent", "foster_carer", "special_guardian", "relative"];

/** The links by which children are one family. */
export const tyingLinks = { removedAt: null, relation: { in: tying }, adult: { removedAt: null } };

/** The children of a child's family, the child among them. */
export async function findFamily(db: Tx, pupilId: string): Promise<string[]> {
  const links = await db.guardianLink.findMany({ where: { ...tyingLinks, pupil: { removedAt: null } }, select: { adultId: true, pupilId: true } });
  const families = familiesOf(links);
  const own = families.get(pupilId);
  return own === undefined ? [pupilId] : [...families].flatMap(([id, family]) => (family === own ? [id] : []));
}

/** The names of these adults, by id. */
export async function findNames(db: Tx, ids: string[]): Promise<Map<string, string>> {
  const adults = await db.adult.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, ...nameFields } });
  return new Map(adults.map((adult) => [adult.id, nameOf(adult)]));
}

/** A contact as staff read it: texts in the language of the page as far as they are translated, else in English. */
export interface ContactEntry extends Pick<Contact, "id" | "at" | "channel" | "direction" | "language" | "interpreter" | "outcome" | "barrier" | "topics" | "tone" | "nextStepDueAt"> {
  type: "contact";
  adultId: string;
  adult: string;
  staff: string;
  facts: StaffText | null;
  theirWords: StaffText | null;
  agreed: StaffText | null;
  nextStep: StaffText | null;
  /** Null too for those who may not read it. */
  opinion: string | null;
}

export interface ReplyEntry {
  type: "reply";
  id: string;
  at: Date;
  adultId: string;
  adult: string;
  contactId: string | null;
  kind: ContactReplyKind;
  /** What was written; null when it was only said. */
  text: StaffText | null;
}

export interface SentEntry extends SentMessage {
  type: "sent";
  adult: string;
}

export type TimelineEntry = ContactEntry | ReplyEntry | SentEntry;

export interface TimelineAdult {
  id: string;
  name: string;
  relation: Relation;
  phone: string | null;
  plan: ReachPlan;
  hours: Hours[];
}

export interface Timeline {
  pupil: { id: string; givenName: string; familyName: string; yearGroup: number };
  adults: TimelineAdult[];
  /** Newest first. */
  entries: TimelineEntry[];
  /** Of the whole family. */
  balance: Balance;
  waiting: WaitingProposal[];
}

const SHOWN = 200;

/** Everything that was said to and by the adults of one child, in one line of time. The look is written to the record. Errors: not_found. */
export async function getTimeline(ctx: StaffCtx, pupilId: string): Promise<Timeline> {
  const { db, actor, now } = ctx;
  const pupil = await db.pupil.findFirst({
    where: { AND: [{ id: pupilId }, recordVisible(actor, now)] },
    select: {
      id: true, givenName: true, familyName: true, yearGroup: true,
      links: {
        where: { removedAt: null, adult: { removedAt: null } }, orderBy: [{ contactOrder: "asc" }, { id: "asc" }],
        select: { relation: true, adult: { select: { id: true, title: true, givenName: true, familyName: true, ...reachFields } } },
      },
    },
  });
  if (!pupil) throw new AppError("not_found");
  const [contacts, replies, sent, family] = await Promise.all([
    db.contact.findMany({ where: { pupilId }, orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN }),
    db.contactReply.findMany({ where: { pupilId }, orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN }),
    messagesAbout(db, pupilId),
    findFamily(db, pupilId),
  ]);
  const adultIds = pupil.links.map(({ adult }) => adult.id);
  const textIds = [...contacts.flatMap(textsOf), ...replies.flatMap(({ textId }) => textId ?? [])];
  const [texts, names, hours, waiting, weighed, read] = await Promise.all([
    readTextsForStaff(db, textIds, ctx.locale),
    findNames(db, [...contacts.flatMap(({ adultId, staffId }) => [adultId, staffId]), ...replies.map(({ adultId }) => adultId), ...sent.map(({ adultId }) => adultId)]),
    findHours(db, adultIds),
    listWaiting(db, adultIds),
    db.contact.findMany({ where: { pupilId: { in: family } }, select: { at: true, tone: true, outcome: true } }),
    goodNewsRead(db, family),
  ]);
  await recordAudit(db, {
    schoolId: ctx.school.id, at: now, actorId: actor.adultId, action: "contacts.read", subjectType: "pupil", subjectId: pupil.id, pupilId: pupil.id, rule: "staff",
  });
  const called = (id: string) => names.get(id) ?? "";
  const entries: TimelineEntry[] = [
    ...contacts.map((contact) => contactEntry(contact, texts, called, can.readOpinion(actor, contact))),
    ...replies.map(({ id, at, adultId, contactId, kind, textId }): ReplyEntry => ({ type: "reply", id, at, adultId, adult: called(adultId), contactId, kind, text: (textId && texts.get(textId)) || null })),
    ...sent.map((message): SentEntry => ({ ...message, type: "sent", adult: called(message.adultId) })),
  ];
  const { links, ...child } = pupil;
  return {
    pupil: child,
    adults: links.map(({ relation, adult }) => ({ id: adult.id, name: nameOf(adult), relation, phone: adult.phone, plan: planFor(adult), hours: hours.get(adult.id) ?? [] })),
    entries: entries.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, SHOWN),
    balance: balanceOf(weighed, now, read),
    waiting,
  };
}

/** The texts of a contact that its reader is shown. */
export const textsOf = (contact: Pick<Contact, "factsId" | "theirWordsId" | "agreedId" | "nextStepId">): string[] =>
  [contact.factsId, contact.theirWordsId, contact.agreedId, contact.nextStepId].filter((id) => id !== null);

function contactEntry(contact: Contact, texts: Map<string, StaffText>, called: (id: string) => string, opinions: boolean): ContactEntry {
  const { id, at, adultId, channel, direction, language, interpreter, outcome, barrier, topics, tone, nextStepDueAt } = contact;
  const textOf = (textId: string | null) => (textId && texts.get(textId)) || null;
  return {
    type: "contact", id, at, adultId, adult: called(adultId), staff: called(contact.staffId), channel, direction, language, interpreter, outcome, barrier, topics, tone, nextStepDueAt,
    facts: textOf(contact.factsId), theirWords: textOf(contact.theirWordsId), agreed: textOf(contact.agreedId), nextStep: textOf(contact.nextStepId),
    opinion: opinions ? contact.opinion : null,
  };
}
