import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { familyVisible, linkAllows } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor, type ReachPlan } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import type { Person } from "@/server/lib/auth/actor";
import { dateIn } from "@/server/lib/clock";
import { contentLanguage, type Ctx, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { PostSide, PostSign, PostVia, Relation, ThreadTeam } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { isIn, ownThreads, staffThreads, teamPupils } from "./policy";
import { type ListThreads, type Team, teams, type Writing } from "./schema";

/** The classes of colleagues who are away today and for whom this person steps in. */
export async function coveredClasses(ctx: Pick<Ctx, "db" | "now" | "school">, actor: Person): Promise<string[]> {
  const today = dateIn(ctx.school.zone, ctx.now);
  const away = await ctx.db.staffAway.findMany({
    where: { coverId: actor.adultId, fromOn: { lte: today }, untilOn: { gte: today } },
    select: { staff: { select: { teaching: { where: { endedAt: null }, select: { classGroupId: true } } } } },
  });
  return [...new Set(away.flatMap(({ staff }) => staff.teaching.map(({ classGroupId }) => classGroupId)))];
}

/** Somebody of a team, and whether they are away today. */
export interface Member {
  adultId: string;
  name: string;
  /** Last day away, and who answers for them. */
  away: { untilOn: Date; cover: { adultId: string; name: string } | null } | null;
}

/** Who is in a team for a child: the class teachers of the child's class, or everybody who holds the post. Statements: two. */
export async function findMembers(tx: Tx, ctx: Pick<Ctx, "now" | "school">, team: Team, pupilId: string): Promise<Member[]> {
  const adults = await tx.adult.findMany({
    where: team === "class_teacher"
      ? { removedAt: null, teaching: { some: { endedAt: null, classGroup: { enrolments: { some: { pupilId, endedAt: null } } } } } }
      : { removedAt: null, posts: { some: { role: team, endedAt: null } } },
    orderBy: [{ familyName: "asc" }, { id: "asc" }],
    select: { id: true, ...nameFields },
  });
  const today = dateIn(ctx.school.zone, ctx.now);
  const away = await tx.staffAway.findMany({
    where: { staffId: { in: adults.map(({ id }) => id) }, fromOn: { lte: today }, untilOn: { gte: today } },
    orderBy: { untilOn: "asc" },
    select: { staffId: true, untilOn: true, cover: { select: { id: true, removedAt: true, ...nameFields } } },
  });
  return adults.map((adult) => {
    const gone = away.find(({ staffId }) => staffId === adult.id);
    const cover = gone?.cover && !gone.cover.removedAt ? { adultId: gone.cover.id, name: nameOf(gone.cover) } : null;
    return { adultId: adult.id, name: nameOf(adult), away: gone ? { untilOn: gone.untilOn, cover } : null };
  });
}

/** Who would answer a first message to a team about a child, and who is away. Errors: not_found for a child about whom the adult may not write. */
export async function getTeam(ctx: PersonCtx, input: Writing): Promise<Member[]> {
  return (await getWriting(ctx, input)).members;
}

/** The same with the child's name. Errors: not_found. */
export async function getWriting(ctx: PersonCtx, { pupilId, team }: Writing): Promise<{ child: string; members: Member[] }> {
  const pupil = await ctx.db.pupil.findFirst({ where: { AND: [{ id: pupilId }, familyVisible(ctx.actor, "messages", ctx.now)] }, select: { givenName: true } });
  if (!pupil) throw new AppError("not_found");
  return { child: pupil.givenName, members: await findMembers(ctx.db, ctx, team, pupilId) };
}

/** A conversation in a list. */
export interface ThreadLine {
  id: string;
  team: ThreadTeam;
  lastAt: Date;
  /** Whether the school has written since this adult last looked. */
  isNew: boolean;
}

export interface FamilyThreads {
  pupil: { id: string; givenName: string };
  threads: ThreadLine[];
  /** Teams to whom the adult has not written yet and that have somebody in them. */
  open: Team[];
}

/** The signed-in adult's conversations, child by child, the newest first, and to whom else one can write. */
export async function listFamilyThreads(ctx: PersonCtx): Promise<FamilyThreads[]> {
  const { db, actor, now } = ctx;
  const pupils = await db.pupil.findMany({ where: familyVisible(actor, "messages", now), orderBy: [{ givenName: "asc" }, { id: "asc" }], select: { id: true, givenName: true } });
  if (pupils.length === 0) return [];
  const [threads, posts, taught] = await Promise.all([
    db.thread.findMany({
      where: ownThreads(actor, now), orderBy: [{ lastAt: "desc" }, { id: "desc" }],
      select: { id: true, pupilId: true, team: true, lastAt: true, schoolAt: true, looks: { where: { adultId: actor.adultId }, select: { at: true } } },
    }),
    db.staffPost.findMany({ where: { endedAt: null, role: { in: ["office", "family_support"] }, adult: { removedAt: null } }, distinct: ["role"], select: { role: true } }),
    db.enrolment.findMany({
      where: { pupilId: { in: pupils.map(({ id }) => id) }, endedAt: null, classGroup: { teachers: { some: { endedAt: null, adult: { removedAt: null } } } } }, select: { pupilId: true },
    }),
  ]);
  const there = (team: Team, pupilId: string) => (team === "class_teacher" ? taught.some((row) => row.pupilId === pupilId) : posts.some(({ role }) => role === team));
  return pupils.map((pupil) => {
    const own = threads.filter(({ pupilId }) => pupilId === pupil.id);
    return {
      pupil,
      threads: own.map(({ id, team, lastAt, schoolAt, looks: [look] }) => ({ id, team, lastAt, isNew: schoolAt !== null && (!look || look.at < schoolAt) })),
      open: teams.filter((team) => there(team, pupil.id) && !own.some((thread) => thread.team === team)),
    };
  });
}

/** How many conversations of the signed-in adult hold something new. One statement. */
export async function countNew(ctx: PersonCtx): Promise<{ count: number }> {
  const threads = await ctx.db.thread.findMany({
    where: { ...ownThreads(ctx.actor, ctx.now), schoolAt: { not: null } }, select: { schoolAt: true, looks: { where: { adultId: ctx.actor.adultId }, select: { at: true } } },
  });
  return { count: threads.filter(({ schoolAt, looks: [look] }) => schoolAt && (!look || look.at < schoolAt)).length };
}

type Words = Pick<ReaderText, "body" | "language" | "source" | "sourceLanguage" | "sign" | "translated" | "sentences">;

/** One message as its reader gets it. */
export interface ReadPost {
  id: string;
  side: PostSide;
  /** Whether the reader wrote it. */
  own: boolean;
  author: string;
  at: Date;
  via: PostVia;
  words: Words | null;
  sign: PostSign | null;
  /** Whether there is a voice note to hear, its language, and what a colleague wrote down of it. */
  voice: { language: string; written: Words | null } | null;
  files: { id: string; type: string }[];
}

/** Messages shown at once, the newest. */
const SHOWN = 200;

/** The messages of a conversation, oldest first, in the reader's language. The caller has asked the access rule. Statements: four. */
export async function readPosts(db: Tx, threadId: string, language: string, readerId: string): Promise<ReadPost[]> {
  const posts = (await db.post.findMany({
    where: { threadId }, orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN,
    select: { id: true, side: true, authorId: true, at: true, via: true, textId: true, sign: true, author: { select: nameFields }, files: { select: { id: true, type: true }, orderBy: { id: "asc" } } },
  })).reverse();
  const voices = await db.voiceNote.findMany({ where: { subjectId: { in: posts.map(({ id }) => id) } }, select: { subjectId: true, language: true, transcriptId: true } });
  const texts = await readTexts(db, [...posts.flatMap(({ textId }) => textId ?? []), ...voices.flatMap(({ transcriptId }) => transcriptId ?? [])], language, readerId);
  const voiceOf = new Map(voices.map((voice) => [voice.subjectId, voice]));
  return posts.map(({ textId, author, authorId, ...post }) => {
    const voice = voiceOf.get(post.id);
    return {
      ...post, own: authorId === readerId, author: nameOf(author), words: (textId && texts.get(textId)) || null,
      voice: voice ? { language: voice.language, written: (voice.transcriptId && texts.get(voice.transcriptId)) || null } : null,
    };
  });
}

export interface FamilyThread {
  id: string;
  team: ThreadTeam;
  pupil: { id: string; givenName: string };
  posts: ReadPost[];
  members: Member[];
}

/** One of the signed-in adult's own conversations, in the language of the page. Errors: not_found. */
export async function getFamilyThread(ctx: PersonCtx, threadId: string): Promise<FamilyThread> {
  const thread = await ctx.db.thread.findFirst({
    where: { AND: [{ id: threadId }, ownThreads(ctx.actor, ctx.now)] }, select: { id: true, team: true, pupil: { select: { id: true, givenName: true } } },
  });
  if (!thread) throw new AppError("not_found");
  const [posts, members] = await Promise.all([
    readPosts(ctx.db, thread.id, contentLanguage(ctx), ctx.actor.adultId),
    findMembers(ctx.db, ctx, thread.team, thread.pupil.id),
  ]);
  return { ...thread, posts, members };
}

export interface StaffLine {
  id: string;
  team: ThreadTeam;
  pupil: { id: string; name: string };
  adult: { id: string; name: string; language: string };
  assignee: string | null;
  mine: boolean;
  waitingSince: Date | null;
  lastAt: Date;
}

const LISTED = 300;

const countOf = (ctx: StaffCtx, visible: Prisma.ThreadWhereInput): Promise<number> => ctx.db.thread.count({ where: { AND: [visible, { waitingSince: { not: null } }] } });

/** How many families wait for an answer of this member of staff's teams. Two statements, however many there are. */
export async function countWaiting(ctx: StaffCtx): Promise<{ count: number }> {
  return { count: await countOf(ctx, staffThreads(ctx.actor, await coveredClasses(ctx, ctx.actor))) };
}

/** Conversations of this member of staff's teams: those that wait, the longest first; one's own; or all, the newest first. */
export async function listStaffThreads(ctx: StaffCtx, input: ListThreads): Promise<{ lines: StaffLine[]; waiting: number; teams: Team[] }> {
  const covered = await coveredClasses(ctx, ctx.actor);
  const visible = staffThreads(ctx.actor, covered);
  const [threads, waiting] = await Promise.all([
    ctx.db.thread.findMany({
      where: { AND: [visible, input.show === "waiting" ? { waitingSince: { not: null } } : input.show === "mine" ? { assigneeId: ctx.actor.adultId } : {}] },
      orderBy: input.show === "waiting" ? [{ waitingSince: "asc" }, { id: "asc" }] : [{ lastAt: "desc" }, { id: "desc" }], take: LISTED,
      select: {
        id: true, team: true, waitingSince: true, lastAt: true, assigneeId: true,
        pupil: { select: { id: true, givenName: true, familyName: true } }, adult: { select: { id: true, ...nameFields, ...reachFields } }, assignee: { select: nameFields },
      },
    }),
    countOf(ctx, visible),
  ]);
  return {
    waiting,
    teams: teams.filter((team) => isIn(ctx.actor, team) || (team === "class_teacher" && covered.length > 0)),
    lines: threads.map(({ pupil, adult, assignee, assigneeId, ...thread }) => ({
      ...thread, pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}` }, adult: { id: adult.id, name: nameOf(adult), language: planFor(adult).writeIn },
      assignee: assignee ? nameOf(assignee) : null, mine: assigneeId === ctx.actor.adultId,
    })),
  };
}

export interface StaffThread {
  id: string;
  team: ThreadTeam;
  pupil: { id: string; name: string };
  adult: { id: string; name: string; relation: Relation | null; phone: string | null; plan: ReachPlan };
  /** Whether the adult may get messages about the child now: else nothing can be sent. */
  open: boolean;
  assignee: { id: string; name: string } | null;
  waitingSince: Date | null;
  /** When the adult last looked; null when never. */
  seenAt: Date | null;
  posts: ReadPost[];
  members: Member[];
}

/** One conversation of this person's teams, in English as far as it has been translated. Errors: not_found. */
export async function getStaffThread(ctx: StaffCtx, threadId: string): Promise<StaffThread> {
  const thread = await ctx.db.thread.findFirst({
    where: { AND: [{ id: threadId }, staffThreads(ctx.actor, await coveredClasses(ctx, ctx.actor))] },
    select: {
      id: true, team: true, waitingSince: true, adultId: true, pupil: { select: { id: true, givenName: true, familyName: true } },
      adult: { select: { id: true, ...nameFields, ...reachFields } }, assignee: { select: { id: true, ...nameFields } }, looks: { select: { adultId: true, at: true } },
    },
  });
  if (!thread) throw new AppError("not_found");
  const { pupil, adult, assignee, adultId, looks, ...rest } = thread;
  const [posts, members, link, relation] = await Promise.all([
    readPosts(ctx.db, thread.id, SOURCE_LANGUAGE, ctx.actor.adultId),
    findMembers(ctx.db, ctx, thread.team, pupil.id),
    mayWriteTo(ctx.db, adultId, pupil.id, ctx.now),
    ctx.db.guardianLink.findFirst({ where: { adultId, pupilId: pupil.id }, select: { relation: true } }),
  ]);
  return {
    ...rest, posts, members, open: link,
    pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}` },
    adult: { id: adult.id, name: nameOf(adult), relation: relation?.relation ?? null, phone: adult.phone, plan: planFor(adult) },
    assignee: assignee ? { id: assignee.id, name: nameOf(assignee) } : null,
    seenAt: looks.find((look) => look.adultId === adultId)?.at ?? null,
  };
}

/** Whether messages about a child may go to an adult (the one access rule). */
export async function mayWriteTo(tx: Tx, adultId: string, pupilId: string, now: Date): Promise<boolean> {
  return (await tx.guardianLink.count({ where: { adultId, pupilId, ...linkAllows("messages", now), adult: { removedAt: null }, pupil: { removedAt: null } } })) > 0;
}

export interface Reachable {
  pupil: { id: string; name: string };
  adults: { id: string; name: string; relation: Relation; language: string; plan: ReachPlan }[];
  teams: Team[];
}

/** To whom one can write about a child, and in the name of which team. Errors: not_found for a child of none of one's teams. */
export async function findReachable(ctx: StaffCtx, pupilId: string): Promise<Reachable> {
  const covered = await coveredClasses(ctx, ctx.actor);
  const may = await Promise.all(teams.map((team) => ctx.db.pupil.findFirst({ where: { AND: [{ id: pupilId }, teamPupils(ctx.actor, team, covered)] }, select: { id: true, givenName: true, familyName: true } })));
  const pupil = may.find((found) => found !== null);
  if (!pupil) throw new AppError("not_found");
  const links = await ctx.db.guardianLink.findMany({
    where: { pupilId, ...linkAllows("messages", ctx.now), adult: { removedAt: null } }, orderBy: [{ contactOrder: "asc" }, { id: "asc" }],
    select: { relation: true, adult: { select: { id: true, ...nameFields, ...reachFields } } },
  });
  return {
    pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}` },
    teams: teams.filter((_team, nth) => may[nth] !== null),
    adults: links.map(({ relation, adult }) => {
      const plan = planFor(adult);
      return { id: adult.id, name: nameOf(adult), relation, language: plan.writeIn, plan };
    }),
  };
}

/** A conversation that this person may read, as family or as staff; null when there is none such. */
export async function findReadable(ctx: PersonCtx, threadId: string): Promise<{ id: string } | null> {
  const staff = ctx.actor.roles.length > 0 ? [staffThreads(ctx.actor, await coveredClasses(ctx, ctx.actor))] : [];
  return ctx.db.thread.findFirst({ where: { AND: [{ id: threadId }, { OR: [ownThreads(ctx.actor, ctx.now), ...staff] }] }, select: { id: true } });
}

/** A picture or document of a conversation that this person may read. Errors: not_found. */
export async function getFile(ctx: PersonCtx, fileId: string): Promise<{ type: string; bytes: Uint8Array }> {
  const file = await ctx.db.postFile.findFirst({ where: { id: fileId }, select: { type: true, bytes: true, post: { select: { threadId: true } } } });
  if (!file || !(await findReadable(ctx, file.post.threadId))) throw new AppError("not_found");
  return { type: file.type, bytes: file.bytes };
}

/** What was said in a message of a conversation that this person may read. Errors: not_found. */
export async function getVoice(ctx: PersonCtx, postId: string): Promise<{ type: string; audio: Uint8Array }> {
  const post = await ctx.db.post.findFirst({ where: { id: postId }, select: { threadId: true } });
  const note = post && (await findReadable(ctx, post.threadId)) ? await ctx.db.voiceNote.findFirst({ where: { subjectId: postId }, select: { type: true, audio: true } }) : null;
  if (!note) throw new AppError("not_found");
  return note;
}

export interface AwayList {
  /** One's own times away, today's and later. */
  own: { id: string; fromOn: Date; untilOn: Date; cover: string | null }[];
  /** Colleagues who could step in. */
  colleagues: { id: string; name: string }[];
}

/** When this member of staff is away, and who could answer for them. */
export async function listAway(ctx: StaffCtx): Promise<AwayList> {
  const [own, colleagues] = await Promise.all([
    ctx.db.staffAway.findMany({
      where: { staffId: ctx.actor.adultId, untilOn: { gte: dateIn(ctx.school.zone, ctx.now) } }, orderBy: { fromOn: "asc" },
      select: { id: true, fromOn: true, untilOn: true, cover: { select: nameFields } },
    }),
    ctx.db.adult.findMany({
      where: { removedAt: null, id: { not: ctx.actor.adultId }, posts: { some: { endedAt: null, role: { in: ["teacher", "head", "deputy_head", "office", "family_support"] } } } },
      orderBy: [{ familyName: "asc" }, { id: "asc" }], select: { id: true, ...nameFields },
    }),
  ]);
  return { own: own.map(({ cover, ...away }) => ({ ...away, cover: cover ? nameOf(cover) : null })), colleagues: colleagues.map((adult) => ({ id: adult.id, name: nameOf(adult) })) };
}
