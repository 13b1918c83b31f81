import { v7 as uuid } from "uuid";

import { createTask, queueMessages } from "@/server/features/delivery/commands";
import { recordAudit, recordAudits } from "@/server/lib/audit/record";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { ROUND_TRANSACTION } from "../commands";
import { speakLater } from "../listening/commands";
import { findRecipients, holdChecked, type ReportRow } from "../queries";
import { textIdsOf } from "../reading/rules";
import type { Content } from "../schema";
import { buildContents } from "./queries";
import type { PublishInput } from "./schema";

/** A report as it goes out: its text, and for a correction the note that families read with it. */
interface Outgoing {
  report: ReportRow;
  content: Content;
  noteTextId: string | null;
}

/**
 * Freezes these reports as their next edition and tells every adult who may read them, in one go: the same eight statements
 * for one report or a thousand. The caller's transaction makes it all or nothing, so that both parents hear in the same minute.
 * Errors: conflict when a text in one of them must not go out unchecked and has no approved translation for one of its readers.
 * @returns how many messages were queued
 */
export async function sendOut(
  tx: Tx,
  who: { schoolId: string; actorId: string | null; now: Date },
  kind: "report_published" | "report_corrected",
  outgoing: Outgoing[],
): Promise<{ told: number }> {
  if (outgoing.length === 0) return { told: 0 };
  const { schoolId, actorId, now } = who;
  const editions = outgoing.map(({ report, content, noteTextId }) => ({
    id: uuid(), report_id: report.id, edition: report.edition + 1, content, note_text_id: noteTextId,
  }));
  await tx.$executeRaw`
    INSERT INTO report_edition (id, school_id, report_id, edition, content, note_text_id, published_by_id, published_at)
    SELECT x.id, ${schoolId}::uuid, x.report_id, x.edition, x.content, x.note_text_id, ${actorId}::uuid, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(editions)}::jsonb) AS x (id uuid, report_id uuid, edition int, content jsonb, note_text_id uuid)`;
  await tx.$executeRaw`
    UPDATE report SET state = 'published', edition = edition + 1, published_at = ${now}::timestamptz, withdrawn_at = NULL,
      withdrawn_note_id = NULL, updated_at = ${now}::timestamptz
    WHERE id = ANY(${outgoing.map(({ report }) => report.id)}::uuid[])`;

  const byPupil = new Map(outgoing.map((each) => [each.report.pupilId, each]));
  const recipients = await findRecipients(tx, [...byPupil.keys()], now);
  const messages = recipients.flatMap(({ adultId, pupilId }) => {
    const each = byPupil.get(pupilId);
    if (!each) return [];
    const { report, content, noteTextId } = each;
    return [{
      adultId, pupilId, kind, subjectId: report.id, args: { child: content.child.givenName, round: content.round.term },
      idempotencyKey: `report:${report.id}:${report.edition + 1}:${adultId}`, textIds: textIdsOf(content, noteTextId),
    }];
  });
  const { queued } = await queueMessages(tx, { schoolId, now, messages });
  const told = new Map<string, number>();
  for (const { pupilId } of recipients) told.set(pupilId, (told.get(pupilId) ?? 0) + 1);
  await recordAudits(tx, outgoing.map(({ report }) => ({
    schoolId, at: now, actorId, action: kind === "report_corrected" ? "reports.correct" : "reports.publish", subjectType: "report",
    subjectId: report.id, pupilId: report.pupilId, detail: { edition: report.edition + 1, told: told.get(report.pupilId) ?? 0 },
  })));
  await speakLater(tx, schoolId, outgoing.map(({ report }) => report.id));
  return { told: queued };
}

export interface PublicationResult {
  publicationId: string;
  /** When it goes out; in the past when it has gone. */
  publishAt: Date;
  done: boolean;
  published: number;
  told: number;
}

/**
 * Publishes the checked reports of a round or class: now, or at the moment given, whoever may read them then.
 * Errors: not_found for a round or class of another school; conflict when nothing is checked and it should go out now.
 */
export async function publishRound(ctx: StaffCtx, input: PublishInput): Promise<PublicationResult> {
  const { roundId, classGroupId = null } = input;
  const publishAt = input.at ?? ctx.now;
  const publicationId = uuid();
  return ctx.db.$transaction(async (tx) => {
    const known = await tx.reportRound.count({ where: { id: roundId } });
    const group = classGroupId === null ? 1 : await tx.classGroup.count({ where: { id: classGroupId, removedAt: null } });
    if (known === 0 || group === 0) throw new AppError("not_found");
    await tx.reportPublication.create({
      data: { id: publicationId, schoolId: ctx.school.id, roundId, classGroupId, publishAt, createdById: ctx.actor.adultId, createdAt: ctx.now },
    });
    if (publishAt > ctx.now) {
      await enqueueJob(tx, "reports.publish", { publicationId }, { runAt: publishAt, key: `reports.publish:${publicationId}` });
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.schedule",
        subjectType: "report_publication", subjectId: publicationId, detail: { publishAt: publishAt.toISOString() },
      });
      return { publicationId, publishAt, done: false, published: 0, told: 0 };
    }
    const result = await carryOut(tx, ctx.school, ctx.now, publicationId);
    if (result.published === 0) throw new AppError("conflict", { reports: "none_checked" });
    return { publicationId, publishAt, done: true, ...result };
  }, ROUND_TRANSACTION);
}

/**
 * Carries out one decision to publish, inside the caller's transaction. One that is done or cancelled does nothing, so
 * twice publishes nothing twice.
 */
export async function carryOut(tx: Tx, school: Pick<SchoolFacts, "id">, now: Date, publicationId: string): Promise<{ published: number; told: number }> {
  const [publication] = await tx.$queryRaw<{ round_id: string; class_group_id: string | null; created_by_id: string | null }[]>`
    SELECT round_id, class_group_id, created_by_id FROM report_publication
    WHERE id = ${publicationId}::uuid AND done_at IS NULL AND cancelled_at IS NULL FOR UPDATE`;
  if (!publication) return { published: 0, told: 0 };
  const reports = await holdChecked(tx, publication.round_id, publication.class_group_id);
  const contents = reports.length > 0 ? await buildContents(tx, reports) : new Map<string, Content>();
  const outgoing = reports.flatMap((report) => {
    const content = contents.get(report.id);
    return content ? [{ report, content, noteTextId: null }] : [];
  });
  const { told } = await sendOut(tx, { schoolId: school.id, actorId: publication.created_by_id, now }, "report_published", outgoing);
  await tx.reportPublication.updateMany({ where: { id: publicationId }, data: { doneAt: now, published: outgoing.length } });
  return { published: outgoing.length, told };
}

/**
 * The job of a scheduled publication: one transaction. A clock that is behind puts it back into the queue for its moment. One that holds a text
 * which must not go out unchecked is stopped, and whoever set it is told by a task: trying again would not mend it.
 */
export async function runPublication(job: { db: Db; school: Pick<SchoolFacts, "id">; now: Date }, publicationId: string): Promise<{ published: number; told: number }> {
  try {
    return await tryPublication(job, publicationId);
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.translation !== "unchecked") throw error;
    await stopPublication(job, publicationId, error.fields.languages ?? "");
    return { published: 0, told: 0 };
  }
}

async function stopPublication({ db, school, now }: { db: Db; school: Pick<SchoolFacts, "id">; now: Date }, publicationId: string, languages: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const publication = await tx.reportPublication.findFirst({ where: { id: publicationId, doneAt: null, cancelledAt: null } });
    if (!publication) return;
    await tx.reportPublication.updateMany({ where: { id: publicationId }, data: { cancelledAt: now } });
    await createTask(tx, {
      schoolId: school.id, kind: "follow_up", assigneeId: publication.createdById, subjectId: publication.roundId, dueAt: now, uniqueKey: `publication-stopped:${publicationId}`,
    });
    await recordAudit(tx, {
      schoolId: school.id, at: now, actorId: null, action: "reports.stopPublication", subjectType: "report_publication", subjectId: publicationId, detail: { languages },
    });
  });
}

function tryPublication(job: { db: Db; school: Pick<SchoolFacts, "id">; now: Date }, publicationId: string): Promise<{ published: number; told: number }> {
  return job.db.$transaction(async (tx) => {
    const waiting = await tx.reportPublication.findFirst({ where: { id: publicationId, doneAt: null, cancelledAt: null } });
    if (!waiting) return { published: 0, told: 0 };
    if (waiting.publishAt > job.now) {
      await enqueueJob(tx, "reports.publish", { publicationId }, { runAt: waiting.publishAt });
      return { published: 0, told: 0 };
    }
    return carryOut(tx, job.school, job.now, publicationId);
  }, ROUND_TRANSACTION);
}

/** Takes a scheduled publication back. Errors: not_found; conflict when it has gone out or was cancelled already. */
export async function cancelPublication(ctx: StaffCtx, input: { publicationId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const publication = await tx.reportPublication.findFirst({ where: { id: input.publicationId } });
    if (!publication) throw new AppError("not_found");
    const { count } = await tx.reportPublication.updateMany({
      where: { id: publication.id, doneAt: null, cancelledAt: null },
      data: { cancelledAt: ctx.now },
    });
    if (count === 0) throw new AppError("conflict", { publication: publication.doneAt ? "done" : "cancelled" });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.cancelPublication",
      subjectType: "report_publication", subjectId: publication.id,
    });
  });
}
