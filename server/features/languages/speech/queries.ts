import type { Ctx, PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { SpeechEngine } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { findLanguage, languages } from "@/server/lib/i18n/languages";

import { readTexts } from "../queries";
import { approvableRecordings, notePupils } from "./policy";
import { engineFor, engineOrder, fixedSentences, sentenceHash, type SpokenBlock, type SpokenSentence, spokenWords } from "./rules";

/** The sound of a sentence, found or made. */
export interface Sound {
  type: string;
  audio: Uint8Array;
}

/** What is known of a sentence's best voice without its sounds. */
export interface FoundVoice {
  id: string;
  key: string;
  engine: SpeechEngine;
  type: string;
  /** Whether anyone may hear it. */
  open: boolean;
}

interface VoiceRow {
  id: string;
  key: string;
  sentence: string;
  engine: SpeechEngine;
  type: string;
  open: boolean;
}

/**
 * The best voice there is for each of these sentences, by hash, in one statement: recorded before service before espeak-ng,
 * the newest of each. Recordings count once they were let through. Private ones count only for their own subject.
 */
export async function findVoices(db: Tx, subjectId: string | null, sentences: readonly SpokenSentence[]): Promise<Map<string, FoundVoice>> {
  const hashes = [...new Set(sentences.flatMap((each) => [sentenceHash(each.language, each.text), ...(each.plain ? [sentenceHash(each.language, each.plain)] : [])]))];
  if (hashes.length === 0) return new Map();
  const rows = await db.$queryRaw<VoiceRow[]>`
    SELECT DISTINCT ON (sentence) id, key, sentence, engine::text AS engine, type, subject_id IS NULL AS open FROM speech_audio
    WHERE sentence = ANY(${hashes}) AND (subject_id IS NULL OR subject_id = ${subjectId}::uuid) AND (engine <> 'recorded' OR approved_at IS NOT NULL)
    ORDER BY sentence, array_position(${[...engineOrder]}, engine::text), approved_at DESC NULLS LAST, created_at DESC`;
  const found = new Map(rows.map(({ sentence, ...voice }) => [sentence, voice]));
  for (const each of sentences) {
    // A recorded "Your child reads well." speaks for "Zara reads well." before any computer does.
    const plain = each.plain ? found.get(sentenceHash(each.language, each.plain)) : undefined;
    const hash = sentenceHash(each.language, each.text);
    if (plain?.engine === "recorded" && found.get(hash)?.engine !== "recorded") found.set(hash, plain);
  }
  return found;
}

/** A sentence as the page draws it. */
export interface HeardSentence {
  text: string;
  language: string;
  dir: "ltr" | "rtl";
  hash: string;
  /** Who speaks it: a person, a service, espeak-ng; null when nobody here speaks its language. */
  voice: SpeechEngine | null;
  /** The key of its sound, when that is kept and anyone may hear it: an address that never changes what it says. */
  openKey: string | null;
}

export interface HeardBlock {
  id: string;
  heading: boolean;
  sentences: HeardSentence[];
  /** Whether its sounds can be played as one: all there, all MP3. */
  joined: boolean;
}

/** Says for each sentence whether and by whom it can be heard: one statement. */
export async function describeVoices(db: Tx, subjectId: string | null, blocks: readonly SpokenBlock[]): Promise<HeardBlock[]> {
  const found = await findVoices(db, subjectId, blocks.flatMap((block) => block.sentences));
  return blocks.map((block) => {
    const sentences = block.sentences.map((sentence): HeardSentence & { type: string } => {
      const hash = sentenceHash(sentence.language, sentence.text);
      const voice = found.get(hash);
      return {
        text: sentence.text, language: sentence.language, dir: findLanguage(sentence.language)?.dir ?? "ltr", hash,
        voice: voice?.engine ?? engineFor(sentence), openKey: voice?.open ? voice.key : null, type: voice?.type ?? "audio/mpeg",
      };
    });
    return {
      id: block.id, heading: block.heading,
      joined: sentences.every((each) => each.voice !== null && each.type === "audio/mpeg"),
      sentences: sentences.map(({ type: _type, ...each }) => each),
    };
  });
}

/**
 * Where the words of the questions can be heard in the reader's language, and each language's own name in itself, by their keys; what nothing
 * speaks is left out. One statement.
 */
export async function findWordSounds(ctx: Ctx): Promise<Record<string, string>> {
  const words = [...spokenWords(ctx.locale), ...languages.flatMap(({ tag }) => [...spokenWords(tag)].filter(([key]) => key === `language.${tag}` && tag !== ctx.locale))];
  const found = await findVoices(ctx.db, null, words.map(([, sentence]) => sentence));
  return Object.fromEntries(words.flatMap(([key, sentence]) => {
    const hash = sentenceHash(sentence.language, sentence.text);
    const voice = found.get(hash);
    return voice || engineFor(sentence) ? [[key, voice?.open ? voice.key : hash]] : [];
  }));
}

/** The sounds of one row. Errors: not_found. */
export async function readSound(db: Tx, id: string): Promise<Sound> {
  const row = await db.speechAudio.findFirst({ where: { id }, select: { type: true, audio: true } });
  if (!row) throw new AppError("not_found");
  return row;
}

/** A sound that anyone may hear, by its key; null when there is none (any more). */
export async function findOpenSound(ctx: Ctx, key: string): Promise<Sound | null> {
  return ctx.db.speechAudio.findFirst({
    where: { key, subjectId: null, OR: [{ engine: { not: "recorded" } }, { approvedAt: { not: null } }] },
    select: { type: true, audio: true },
  });
}

/** A sentence that lacks a person's voice. */
export interface WantedSentence {
  hash: string;
  text: string;
}

/** Which of these sentences nobody has recorded yet, recordings that wait for an ear counted as done. One statement. */
export async function withoutRecording(db: Tx, sentences: ReadonlyMap<string, SpokenSentence>): Promise<WantedSentence[]> {
  const rows = await db.speechAudio.findMany({
    where: { sentence: { in: [...sentences.keys()] }, subjectId: null, engine: "recorded" }, select: { sentence: true }, distinct: ["sentence"],
  });
  const done = new Set(rows.map((row) => row.sentence));
  return [...sentences].flatMap(([hash, { text }]) => (done.has(hash) ? [] : [{ hash, text }]));
}

/** The fixed sentences of pages and reports that nobody has recorded in a language, the most read pages first. */
export async function listWanted(ctx: PersonCtx, input: { language: string }): Promise<WantedSentence[]> {
  return withoutRecording(ctx.db, fixedSentences(input.language, ctx.school));
}

export interface WaitingRecording {
  id: string;
  language: string;
  text: string;
  recordedBy: string;
  createdAt: Date;
  /** Whether this person may let it through. */
  mine: boolean;
}

const WAITING_AT_ONCE = 50;

/** Recordings that wait to be heard, oldest first, with who read them. */
export async function listRecordings(ctx: StaffCtx): Promise<WaitingRecording[]> {
  const rows = await ctx.db.speechAudio.findMany({
    where: { engine: "recorded", approvedAt: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: WAITING_AT_ONCE,
    select: { id: true, language: true, text: true, recordedById: true, createdAt: true },
  });
  const adults = await ctx.db.adult.findMany({ where: { id: { in: rows.flatMap((row) => row.recordedById ?? []) } }, select: { id: true, givenName: true, familyName: true } });
  const names = new Map(adults.map((adult) => [adult.id, `${adult.givenName} ${adult.familyName}`]));
  return rows.map(({ recordedById, text, ...row }) => ({
    ...row, text: text ?? "", recordedBy: names.get(recordedById ?? "") ?? "", mine: recordedById === ctx.actor.adultId,
  }));
}

/** The sounds of a recording that waits, for the person who decides on it. Errors: not_found. */
export async function hearRecording(ctx: StaffCtx, input: { recordingId: string }): Promise<Sound> {
  const row = await ctx.db.speechAudio.findFirst({ where: { id: input.recordingId, ...approvableRecordings(ctx.actor) }, select: { type: true, audio: true } });
  if (!row) throw new AppError("not_found");
  return row;
}

/** A parent's voice note as staff see it. */
export interface NoteRow {
  id: string;
  subjectId: string;
  adultId: string;
  from: string;
  language: string;
  createdAt: Date;
  /** What a colleague wrote down of it. */
  transcript: string | null;
}

/** The voice notes that belong to these records, of children whom this member of staff may know; newest first. None that its record's own rule opens. */
export async function listNotes(ctx: StaffCtx, input: { subjectIds: string[] }): Promise<NoteRow[]> {
  const notes = await ctx.db.voiceNote.findMany({
    where: { subjectId: { in: input.subjectIds }, ofRecord: false }, orderBy: { createdAt: "desc" },
    select: { id: true, subjectId: true, adultId: true, pupilId: true, language: true, createdAt: true, transcriptId: true },
  });
  if (notes.length === 0) return [];
  const [pupils, adults, texts] = await Promise.all([
    ctx.db.pupil.findMany({ where: { AND: [{ id: { in: notes.map((note) => note.pupilId) } }, notePupils(ctx.actor, ctx.now)] }, select: { id: true } }),
    ctx.db.adult.findMany({ where: { id: { in: notes.map((note) => note.adultId) } }, select: { id: true, givenName: true, familyName: true } }),
    readTexts(ctx.db, notes.flatMap((note) => note.transcriptId ?? []), ctx.locale),
  ]);
  const visible = new Set(pupils.map((pupil) => pupil.id));
  const names = new Map(adults.map((adult) => [adult.id, `${adult.givenName} ${adult.familyName}`]));
  return notes.filter((note) => visible.has(note.pupilId)).map(({ pupilId: _pupilId, transcriptId, ...note }) => ({
    ...note, from: names.get(note.adultId) ?? "", transcript: (transcriptId && texts.get(transcriptId)?.body) || null,
  }));
}

/** The note with this id if this person may hear it: who said it, or staff who may know the child, unless its record's own rule opens it. Errors: not_found. */
export async function findNote(ctx: PersonCtx, tx: Tx, noteId: string) {
  const note = await tx.voiceNote.findFirst({ where: { id: noteId } });
  if (!note) throw new AppError("not_found");
  const own = note.adultId === ctx.actor.adultId;
  if (own) return { ...note, own };
  if (note.ofRecord) throw new AppError("not_found");
  const visible = await tx.pupil.count({ where: { AND: [{ id: note.pupilId }, notePupils(ctx.actor, ctx.now)] } });
  if (visible === 0) throw new AppError("not_found");
  return { ...note, own };
}
