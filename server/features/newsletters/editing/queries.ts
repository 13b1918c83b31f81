import { findConsents } from "@/server/features/people/photos/queries";
import { staffVisible } from "@/server/features/people/policy";
import { nameFields, nameOf } from "@/server/features/people/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { NewsletterAudience, NewsletterBlockKind, NewsletterState } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { findLacking, readNewsletter, type ReadNewsletter } from "../queries";
import { pictureUse, wordsHash } from "../rules";

/** A newsletter in the list of those who write them. */
export interface DraftLine {
  id: string;
  title: string;
  state: NewsletterState;
  audience: NewsletterAudience;
  sendAt: Date | null;
  sentAt: Date | null;
  updatedAt: Date;
  by: string | null;
  /** Whether a picture of it cannot be shown now, because a consent has ended or was never given. */
  hidden: boolean;
}

const LISTED = 200;

/** Every newsletter of the school, those that are being written first. */
export async function listNewsletters(ctx: StaffCtx): Promise<DraftLine[]> {
  const rows = await ctx.db.newsletter.findMany({ orderBy: [{ state: "asc" }, { sentAt: "desc" }, { updatedAt: "desc" }, { id: "desc" }], take: LISTED });
  const [lacking, segments, adults] = await Promise.all([
    findLacking(ctx.db, { state: { in: ["draft", "scheduled", "sent"] } }, ctx.now),
    ctx.db.segment.findMany({ where: { textId: { in: rows.map(({ titleId }) => titleId) } }, orderBy: { position: "asc" }, select: { textId: true, body: true } }),
    ctx.db.adult.findMany({ where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } }, select: { id: true, ...nameFields } }),
  ]);
  return rows.map(({ id, titleId, state, audience, sendAt, sentAt, updatedAt, createdById }) => {
    const by = adults.find((adult) => adult.id === createdById);
    return {
      id, state, audience, sendAt, sentAt, updatedAt, by: by ? nameOf(by) : null, hidden: lacking.some(({ newsletterId }) => newsletterId === id),
      title: segments.filter(({ textId }) => textId === titleId).map(({ body }) => body.trim()).join(" "),
    };
  });
}

/** A block as the editor has it. */
export interface EditedBlock {
  id: string;
  kind: NewsletterBlockKind;
  words: string;
  /** The hash of the words as they stand. */
  base: string;
  happensOn: Date | null;
  happensTime: number | null;
  link: string | null;
  picture: ReadNewsletter["blocks"][number]["picture"];
  /** Whether its picture cannot be shown now. */
  hidden: boolean;
}

export interface EditedNewsletter {
  id: string;
  state: NewsletterState;
  audience: NewsletterAudience;
  yearGroups: number[];
  sendAt: Date | null;
  sentAt: Date | null;
  title: string;
  titleBase: string;
  blocks: EditedBlock[];
}

/** A newsletter as it was written, for the editor. Errors: not_found. */
export async function getEdited(ctx: StaffCtx, input: { newsletterId: string }): Promise<EditedNewsletter> {
  const [row, read] = await Promise.all([
    ctx.db.newsletter.findFirst({ where: { id: input.newsletterId }, select: { id: true, state: true, audience: true, yearGroups: true, sendAt: true, sentAt: true } }),
    readNewsletter(ctx.db, { id: input.newsletterId }, SOURCE_LANGUAGE, ctx.now),
  ]);
  if (!row || !read) throw new AppError("not_found");
  return {
    ...row, title: read.title.source, titleBase: wordsHash(read.title.source),
    blocks: read.blocks.map(({ words, ...block }) => ({ ...block, words: words.source, base: wordsHash(words.source) })),
  };
}

/** A newsletter as families will get it in a language, whatever its state. Errors: not_found. */
export async function previewNewsletter(ctx: StaffCtx, input: { newsletterId: string; language: string }): Promise<ReadNewsletter> {
  const read = await readNewsletter(ctx.db, { id: input.newsletterId }, input.language, ctx.now);
  if (!read) throw new AppError("not_found");
  return read;
}

/** Who can be marked in a picture, and who is. */
export interface PicturePeople {
  /** Nobody can be recognised: somebody has said so. */
  nobody: boolean;
  classes: { name: string; children: { id: string; name: string; marked: boolean; agreed: boolean }[] }[];
}

/** The children whom this person may know, by class, with whether they may be shown to the readers of the newsletter as it is. Errors: not_found. */
export async function listPicturePeople(ctx: StaffCtx, input: { blockId: string }): Promise<PicturePeople> {
  const block = await ctx.db.newsletterBlock.findFirst({
    where: { id: input.blockId, kind: "picture" }, select: { newsletter: { select: { audience: true } }, picture: { select: { peopleSaid: true, children: { select: { pupilId: true } } } } },
  });
  if (!block) throw new AppError("not_found");
  const pupils = await ctx.db.pupil.findMany({
    where: staffVisible(ctx.actor, ctx.now), orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }],
    select: { id: true, givenName: true, familyName: true, enrolments: { where: { endedAt: null, classGroup: { removedAt: null } }, orderBy: { classGroupId: "asc" }, take: 1, select: { classGroup: { select: { name: true } } } } },
  });
  const [consents, use, marked] = [await findConsents(ctx.db, pupils.map(({ id }) => id), ctx.now), pictureUse(block.newsletter.audience), new Set(block.picture?.children.map(({ pupilId }) => pupilId))];
  const classes = new Map<string, PicturePeople["classes"][number]["children"]>();
  for (const { id, givenName, familyName, enrolments } of pupils) {
    const name = enrolments[0]?.classGroup.name ?? "";
    classes.set(name, [...(classes.get(name) ?? []), { id, name: `${givenName} ${familyName}`, marked: marked.has(id), agreed: consents.get(id)?.[use] === "yes" }]);
  }
  return {
    nobody: block.picture?.peopleSaid === true && marked.size === 0,
    classes: [...classes].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([name, children]) => ({ name, children })),
  };
}
