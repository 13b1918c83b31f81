import { decideAccess, familyVisible, type LinkFacts } from "@/server/features/people/policy";
import { explainTerms } from "@/server/features/languages/gate/queries";
import { readTexts } from "@/server/features/languages/queries";
import { contentLanguage, type PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { AccessScope, ParentalResponsibility, Relation, ReportState, Term } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { pageLanguage, writtenLanguage } from "@/server/lib/i18n/languages";

import { type Content, contentSchema } from "../schema";
import { type ReportParts, renderReport, roundLabel, textIdsOf, type Words } from "./rules";
import type { ReadReportInput } from "./schema";

/** What this adult did with the edition that stands now. Moments of earlier editions do not count: there is news to read. */
export interface Receipt {
  openedAt: Date | null;
  acknowledgedAt: Date | null;
  talkRequestedAt: Date | null;
}

export interface FamilyReportItem {
  reportId: string;
  state: "published" | "withdrawn";
  term: Term;
  schoolYear: number;
  label: string;
  edition: number;
  publishedAt: Date;
  receipt: Receipt;
}

export interface FamilyChild {
  pupilId: string;
  givenName: string;
  yearGroup: number;
  reports: FamilyReportItem[];
}

interface ItemRow {
  id: string;
  pupil_id: string;
  state: "published" | "withdrawn";
  edition: number;
  published_at: Date;
  term: Term;
  school_year: number;
  opened_at: Date | null;
  acknowledged_at: Date | null;
  talk_requested_at: Date | null;
}

/** The children of this adult and their reports, newest first: two statements. A child of whom nothing may be known is not there. */
export async function listFamilyReports(ctx: PersonCtx): Promise<FamilyChild[]> {
  const children = await ctx.db.pupil.findMany({
    where: familyVisible(ctx.actor, "reports", ctx.now),
    select: { id: true, givenName: true, yearGroup: true },
    orderBy: [{ yearGroup: "desc" }, { givenName: "asc" }, { id: "asc" }],
  });
  if (children.length === 0) return [];
  const rows = await ctx.db.$queryRaw<ItemRow[]>`
    SELECT r.id, r.pupil_id, r.state::text AS state, r.edition, r.published_at, o.term::text AS term, o.school_year,
      c.opened_at, c.acknowledged_at, c.talk_requested_at
    FROM report r JOIN report_round o ON o.id = r.round_id
    LEFT JOIN report_receipt c ON c.report_id = r.id AND c.adult_id = ${ctx.actor.adultId}::uuid
    WHERE r.pupil_id = ANY(${children.map((child) => child.id)}::uuid[]) AND r.state IN ('published', 'withdrawn')
    ORDER BY r.published_at DESC, r.id DESC`;
  return children.map((child) => ({
    pupilId: child.id,
    givenName: child.givenName,
    yearGroup: child.yearGroup,
    reports: rows.filter((row) => row.pupil_id === child.id).map((row) => ({
      reportId: row.id, state: row.state, term: row.term, schoolYear: row.school_year, edition: row.edition, publishedAt: row.published_at,
      label: roundLabel(ctx.locale, { term: row.term, schoolYear: row.school_year }),
      receipt: receiptOf(row),
    })),
  }));
}

type ReceiptRow = Pick<ItemRow, "published_at" | "opened_at" | "acknowledged_at" | "talk_requested_at">;

function receiptOf(row: ReceiptRow): Receipt {
  const since = (at: Date | null): Date | null => (at && at >= row.published_at ? at : null);
  return { openedAt: since(row.opened_at), acknowledgedAt: since(row.acknowledged_at), talkRequestedAt: row.talk_requested_at };
}

interface LinkJson {
  relation: Relation;
  parentalResponsibility: ParentalResponsibility;
  hasCare: boolean;
  confirmedAt: string | null;
  removedAt: string | null;
  restrictions: { scopes: AccessScope[]; startsOn: string; liftedAt: string | null }[];
}

interface OpenRow extends ReceiptRow {
  id: string;
  pupil_id: string;
  state: ReportState;
  edition: number;
  content: unknown;
  note_text_id: string | null;
  withdrawn_at: Date | null;
  withdrawn_note_id: string | null;
  link: LinkJson;
}

/** A report that this adult may read, with what the rule says of it. */
export interface OpenReport {
  reportId: string;
  pupilId: string;
  state: "published" | "withdrawn";
  edition: number;
  publishedAt: Date;
  withdrawnAt: Date | null;
  content: Content;
  noteTextId: string | null;
  withdrawnNoteId: string | null;
  attendanceShown: boolean;
  rule: string;
  receipt: Receipt;
}

/** The facts of a link between an adult and a pupil as JSON, for `decideAccess`. */
function linkOf(json: LinkJson): LinkFacts {
  const at = (value: string | null): Date | null => (value === null ? null : new Date(value));
  return {
    ...json,
    confirmedAt: at(json.confirmedAt),
    removedAt: at(json.removedAt),
    restrictions: json.restrictions.map(({ scopes, startsOn, liftedAt }) => ({ scopes, startsOn: new Date(startsOn), liftedAt: at(liftedAt) })),
  };
}

/**
 * One published or withdrawn report with the facts by which the access rule decides, in one statement.
 * Errors: not_found, the same for a report that is not there, not published, or of a child of whom this adult may know nothing.
 */
export async function openReport(db: Tx, ctx: PersonCtx, reportId: string): Promise<OpenReport> {
  const [row] = await db.$queryRaw<OpenRow[]>`
    SELECT r.id, r.pupil_id, r.state::text AS state, r.edition, r.published_at, r.withdrawn_at, r.withdrawn_note_id,
      e.content, e.note_text_id, c.opened_at, c.acknowledged_at, c.talk_requested_at,
      json_build_object('relation', l.relation, 'parentalResponsibility', l.parental_responsibility, 'hasCare', l.has_care,
        'confirmedAt', l.confirmed_at, 'removedAt', l.removed_at, 'restrictions', coalesce((
          SELECT json_agg(json_build_object('scopes', to_json(x.scopes), 'startsOn', x.starts_on, 'liftedAt', x.lifted_at))
          FROM restriction x WHERE x.link_id = l.id), '[]')) AS link
    FROM report r
    JOIN report_edition e ON e.report_id = r.id AND e.edition = r.edition
    JOIN pupil p ON p.id = r.pupil_id AND p.removed_at IS NULL
    JOIN guardian_link l ON l.pupil_id = r.pupil_id AND l.adult_id = ${ctx.actor.adultId}::uuid
    LEFT JOIN report_receipt c ON c.report_id = r.id AND c.adult_id = l.adult_id
    WHERE r.id = ${reportId}::uuid AND r.state IN ('published', 'withdrawn')`;
  const link = row && linkOf(row.link);
  const decision = link && decideAccess(link, "reports", ctx.now);
  if (!row || !link || !decision?.allowed) throw new AppError("not_found");
  return {
    reportId: row.id,
    pupilId: row.pupil_id,
    state: row.state === "withdrawn" ? "withdrawn" : "published",
    edition: row.edition,
    publishedAt: row.published_at,
    withdrawnAt: row.withdrawn_at,
    content: contentSchema.parse(row.content),
    noteTextId: row.note_text_id,
    withdrawnNoteId: row.withdrawn_note_id,
    attendanceShown: decideAccess(link, "attendance", ctx.now).allowed,
    rule: decision.rule,
    receipt: receiptOf(row),
  };
}

export interface FamilyReport {
  reportId: string;
  state: "published" | "withdrawn";
  edition: number;
  publishedAt: Date;
  withdrawnAt: Date | null;
  /** Why the school corrected it or took it back. */
  note: Words | null;
  /** Null when the report was taken back: there is nothing to show but the note. */
  parts: ReportParts | null;
  child: { givenName: string };
  roundLabel: string;
  receipt: Receipt;
}

/**
 * A report as its reader gets it, in the context's language or the one named: two statements. Where that language has no pages, what was written and said of the
 * child is in it as far as it has been translated, and what the pages themselves say is in English. Errors: not_found.
 */
export async function readReport(ctx: PersonCtx, input: ReadReportInput): Promise<{ model: FamilyReport; report: OpenReport }> {
  const language = input.language ? writtenLanguage(input.language) : contentLanguage(ctx);
  const page = pageLanguage(language).tag;
  const report = await openReport(ctx.db, ctx, input.reportId);
  const withdrawn = report.state === "withdrawn";
  const noteId = withdrawn ? report.withdrawnNoteId : report.noteTextId;
  const ids = withdrawn ? [noteId].filter((id) => id !== null) : textIdsOf(report.content, noteId);
  const texts = await readTexts(ctx.db, ids, language, ctx.actor.adultId);
  const terms = await explainTerms(ctx.db, page, [...texts.values()].flatMap((text) => [text.source, text.body]));
  const model: FamilyReport = {
    reportId: report.reportId,
    state: report.state,
    edition: report.edition,
    publishedAt: report.publishedAt,
    withdrawnAt: report.withdrawnAt,
    note: (noteId && texts.get(noteId)) || null,
    parts: withdrawn ? null : renderReport(report.content, { language, texts, attendanceShown: report.attendanceShown, terms }),
    child: { givenName: report.content.child.givenName },
    roundLabel: roundLabel(page, report.content.round),
    receipt: report.receipt,
  };
  return { model, report };
}
