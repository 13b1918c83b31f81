import { v7 as uuid } from "uuid";

import { createTask } from "@/server/features/delivery/commands";
import { writeText } from "@/server/features/languages/commands";
import { keepVoiceNote } from "@/server/features/languages/speech/commands";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { familyVisible } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { ownContacts } from "../policy";
import { textsOf } from "../queries";
import { REPLY_DAYS } from "../rules";
import type { Flag, Reply } from "./schema";

/**
 * An adult adds their own account to the record, or says that a contact with them is noted wrongly: in any language, written
 * or spoken. What staff wrote stays as it was, and the adult's word stands beside it. It becomes a task for whoever noted the
 * contact, else for the office.
 * Errors: not_found for a child or contact that is not theirs; invalid_input and too_large for a voice note that is no sound or too long.
 */
export async function addReply(ctx: PersonCtx, input: Reply): Promise<{ replyId: string }> {
  return ctx.db.$transaction(async (tx) => {
    const { pupilId, contactId } = input;
    const pupil = await tx.pupil.findFirst({ where: { AND: [{ id: pupilId }, familyVisible(ctx.actor, "messages", ctx.now)] }, select: { id: true } });
    const contact = contactId ? await tx.contact.findFirst({ where: { AND: [{ id: contactId, pupilId }, ownContacts(ctx.actor, ctx.now)] }, select: { staffId: true } }) : null;
    if (!pupil || (contactId && !contact)) throw new AppError("not_found");
    const id = uuid();
    const schoolId = ctx.school.id;
    const { adultId } = ctx.actor;
    const textId = input.note ? await writeText(tx, { schoolId, kind: "contacts.reply", language: ctx.locale, body: input.note, authorId: adultId, pupilId }) : null;
    const kind = contactId ? "dispute" : "account";
    await tx.contactReply.create({ data: { id, schoolId, pupilId, contactId: contactId ?? null, adultId, kind, textId, at: ctx.now } });
    if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: id, pupilId, audio: input.voice });
    await createTask(tx, {
      schoolId, kind: "family_says", adultId, pupilId, subjectId: id, assigneeId: contact?.staffId ?? null, dueAt: addDays(ctx.now, REPLY_DAYS), uniqueKey: `contact-reply:${id}`,
    });
    await recordAudit(tx, {
      schoolId, at: ctx.now, actorId: adultId, action: "contacts.reply", subjectType: "contact_reply", subjectId: id, pupilId,
      detail: { kind, note: textId !== null, voice: input.voice !== undefined },
    });
    return { replyId: id };
  });
}

/** Tells the school that a sentence of the adult's own record is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagRecord(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const contact = await tx.contact.findFirst({
      where: { AND: [{ id: input.contactId }, ownContacts(ctx.actor, ctx.now)] }, select: { pupilId: true, factsId: true, theirWordsId: true, agreedId: true, nextStepId: true },
    });
    if (!contact) throw new AppError("not_found");
    return flagSentence(tx, ctx, { textIds: textsOf(contact), segmentId: input.segmentId, kind: input.kind, pupilId: contact.pupilId });
  });
}
