import type { StaffCtx } from "@/server/lib/context";
import type { FlagKind, TextStakes, TranslationOrigin, TranslationStatus } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { openEngine } from "@/server/lib/translation/open";

import { checkOpen, type Fault } from "../checking/rules";
import { type GlossaryEntry, hitsOf } from "../glossary/rules";
import { loadGlossary } from "../glossary/queries";
import { maskSentence, type Slot } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { can, reachOf, visibleTexts } from "../policy";
import { spokenBy } from "../queries";
import { familyKinds, privateKinds, schoolReads } from "../schema";
import { isSwitchedOn } from "../service/queries";
import { type ItemState, stateOf, urgencyOf } from "./rules";
import type { ItemInput, QueueInput, Show } from "./schema";

export interface QueueItem {
  segmentId: string;
  textId: string;
  kind: string;
  stakes: TextStakes;
  createdAt: Date;
  source: string;
  sourceLanguage: string;
  translation: string | null;
  state: ItemState;
  flags: number;
  urgency: number;
}

export interface Queue {
  /** The language shown: the one asked for, else the first that this person speaks and somebody reads. */
  language: string;
  show: Show;
  /** Every language that a reader of a text reads, with what waits in it. */
  languages: { tag: string; waiting: number; flags: number; speaks: boolean }[];
  items: QueueItem[];
  /** There are more than are shown. */
  more: boolean;
}

const SHOWN = 100;

interface Row extends Omit<QueueItem, "state" | "urgency"> {
  status: TranslationStatus | null;
  origin: TranslationOrigin | null;
  current: boolean;
}

/** What waits for a person in one language, most urgent and then oldest first, with the counts of all languages. Three statements. */
export async function listQueue(ctx: StaffCtx, input: QueueInput): Promise<Queue> {
  const { all, own } = reachOf(ctx.actor);
  const me = ctx.actor.adultId;
  const [spoken, counts] = await Promise.all([
    spokenBy(ctx.db, me),
    ctx.db.$queryRaw<{ tag: string; waiting: number; flags: number }[]>`
      WITH readers AS (
        SELECT DISTINCT l.pupil_id, a.reading_language AS language FROM guardian_link l JOIN adult a ON a.id = l.adult_id
        WHERE l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND a.removed_at IS NULL AND a.reading_language IS NOT NULL
      ), texts AS (
        SELECT t.id, t.language, t.pupil_id, t.kind = ANY(${schoolReads}::text[]) AS school_reads FROM content_text t
        WHERE t.kind = ANY(${familyKinds}::text[]) AND (${all} OR (${own} AND t.created_by_id = ${me}::uuid))
          AND NOT EXISTS (SELECT 1 FROM guardian_link l JOIN restriction x ON x.link_id = l.id
            WHERE l.adult_id = ${me}::uuid AND l.pupil_id = t.pupil_id AND x.lifted_at IS NULL AND x.starts_on <= ${ctx.now}::timestamptz)
          AND NOT (t.kind = ANY(${privateKinds}::text[]) AND EXISTS (SELECT 1 FROM guardian_link l WHERE l.adult_id = ${me}::uuid AND l.pupil_id = t.pupil_id AND l.removed_at IS NULL))
      ), wanted AS (
        SELECT t.id, r.language FROM texts t JOIN readers r ON r.pupil_id = t.pupil_id WHERE r.language <> t.language AND NOT t.school_reads
        UNION SELECT t.id, r.language FROM texts t CROSS JOIN (SELECT DISTINCT language FROM readers) r WHERE t.pupil_id IS NULL AND r.language <> t.language AND NOT t.school_reads
        UNION SELECT t.id, ${SOURCE_LANGUAGE}::text FROM texts t WHERE t.school_reads AND t.language <> ${SOURCE_LANGUAGE}
        UNION SELECT t.id, f.language FROM translation_flag f JOIN segment s ON s.id = f.segment_id JOIN texts t ON t.id = s.text_id
          WHERE f.handled_at IS NULL AND f.language <> t.language
      ), flagged AS (
        SELECT segment_id, language, count(*) AS n FROM translation_flag WHERE handled_at IS NULL GROUP BY 1, 2
      )
      SELECT w.language AS tag, coalesce(sum(f.n), 0)::int AS flags,
        count(*) FILTER (WHERE f.n > 0 OR tr.id IS NULL OR tr.status <> 'approved' OR tr.source_hash <> s.hash)::int AS waiting
      FROM wanted w JOIN segment s ON s.text_id = w.id
      LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = w.language
      LEFT JOIN flagged f ON f.segment_id = s.id AND f.language = w.language
      GROUP BY 1 ORDER BY 1`,
  ]);
  const languages = counts.filter(({ tag }) => findLanguage(tag)).map((each) => ({ ...each, speaks: spoken.includes(each.tag) }));
  const first = languages.find(({ speaks }) => speaks) ?? [...languages].sort((a, b) => b.flags - a.flags || b.waiting - a.waiting)[0];
  const language = input.language && findLanguage(input.language) ? input.language : (first?.tag ?? spoken.find((tag) => tag !== "en") ?? "ur");
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT s.id AS "segmentId", t.id AS "textId", t.kind, t.stakes::text AS stakes, t.created_at AS "createdAt", s.body AS source, t.language AS "sourceLanguage",
      tr.body AS translation, tr.status::text AS status, tr.origin::text AS origin, coalesce(tr.source_hash = s.hash, false) AS current,
      (SELECT count(*)::int FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.handled_at IS NULL) AS flags
    FROM content_text t JOIN segment s ON s.text_id = t.id LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = ${language}
    WHERE t.kind = ANY(${familyKinds}::text[]) AND t.language <> ${language} AND (${all} OR (${own} AND t.created_by_id = ${me}::uuid))
      AND NOT EXISTS (SELECT 1 FROM guardian_link l JOIN restriction x ON x.link_id = l.id
        WHERE l.adult_id = ${me}::uuid AND l.pupil_id = t.pupil_id AND x.lifted_at IS NULL AND x.starts_on <= ${ctx.now}::timestamptz)
      AND NOT (t.kind = ANY(${privateKinds}::text[]) AND EXISTS (SELECT 1 FROM guardian_link l WHERE l.adult_id = ${me}::uuid AND l.pupil_id = t.pupil_id AND l.removed_at IS NULL))
      AND (CASE WHEN t.kind = ANY(${schoolReads}::text[]) THEN ${language === SOURCE_LANGUAGE} ELSE EXISTS (SELECT 1 FROM guardian_link l JOIN adult a ON a.id = l.adult_id
        WHERE (t.pupil_id IS NULL OR l.pupil_id = t.pupil_id) AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND a.removed_at IS NULL AND a.reading_language = ${language}) END
        OR EXISTS (SELECT 1 FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.handled_at IS NULL))
      AND CASE ${input.show}
        WHEN 'approved' THEN tr.status = 'approved' AND tr.source_hash = s.hash
        WHEN 'machine' THEN tr.status = 'draft' AND tr.origin = 'machine' AND tr.source_hash = s.hash
        WHEN 'missing' THEN tr.id IS NULL OR tr.status IN ('rejected', 'stale') OR tr.source_hash <> s.hash
        WHEN 'flags' THEN EXISTS (SELECT 1 FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.handled_at IS NULL)
        ELSE tr.id IS NULL OR tr.status <> 'approved' OR tr.source_hash <> s.hash
          OR EXISTS (SELECT 1 FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.handled_at IS NULL)
      END
    ORDER BY (SELECT count(*) = 0 FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.handled_at IS NULL),
      t.stakes = 'ordinary', CASE WHEN tr.id IS NULL OR tr.status = 'rejected' THEN 2 WHEN tr.origin = 'machine' AND tr.status = 'draft' THEN 0 ELSE 1 END,
      t.created_at, t.id, s.position
    LIMIT ${SHOWN + 1}`;
  const items = rows.slice(0, SHOWN).map(({ status, origin, current, ...row }) => {
    const state = stateOf({ status, origin, current });
    return { ...row, state, urgency: urgencyOf({ flags: row.flags, stakes: row.stakes, state }) };
  });
  return { language, show: input.show, languages, items, more: rows.length > SHOWN };
}

export interface WorkItem {
  segmentId: string;
  textId: string;
  language: string;
  kind: string;
  stakes: TextStakes;
  sourceLanguage: string;
  source: string;
  sourceHash: string;
  /** The sentence as it would leave the school. */
  masked: string;
  slots: Slot[];
  translation: string | null;
  state: ItemState;
  origin: TranslationOrigin | null;
  back: string | null;
  /** Whether a service may be asked to translate it back. */
  mayAskBack: boolean;
  mayApprove: boolean;
  mayDecide: boolean;
  glossary: GlossaryEntry[];
  faults: Fault[];
  /** The sentences around it, with what they say in the language. */
  neighbours: { position: number; source: string; translation: string | null; here: boolean }[];
  flags: { kind: FlagKind; at: Date }[];
  history: { at: Date; who: string | null; outside: string | null; origin: TranslationOrigin; status: TranslationStatus; body: string }[];
}

const AROUND = 2;

/** One sentence in one language with all that helps to judge it. Errors: not_found for a sentence that is not this person's to see. */
export async function getItem(ctx: StaffCtx, { segmentId, language }: ItemInput): Promise<WorkItem> {
  const { db, actor } = ctx;
  const segment = await db.segment.findFirst({
    where: { id: segmentId, text: { AND: [visibleTexts(actor, ctx.now), { language: { not: language } }] } },
    include: {
      text: { include: { segments: { orderBy: { position: "asc" }, include: { translations: { where: { language } } } } } },
      flags: { where: { language, handledAt: null }, orderBy: [{ at: "asc" }, { kind: "asc" }] },
      history: { where: { language }, orderBy: { at: "desc" }, take: 20 },
    },
  });
  if (!segment || !findLanguage(language)) throw new AppError("not_found");
  const { text } = segment;
  const made = text.segments.find((each) => each.id === segmentId)?.translations[0];
  const engine = openEngine();
  const [glossary, names, spoken, people, invites, switched] = await Promise.all([
    loadGlossary(db, language),
    loadNames(db),
    spokenBy(db, actor.adultId),
    db.adult.findMany({ where: { id: { in: segment.history.flatMap((row) => row.actorId ?? []) } }, select: { id: true, title: true, givenName: true, familyName: true } }),
    db.translatorInvite.findMany({ where: { id: { in: segment.history.flatMap((row) => row.inviteId ?? []) } }, select: { id: true, name: true } }),
    engine ? isSwitchedOn(db, text.kind, engine.name) : false,
  ]);
  const hits = hitsOf(segment.body, glossary);
  const masked = maskSentence(segment.body, { language: text.language, names, terms: hits.filter((hit) => hit.doNotTranslate).map((hit) => hit.term) });
  const state = stateOf({ status: made?.status ?? null, origin: made?.origin ?? null, current: made?.sourceHash === segment.hash });
  const nameOf = (id: string | null): string | null => {
    const person = people.find((each) => each.id === id);
    return person ? `${person.title ?? person.givenName} ${person.familyName}` : null;
  };
  return {
    segmentId, textId: text.id, language, kind: text.kind, stakes: text.stakes, sourceLanguage: text.language,
    source: segment.body.trim(), sourceHash: segment.hash, masked: masked.text, slots: masked.slots,
    translation: made?.body ?? null, state, origin: made?.origin ?? null, back: made?.backBody ?? null,
    mayAskBack: Boolean(made && switched && text.stakes === "ordinary"),
    mayApprove: can.approve(actor, language, spoken),
    mayDecide: can.approve(actor, "", []),
    glossary: hits,
    faults: made ? checkOpen(made.body, { source: masked, language, sourceLanguage: text.language, wanted: hits.filter((hit) => hit.word !== hit.term) }) : [],
    neighbours: text.segments
      .filter((each) => Math.abs(each.position - segment.position) <= AROUND)
      .map((each) => ({ position: each.position, source: each.body.trim(), translation: each.translations[0]?.body ?? null, here: each.id === segmentId })),
    flags: segment.flags.map(({ kind, at }) => ({ kind, at })),
    history: segment.history.map(({ at, actorId, inviteId, origin, status, body }) => ({
      at, origin, status, body, who: nameOf(actorId), outside: invites.find((invite) => invite.id === inviteId)?.name ?? null,
    })),
  };
}
