import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { staffVisible } from "@/server/features/people/policy";
import { findReachPlans } from "@/server/features/people/profile/queries";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { mayDo } from "@/server/features/people/schema";
import { dayIn } from "@/server/lib/clock";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import { icalendarOf } from "@/server/lib/days/icalendar";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { CelebrationKind, CelebrationSays, CelebrationState } from "@/server/lib/db/generated/enums";
import { env } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { findStaffClip, findWatchable, type ShownClip, type StaffClip } from "../clips/queries";
import { bankSentence } from "../rules";
import { invitedLinks, ownCelebrations, staffCelebrations } from "./policy";

/** A celebration as an adult who is invited sees it. */
export interface OwnCelebration {
  id: string;
  kind: CelebrationKind;
  state: CelebrationState;
  startsAt: Date;
  endsAt: Date;
  place: string;
  words: ReaderText | null;
  /** This adult's children who are celebrated, each with the sentence of the good news in the language of the page. */
  children: { id: string; name: string; sentence: string | null }[];
  answer: { says: CelebrationSays; places: number; needs: string[] } | null;
  /** Whether it can still be answered. */
  open: boolean;
  clip: ShownClip | null;
}

const LISTED = 50;

async function readOwn(ctx: PersonCtx, where: Prisma.CelebrationWhereInput): Promise<OwnCelebration[]> {
  const { adultId } = ctx.actor;
  const rows = await ctx.db.celebration.findMany({
    where: { AND: [ownCelebrations(ctx.actor, ctx.now), where] }, orderBy: [{ startsAt: "desc" }, { id: "desc" }], take: LISTED,
    include: {
      answers: { where: { adultId }, select: { says: true, places: true, needs: true } },
      pupils: {
        where: { pupil: { removedAt: null, links: { some: { adultId, ...invitedLinks(ctx.now) } } } }, orderBy: { pupilId: "asc" },
        select: { pupilId: true, pupil: { select: { givenName: true, wordingForm: true } }, success: { select: { statement: true, state: true } } },
      },
    },
  });
  const texts = await readTexts(ctx.db, rows.flatMap(({ wordsId }) => wordsId ?? []), contentLanguage(ctx), adultId);
  const clips = await findWatchable(ctx, rows.map(({ id }) => id));
  return rows.map(({ id, kind, state, startsAt, endsAt, place, wordsId, pupils, answers }) => ({
    id, kind, state, startsAt, endsAt, place, words: (wordsId && texts.get(wordsId)) || null, answer: answers[0] ?? null, open: state === "invited" && endsAt > ctx.now, clip: clips.get(id) ?? null,
    children: pupils.map(({ pupilId, pupil, success }) => ({
      id: pupilId, name: pupil.givenName, sentence: success?.state === "shown" && success.statement ? bankSentence(ctx.locale, success.statement, { name: pupil.givenName, form: pupil.wordingForm }) : null,
    })),
  }));
}

/** The celebrations of the signed-in adult's children, the newest first. */
export function listOwnCelebrations(ctx: PersonCtx): Promise<OwnCelebration[]> {
  return readOwn(ctx, {});
}

/** One of them. Errors: not_found. */
export async function getOwnCelebration(ctx: PersonCtx, input: { celebrationId: string }): Promise<OwnCelebration> {
  const [found] = await readOwn(ctx, { id: input.celebrationId });
  if (!found) throw new AppError("not_found");
  return found;
}

/** When and where a celebration is, as a file for the adult's own calendar; one that was called off says so. Errors: not_found. */
export async function writeCelebrationFile(ctx: PersonCtx, input: { celebrationId: string }): Promise<string> {
  const { id, kind, state, startsAt, endsAt, place, children, words } = await getOwnCelebration(ctx, input);
  const { locale, school } = ctx;
  const name = translatorFor(locale)(`rewards.celebrate.kinds.${kind}`);
  return icalendarOf({
    product: "Celebrations", name, language: locale, publicUrl: env().PUBLIC_URL, now: ctx.now,
    entries: [{
      id: `celebration-${id}`, startsAt, endsAt, startsOn: dayIn(school.zone, startsAt), endsOn: dayIn(school.zone, endsAt), summary: `${children.map((child) => child.name).join(", ")}: ${name}`, description: words?.body ?? "", location: place,
      path: `/${locale}/family/rewards/celebrations/${id}`, off: state === "cancelled",
    }],
  });
}

/** A celebration in the staff's list. */
export interface CelebrationLine {
  id: string;
  kind: CelebrationKind;
  state: CelebrationState;
  startsAt: Date;
  place: string;
  children: number;
}

/** The celebrations with children whom this person may know, the newest first. */
export async function listCelebrations(ctx: StaffCtx): Promise<CelebrationLine[]> {
  const rows = await ctx.db.celebration.findMany({
    where: staffCelebrations(ctx.actor, ctx.now), orderBy: [{ startsAt: "desc" }, { id: "desc" }], take: LISTED,
    select: { id: true, kind: true, state: true, startsAt: true, place: true, _count: { select: { pupils: true } } },
  });
  return rows.map(({ _count, ...row }) => ({ ...row, children: _count.pupils }));
}

export interface StaffCelebration {
  id: string;
  kind: CelebrationKind;
  state: CelebrationState;
  startsAt: Date;
  endsAt: Date;
  place: string;
  words: string;
  /** Children whom this person may know; the rest are counted. */
  children: { id: string; name: string; inClip: boolean }[];
  others: number;
  answers: { name: string; says: CelebrationSays; places: number; needs: string[] }[];
  /** Adults who are invited, and those of them who have not answered. */
  counts: { adults: number; yes: number; places: number; work: number; no: number; waiting: number };
  needs: Record<string, number>;
  /** Interpreters for those who come, by language. */
  interpreters: { language: string; adults: number }[];
  clip: StaffClip | null;
  decides: boolean;
}

/** One celebration with its answers. Errors: not_found. */
export async function getCelebration(ctx: StaffCtx, input: { celebrationId: string }): Promise<StaffCelebration> {
  const row = await ctx.db.celebration.findFirst({
    where: { AND: [{ id: input.celebrationId }, staffCelebrations(ctx.actor, ctx.now)] },
    include: { pupils: { select: { pupilId: true } }, answers: { orderBy: { at: "asc" }, select: { adultId: true, says: true, places: true, needs: true, adult: { select: nameFields } } } },
  });
  if (!row) throw new AppError("not_found");
  const pupilIds = row.pupils.map(({ pupilId }) => pupilId);
  const known = await ctx.db.pupil.findMany({ where: { AND: [{ id: { in: pupilIds } }, staffVisible(ctx.actor, ctx.now)] }, orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }], select: { id: true, givenName: true, familyName: true } });
  const links = await ctx.db.guardianLink.findMany({ where: { AND: [{ pupilId: { in: pupilIds } }, invitedLinks(ctx.now)] }, select: { adultId: true, pupilId: true } });
  const invited = new Set(links.map(({ adultId }) => adultId));
  // An answer of somebody whom an order keeps away by now is no guest any more.
  const answers = row.answers.filter(({ adultId }) => invited.has(adultId));
  const named = new Set(links.filter(({ pupilId }) => known.some(({ id }) => id === pupilId)).map(({ adultId }) => adultId));
  const coming = answers.filter(({ says }) => says === "yes");
  const plans = await findReachPlans(ctx.db, coming.map(({ adultId }) => adultId));
  const languages = new Map<string, number>();
  for (const { adultId, needs } of coming) {
    const plan = plans.get(adultId)?.plan;
    if (plan && (plan.interpreter || needs.includes("interpreter"))) languages.set(plan.speakIn, (languages.get(plan.speakIn) ?? 0) + 1);
  }
  const count = (says: CelebrationSays) => answers.filter((each) => each.says === says).length;
  const texts = await readTexts(ctx.db, row.wordsId ? [row.wordsId] : [], SOURCE_LANGUAGE);
  const clip = await findStaffClip(ctx, row.id);
  return {
    id: row.id, kind: row.kind, state: row.state, startsAt: row.startsAt, endsAt: row.endsAt, place: row.place, words: (row.wordsId && texts.get(row.wordsId)?.source) || "",
    children: known.map(({ id, givenName, familyName }) => ({ id, name: `${givenName} ${familyName}`, inClip: clip?.children.includes(id) ?? false })), others: pupilIds.length - known.length,
    answers: answers.filter(({ adultId }) => named.has(adultId)).map(({ adult, says, places, needs }) => ({ name: nameOf(adult), says, places, needs })),
    counts: { adults: invited.size, yes: coming.length, places: coming.reduce((sum, { places }) => sum + places, 0), work: count("work"), no: count("no"), waiting: invited.size - answers.length },
    needs: Object.fromEntries(["step_free", "hearing"].map((need) => [need, coming.filter(({ needs }) => needs.includes(need)).length])),
    interpreters: [...languages].map(([language, adults]) => ({ language, adults })).sort((a, b) => b.adults - a.adults || a.language.localeCompare(b.language)),
    clip, decides: mayDo(ctx.actor.roles, "approveRewards"),
  };
}

/** A child who can be celebrated, with the newest good news. */
export interface Candidate {
  id: string;
  name: string;
  className: string;
  successId: string | null;
  /** In the language of the page. */
  sentence: string | null;
}

/** Whom a member of staff can choose: every child whom they may know, by class, with the newest good news of each. Two statements. */
export async function listCandidates(ctx: StaffCtx): Promise<Candidate[]> {
  const pupils = await ctx.db.pupil.findMany({
    where: staffVisible(ctx.actor, ctx.now), orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }],
    select: {
      id: true, givenName: true, familyName: true, wordingForm: true, enrolments: { where: { endedAt: null, classGroup: { removedAt: null } }, orderBy: { classGroupId: "asc" }, take: 1, select: { classGroup: { select: { name: true } } } },
      successes: { where: { state: "shown" }, orderBy: [{ decidedAt: "desc" }, { id: "desc" }], take: 1, select: { id: true, statement: true } },
    },
  });
  return pupils.map(({ id, givenName, familyName, wordingForm, enrolments, successes: [newest] }) => ({
    id, name: `${givenName} ${familyName}`, className: enrolments[0]?.classGroup.name ?? "", successId: newest?.id ?? null,
    sentence: newest?.statement ? bankSentence(ctx.locale, newest.statement, { name: givenName, form: wordingForm }) : null,
  })).sort((a, b) => a.className.localeCompare(b.className, "en", { numeric: true }));
}
