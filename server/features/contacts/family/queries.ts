import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { familyVisible } from "@/server/features/people/policy";
import { contentLanguage, type PersonCtx } from "@/server/lib/context";
import type { Contact } from "@/server/lib/db/generated/client";
import type { ContactReplyKind } from "@/server/lib/db/generated/enums";

import { ownContacts } from "../policy";
import { findNames, textsOf } from "../queries";

type Words = Pick<ReaderText, "body" | "language" | "sign" | "sourceLanguage" | "sentences">;

/** What the adult added to the record. */
export interface OwnReply {
  id: string;
  at: Date;
  kind: ContactReplyKind;
  text: Words | null;
  /** The adult's own recording, to be heard again. */
  voiceId: string | null;
}

/** A contact as the adult with whom it was reads it: no opinion, no tone, and nothing of anybody else. */
export interface OwnContact extends Pick<Contact, "id" | "at" | "channel" | "direction" | "interpreter" | "outcome" | "nextStepDueAt"> {
  staff: string;
  facts: Words | null;
  theirWords: Words | null;
  agreed: Words | null;
  nextStep: Words | null;
  replies: OwnReply[];
}

export interface OwnRecord {
  pupil: { id: string; givenName: string };
  /** Newest first. */
  contacts: OwnContact[];
  /** Accounts that belong to no contact. */
  accounts: OwnReply[];
}

const SHOWN = 100;

/** The signed-in adult's own record, child by child, in the language of the page. Nobody else's: there is no id to give. */
export async function listOwnRecord(ctx: PersonCtx): Promise<OwnRecord[]> {
  const { db, actor, now } = ctx;
  const pupils = await db.pupil.findMany({ where: familyVisible(actor, "messages", now), orderBy: [{ givenName: "asc" }, { id: "asc" }], select: { id: true, givenName: true } });
  const [contacts, replies] = await Promise.all([
    db.contact.findMany({
      where: ownContacts(actor, now), orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN,
      select: {
        id: true, pupilId: true, at: true, channel: true, direction: true, interpreter: true, outcome: true, nextStepDueAt: true, staffId: true,
        factsId: true, theirWordsId: true, agreedId: true, nextStepId: true,
      },
    }),
    db.contactReply.findMany({
      where: { adultId: actor.adultId, pupilId: { in: pupils.map(({ id }) => id) } }, orderBy: [{ at: "asc" }, { id: "asc" }], take: SHOWN,
    }),
  ]);
  const [texts, names, voices] = await Promise.all([
    readTexts(db, [...contacts.flatMap(textsOf), ...replies.flatMap(({ textId }) => textId ?? [])], contentLanguage(ctx), actor.adultId),
    findNames(db, contacts.map(({ staffId }) => staffId)),
    db.voiceNote.findMany({ where: { adultId: actor.adultId, subjectId: { in: replies.map(({ id }) => id) } }, select: { id: true, subjectId: true } }),
  ]);
  const words = (id: string | null): Words | null => {
    const text = id ? texts.get(id) : undefined;
    return text ? { body: text.body, language: text.language, sign: text.sign, sourceLanguage: text.sourceLanguage, sentences: text.sentences } : null;
  };
  const voiceOf = new Map(voices.map(({ id, subjectId }) => [subjectId, id]));
  const own = replies.map(({ id, at, kind, textId, contactId, pupilId }) => ({ contactId, pupilId, reply: { id, at, kind, text: words(textId), voiceId: voiceOf.get(id) ?? null } }));
  return pupils.map((pupil) => ({
    pupil,
    contacts: contacts.filter(({ pupilId }) => pupilId === pupil.id).map(({ pupilId: _pupilId, staffId, factsId, theirWordsId, agreedId, nextStepId, ...contact }) => ({
      ...contact, staff: names.get(staffId) ?? "", facts: words(factsId), theirWords: words(theirWordsId), agreed: words(agreedId), nextStep: words(nextStepId),
      replies: own.filter(({ contactId }) => contactId === contact.id).map(({ reply }) => reply),
    })),
    accounts: own.filter(({ contactId, pupilId }) => contactId === null && pupilId === pupil.id).map(({ reply }) => reply),
  }));
}
