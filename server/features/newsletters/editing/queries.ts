import type { StaffCtx } from "@/server/lib/context";
import type { NewsletterAudience, NewsletterBlockKind, NewsletterState } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { nameFields, nameOf } from "@/server/features/people/rules";

import { readNewsletter, type ReadNewsletter } from "../queries";
import { wordsHash } from "../rules";

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
}

const LISTED = 200;

/** Every newsletter of the school, those that are being written first. Three statements. */
export async function listNewsletters(ctx: StaffCtx): Promise<DraftLine[]> {
  const rows = await ctx.db.newsletter.findMany({ orderBy: [{ state: "asc" }, { sentAt: "desc" }, { updatedAt: "desc" }, { id: "desc" }], take: LISTED });
  const [segments, adults] = await Promise.all([
    ctx.db.segment.findMany({ where: { textId: { in: rows.map(({ titleId }) => titleId) } }, orderBy: { position: "asc" }, select: { textId: true, body: true } }),
    ctx.db.adult.findMany({ where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } }, select: { id: true, ...nameFields } }),
  ]);
  return rows.map(({ id, titleId, state, audience, sendAt, sentAt, updatedAt, createdById }) => {
    const by = adults.find((adult) => adult.id === createdById);
    return {
      id, state, audience, sendAt, sentAt, updatedAt, by: by ? nameOf(by) : null,
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
    readNewsletter(ctx.db, { id: input.newsletterId }, SOURCE_LANGUAGE),
  ]);
  if (!row || !read) throw new AppError("not_found");
  return {
    ...row, title: read.title.source, titleBase: wordsHash(read.title.source),
    blocks: read.blocks.map(({ words, ...block }) => ({ ...block, words: words.source, base: wordsHash(words.source) })),
  };
}

/** A newsletter as families will get it in a language, whatever its state. Errors: not_found. */
export async function previewNewsletter(ctx: StaffCtx, input: { newsletterId: string; language: string }): Promise<ReadNewsletter> {
  const read = await readNewsletter(ctx.db, { id: input.newsletterId }, input.language);
  if (!read) throw new AppError("not_found");
  return read;
}
