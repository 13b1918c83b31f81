import { deriveToken, hashToken } from "@/server/lib/auth/tokens";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { TranslatorInvite } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";

import { type GlossaryEntry, hitsOf } from "../glossary/rules";
import { loadGlossary } from "../glossary/queries";
import { maskSentence } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { schoolReads } from "../schema";
import { maskAgain } from "./rules";
import type { KeyInput } from "./schema";

/** The key of an invitation: made from its id and the server's secret, so that nothing secret is stored. */
export const keyOf = (inviteId: string): string => deriveToken("translator", inviteId);

export interface InviteRow {
  id: string;
  name: string;
  language: string;
  kinds: string[];
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  /** The key for the link; null when it works no longer. */
  key: string | null;
}

/** The translators outside the school who were invited, newest first. */
export async function listInvites(ctx: StaffCtx): Promise<InviteRow[]> {
  const rows = await ctx.db.translatorInvite.findMany({ orderBy: { createdAt: "desc" }, take: 100 });
  return rows.map(({ id, name, language, kinds, expiresAt, revokedAt, lastUsedAt }) => ({
    id, name, language, kinds, expiresAt, revokedAt, lastUsedAt, key: !revokedAt && expiresAt > ctx.now ? keyOf(id) : null,
  }));
}

/** The invitation behind a key. Errors: not_found, the same for one that never was, was taken back or has run out. */
export async function findInvite(db: Tx, ctx: Pick<Ctx, "now">, key: string): Promise<TranslatorInvite> {
  const invite = await db.translatorInvite.findFirst({ where: { tokenHash: hashToken(key), revokedAt: null, expiresAt: { gt: ctx.now } } });
  if (!invite) throw new AppError("not_found");
  return invite;
}

export interface OutsideSentence {
  segmentId: string;
  sourceHash: string;
  /** Names, dates and numbers are {1}, {2} …: they are not shown to anyone outside. */
  masked: string;
  /** The kinds of what is locked away, in order: enough to choose the right ending. */
  slots: string[];
  /** A machine's draft or what this translator wrote before, locked likewise. */
  draft: string | null;
  mine: boolean;
  glossary: GlossaryEntry[];
}

export interface OutsidePage {
  name: string;
  language: string;
  expiresAt: Date;
  sentences: OutsideSentence[];
  waiting: number;
}

const SHOWN = 20;

interface Row {
  id: string;
  hash: string;
  body: string;
  source_language: string;
  translation: string | null;
  own: boolean;
  total: number;
}

/**
 * The sentences that wait for this translator: of ordinary texts of the kinds agreed, in the language agreed, without a translation that a
 * person of the school has seen. What families and visitors write is read at the school alone, in English. No text, no child and no name can
 * be told from it. Errors: not_found.
 */
export async function listOutside(ctx: Ctx, input: KeyInput): Promise<OutsidePage> {
  const invite = await findInvite(ctx.db, ctx, input.key);
  const { language, kinds } = invite;
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT s.id, s.hash, s.body, t.language AS source_language, tr.body AS translation, coalesce(tr.invite_id = ${invite.id}::uuid, false) AS own,
      count(*) OVER ()::int AS total
    FROM content_text t JOIN segment s ON s.text_id = t.id LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = ${language} AND tr.source_hash = s.hash
    WHERE t.kind = ANY(${kinds}::text[]) AND t.stakes = 'ordinary' AND t.language <> ${language}
      AND (tr.id IS NULL OR tr.status IN ('stale', 'rejected') OR (tr.status = 'draft' AND (tr.origin = 'machine' OR tr.invite_id = ${invite.id}::uuid)))
      AND NOT t.kind = ANY(${schoolReads}::text[]) AND EXISTS (SELECT 1 FROM guardian_link l JOIN adult a ON a.id = l.adult_id
        WHERE (t.pupil_id IS NULL OR l.pupil_id = t.pupil_id) AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND a.removed_at IS NULL AND a.reading_language = ${language})
    ORDER BY coalesce(tr.invite_id = ${invite.id}::uuid, false), t.created_at, s.id LIMIT ${SHOWN}`;
  const [names, glossary] = await Promise.all([loadNames(ctx.db), loadGlossary(ctx.db, language)]);
  const terms = glossary.filter((entry) => entry.doNotTranslate).map((entry) => entry.term);
  return {
    name: invite.name, language, expiresAt: invite.expiresAt, waiting: rows[0]?.total ?? 0,
    sentences: rows.map(({ id, hash, body, source_language, translation, own }) => {
      const masked = maskSentence(body, { language: source_language, names, terms });
      return {
        segmentId: id, sourceHash: hash, masked: masked.text, slots: masked.slots.map((slot) => slot.kind),
        draft: translation === null ? null : maskAgain(translation, masked.slots, language), mine: own, glossary: hitsOf(masked.text, glossary),
      };
    }),
  };
}
