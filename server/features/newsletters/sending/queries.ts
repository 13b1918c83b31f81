import { findUnexplained } from "@/server/features/languages/gate/queries";
import { textStates } from "@/server/features/languages/sending/queries";
import { staffVisible } from "@/server/features/people/policy";
import { findReachPlans } from "@/server/features/people/profile/queries";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { newsLinks } from "../policy";
import { findLacking, findUnsaid, readWithTexts, type ReadNewsletter } from "../queries";
import { type Fault, faultOf } from "../rules";

/** One adult who gets a newsletter, and a child through whom. */
export interface Recipient {
  adultId: string;
  pupilId: string;
}

/** Who gets a newsletter for these years (none: all of them): each adult once, by the one access rule. One statement. */
export async function findRecipients(tx: Tx, yearGroups: readonly number[], now: Date): Promise<Recipient[]> {
  const links = await tx.guardianLink.findMany({
    where: { ...newsLinks(now), ...(yearGroups.length > 0 ? { pupil: { removedAt: null, yearGroup: { in: [...yearGroups] } } } : {}) },
    orderBy: [{ adultId: "asc" }, { contactOrder: "asc" }, { pupilId: "asc" }], select: { adultId: true, pupilId: true },
  });
  const byAdult = new Map<string, string>();
  for (const { adultId, pupilId } of links) if (!byAdult.has(adultId)) byAdult.set(adultId, pupilId);
  return [...byAdult].map(([adultId, pupilId]) => ({ adultId, pupilId }));
}

/** What stands in the way of sending. */
export interface BlockFault {
  /** Null: the title. */
  blockId: string | null;
  fault: Fault;
  /** Letters that nobody explained. */
  letters: string[];
  /** Who in the picture has no consent, by name; null for a child whom this person may not know. */
  children?: (string | null)[];
}

/** Pictures that cannot go out: nobody has said who is in them, or somebody in them has no consent for those who would see it. */
async function findPictureFaults(ctx: StaffCtx, newsletterId: string): Promise<BlockFault[]> {
  const [unsaid, lacking] = await Promise.all([findUnsaid(ctx.db, { id: newsletterId }), findLacking(ctx.db, { id: newsletterId }, ctx.now)]);
  const known = await ctx.db.pupil.findMany({ where: { AND: [{ id: { in: lacking.flatMap(({ pupilIds }) => pupilIds) } }, staffVisible(ctx.actor, ctx.now)] }, orderBy: { id: "asc" }, select: { id: true, givenName: true, familyName: true } });
  const nameOfChild = (id: string) => { const found = known.find((each) => each.id === id); return found ? `${found.givenName} ${found.familyName}` : null; };
  return [
    ...unsaid.map((blockId): BlockFault => ({ blockId, fault: "no_people", letters: [] })),
    ...lacking.map(({ blockId, pupilIds }): BlockFault => ({ blockId, fault: "no_consent", letters: [], children: pupilIds.map(nameOfChild) })),
  ];
}

/** What newsletter lacks before it can go out: nothing, for one that is whole. Five statements. */
export async function findFaults(ctx: StaffCtx, newsletter: ReadNewsletter): Promise<BlockFault[]> {
  const tx = ctx.db;
  const lacking = newsletter.blocks.flatMap(({ id, kind, words, happensOn, link, picture, hidden }): BlockFault[] => {
    const fault = faultOf({ kind, words: words.source, happensOn, link, hasPicture: picture !== null || hidden });
    return fault ? [{ blockId: id, fault, letters: [] }] : [];
  });
  const unexplained = await findUnexplained(tx, new Map([["", newsletter.title.source], ...newsletter.blocks.map(({ id, words }) => [id, words.source] as const)]));
  return [...lacking, ...(await findPictureFaults(ctx, newsletter.id)), ...[...unexplained].map(([id, letters]): BlockFault => ({ blockId: id || null, fault: "unexplained", letters }))];
}

/** A language of those who get a newsletter. */
export interface LanguageState {
  language: string;
  adults: number;
  /** Pieces that have words, title and all, and how many of them are not in the language. */
  pieces: number;
  missing: string[];
  machine: number;
  unchecked: number;
}

export interface SendingState {
  newsletter: ReadNewsletter;
  adults: number;
  /** Whom a person rings, because news in writing does not reach them. */
  calls: number;
  faults: BlockFault[];
  /** The languages that are read, the most read first; the language of writing is whole. */
  languages: LanguageState[];
}

/** What will happen when a newsletter is sent: to how many, in which languages, and what is not ready. Errors: not_found. */
export async function getSendingState(ctx: StaffCtx, input: { newsletterId: string }): Promise<SendingState> {
  const read = await readWithTexts(ctx.db, { id: input.newsletterId }, SOURCE_LANGUAGE, ctx.now);
  if (!read) throw new AppError("not_found");
  const { newsletter, pieces } = read;
  const recipients = await findRecipients(ctx.db, newsletter.yearGroups, ctx.now);
  const plans = await findReachPlans(ctx.db, recipients.map(({ adultId }) => adultId));
  const counts = new Map<string, number>();
  for (const { plan } of plans.values()) counts.set(plan.writeIn, (counts.get(plan.writeIn) ?? 0) + 1);
  const [faults, states] = await Promise.all([findFaults(ctx, newsletter), textStates(ctx.db, pieces.map(({ textId }) => textId), [...counts.keys()])]);
  return {
    newsletter, faults, adults: plans.size, calls: [...plans.values()].filter(({ plan }) => plan.channels.includes("call")).length,
    languages: [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).map(([language, adults]) => {
      const own = states.filter((state) => state.language === language);
      return {
        language, adults, pieces: own.length,
        missing: pieces.filter(({ textId }) => own.some((state) => state.textId === textId && state.shown < state.sentences)).map(({ id }) => id),
        machine: own.reduce((sum, { machine }) => sum + machine, 0), unchecked: own.reduce((sum, { unchecked }) => sum + unchecked, 0),
      };
    }),
  };
}

/** How a newsletter has fared: to how many it went by which way, and how many have opened it. */
export interface SentCounts {
  adults: number;
  opened: number;
  ways: { channel: string; state: string; count: number }[];
}

/** The same for one that has gone out. Four statements. Errors: not_found. */
export async function countSent(ctx: StaffCtx, input: { newsletterId: string }): Promise<SentCounts> {
  const known = await ctx.db.newsletter.count({ where: { id: input.newsletterId } });
  if (known === 0) throw new AppError("not_found");
  const messages = { subjectId: input.newsletterId, kind: "newsletter_sent" };
  const [adults, opened, ways] = await Promise.all([
    ctx.db.message.count({ where: messages }), ctx.db.message.count({ where: { ...messages, acknowledgedAt: { not: null } } }),
    ctx.db.delivery.groupBy({ by: ["channel", "state"], where: { message: messages, channel: { not: "in_app" } }, _count: true, orderBy: [{ channel: "asc" }, { state: "asc" }] }),
  ]);
  return { adults, opened, ways: ways.map(({ channel, state, _count: count }) => ({ channel, state, count })) };
}
