import { v7 as uuid } from "uuid";

import { getOwnProfile } from "@/server/features/people/profile/queries";
import { recordAudit } from "@/server/lib/audit/record";
import type { Ctx, PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { dropPublic } from "@/server/lib/http/public-pages";
import { hasCatalogue, languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { type AudioType, audioSeconds, sniffAudio } from "@/server/lib/speech/media";
import { type ServiceCall, speak } from "@/server/lib/speech/speak";
import { runSpeechThread } from "@/server/lib/speech/thread";

import { replaceText, writeText } from "../commands";
import { approvableRecordings } from "./policy";
import { describeVoices, findNote, findOpenSound, findVoices, type HeardBlock, readSound, type Sound } from "./queries";
import { spokenProfile } from "./rules.profile";
import { audioKey, fixedSentences, sentenceHash, type SpokenBlock, type SpokenSentence, spokenPage } from "./rules";
import { NOTE_BYTES, NOTE_SECONDS, type NoteWords, type Part, RECORDING_BYTES, RECORDING_SECONDS, type RecordSentence, type SpokenPage, type Transcribe } from "./schema";

/** What speaking needs of a context: requests and jobs both have it. */
export type SpeechCtx = Pick<Ctx, "db" | "now"> & { school: Pick<Ctx["school"], "id"> };

/**
 * The sound of a sentence: the best one that is kept, else spoken now and kept. Twice at once keeps one. Null when nothing
 * speaks its language. The caller has asked the access rule: a sentence that names somebody belongs to `subjectId`.
 */
export async function makeSound(ctx: SpeechCtx, subjectId: string | null, sentence: SpokenSentence): Promise<Sound | null> {
  const hash = sentenceHash(sentence.language, sentence.text);
  const owner = sentence.named ? subjectId : null;
  if (sentence.named && owner === null) throw new Error("a sentence with a name belongs to somebody");
  const kept = (await findVoices(ctx.db, subjectId, [sentence])).get(hash);
  if (kept) return readSound(ctx.db, kept.id);
  const made = await speak(sentence.language, sentence.text, sentence.named, (call) => writeCall(ctx, call)).catch(() => {
    throw new AppError("unavailable");
  });
  if (!made) return null;
  const { mp3, engine, voice, version, speed } = made;
  const audio = new Uint8Array(mp3);
  await ctx.db.speechAudio.createMany({
    data: [{
      id: uuid(), schoolId: ctx.school.id, subjectId: owner, sentence: hash, language: sentence.language, engine, voice, version, speed,
      key: audioKey({ language: sentence.language, engine, voice, version, speed, text: sentence.text }), type: "audio/mpeg", audio, createdAt: ctx.now,
    }],
    skipDuplicates: true,
  });
  return { type: "audio/mpeg", audio };
}

/** The line of a call to the voice service, beside those of the translation service: how much left the school, never what. */
async function writeCall(ctx: SpeechCtx, call: ServiceCall): Promise<void> {
  await ctx.db.translationCall.create({
    data: {
      id: uuid(), schoolId: ctx.school.id, at: ctx.now, engine: call.service, purpose: "voice", fromLanguage: call.language, sentences: 1, characters: call.characters,
      outcome: call.outcome, milliseconds: call.milliseconds,
    },
  });
}

/** The sounds of a block as one, in order. Errors: not_found when a part cannot be heard or is of another kind than MP3. */
export async function joinSounds(ctx: SpeechCtx, subjectId: string | null, block: SpokenBlock | undefined): Promise<Sound> {
  if (!block) throw new AppError("not_found");
  const parts: Uint8Array[] = [];
  for (const sentence of block.sentences) {
    const sound = await makeSound(ctx, subjectId, sentence);
    if (sound?.type !== "audio/mpeg") throw new AppError("not_found");
    parts.push(sound.audio);
  }
  return { type: "audio/mpeg", audio: new Uint8Array(Buffer.concat(parts)) };
}

/** Finds one sentence among those that may be heard and gives its sound. Errors: not_found, the same for every other hash. */
export async function hearSentence(ctx: SpeechCtx, subjectId: string | null, blocks: readonly SpokenBlock[], hash: string): Promise<Sound> {
  const sentence = blocks.flatMap((block) => block.sentences).find((each) => sentenceHash(each.language, each.text) === hash);
  const sound = sentence ? await makeSound(ctx, subjectId, sentence) : null;
  if (!sound) throw new AppError("not_found");
  return sound;
}

/** One part of what may be heard: a sentence by its hash, a block by its place. Errors: not_found. */
export async function hearPart(ctx: SpeechCtx, subjectId: string | null, blocks: readonly SpokenBlock[], part: Part): Promise<Sound> {
  return typeof part === "number" ? joinSounds(ctx, subjectId, blocks[part]) : hearSentence(ctx, subjectId, blocks, part);
}

/** A page of the signed-in adult's own, and who speaks each of its sentences. The caller's blocks hold nothing that the adult may not read. */
export async function hearOwn(ctx: PersonCtx, blocks: SpokenBlock[]): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, ctx.actor.adultId, blocks) };
}

/** The sound of one part of such a page, spoken now when need be and kept for this adult alone. Errors: not_found. */
export async function hearOwnPart(ctx: PersonCtx, blocks: SpokenBlock[], part: Part): Promise<Sound> {
  return hearPart(ctx, ctx.actor.adultId, blocks, part);
}

/**
 * Forgets what was spoken for these records, apart from sentences that still stand in them: after a correction one changed
 * sentence costs one new sound, after a withdrawal nothing is left.
 */
export async function keepOnly(tx: Tx, subjectId: string, sentences: readonly SpokenSentence[]): Promise<void> {
  const hashes = sentences.map((each) => sentenceHash(each.language, each.text));
  await tx.speechAudio.deleteMany({ where: { subjectId, sentence: { notIn: hashes } } });
}

/**
 * Speaks in the background what is not spoken yet, one sentence after another. What is spoken stays spoken: a job that was stopped, and is taken again, goes on
 * from there. Throws when the worker must stop.
 */
export async function speakAhead(job: SpeechCtx & { signal?: AbortSignal }, subjectId: string | null, sentences: readonly SpokenSentence[]): Promise<void> {
  const there = await findVoices(job.db, subjectId, sentences);
  for (const sentence of sentences.filter((each) => !there.has(sentenceHash(each.language, each.text)))) {
    if (job.signal?.aborted) throw new Error("stopped");
    await makeSound(job, subjectId, sentence);
  }
}

/**
 * Forgets what a computer spoke of words that anybody could hear and that stand there no more. A fixed sentence of pages stays, and what a person recorded; what
 * stands elsewhere too is spoken anew when somebody listens.
 */
export async function forgetOpen(tx: Tx, school: Ctx["school"], sentences: readonly SpokenSentence[]): Promise<void> {
  const hashes = sentences.filter(({ named }) => !named).map((each) => ({ ...each, hash: sentenceHash(each.language, each.text) })).filter(({ language, hash }) => !fixedSentences(language, school).has(hash));
  if (hashes.length > 0) await tx.speechAudio.deleteMany({ where: { subjectId: null, engine: { not: "recorded" }, sentence: { in: [...new Set(hashes.map(({ hash }) => hash))] } } });
}

/** A public page and who speaks each of its sentences. */
export async function hearPage(ctx: Ctx, input: { page: SpokenPage }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, spokenPage(input.page, ctx.locale, ctx.school)) };
}

/** One block of a public page as one sound. Errors: not_found. */
export async function hearPagePart(ctx: Ctx, input: { page: SpokenPage; block: number }): Promise<Sound> {
  return joinSounds(ctx, null, spokenPage(input.page, ctx.locale, ctx.school)[input.block]);
}

const profileBlocks = async (ctx: PersonCtx): Promise<SpokenBlock[]> => spokenProfile(await getOwnProfile(ctx), ctx.locale);

/** What the signed-in adult has said of how they are reached, and who speaks each of its sentences. */
export const hearProfile = async (ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> => hearOwn(ctx, await profileBlocks(ctx));

/** The sound of one part of it. Errors: not_found. */
export const hearProfilePart = async (ctx: PersonCtx, input: { part: Part }): Promise<Sound> => hearOwnPart(ctx, await profileBlocks(ctx), input.part);

/** A sound that anyone may hear: `lasting` when its address can only ever mean these sounds. */
export interface OpenSound extends Sound {
  lasting: boolean;
}

/** A fixed sentence by the key of its sounds, or by its own hash, spoken now when need be. Errors: not_found. */
export async function hearOpen(ctx: Ctx, input: { id: string }): Promise<OpenSound> {
  const kept = await findOpenSound(ctx, input.id);
  if (kept) return { ...kept, lasting: true };
  for (const { tag } of languages) {
    const sentence = fixedSentences(tag, ctx.school).get(input.id);
    const sound = sentence ? await makeSound(ctx, null, sentence) : null;
    if (sound) return { ...sound, lasting: false };
  }
  throw new AppError("not_found");
}

/** Checks what somebody recorded by its own bytes. Errors: invalid_input with the reason, too_large. */
function checkAudio(audio: Uint8Array, most: { bytes: number; seconds: number }): AudioType {
  if (audio.length > most.bytes) throw new AppError("too_large", { voice: "too_large" });
  const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
  const type = sniffAudio(bytes);
  if (!type) throw new AppError("invalid_input", { voice: "no_sound" });
  if ((audioSeconds(bytes) ?? 0) > most.seconds + 1) throw new AppError("too_large", { voice: "too_long" });
  return type;
}

/**
 * Keeps a person's voice for a sentence that anyone may hear; families hear it when a colleague has let it through. What a
 * browser sends as WAV becomes MP3, which every phone plays; other kinds stay as they are.
 * Errors: not_found when the sentence is not among `sentences`; invalid_input, too_large.
 */
export async function keepRecording(ctx: PersonCtx, input: RecordSentence, sentences: ReadonlyMap<string, SpokenSentence>): Promise<{ recordingId: string }> {
  const sentence = sentences.get(input.sentence);
  if (!sentence || sentence.named || sentence.language !== input.language) throw new AppError("not_found");
  let type = checkAudio(input.audio, { bytes: RECORDING_BYTES, seconds: RECORDING_SECONDS });
  let audio = new Uint8Array(input.audio);
  if (type === "audio/wav") {
    const { mp3 } = await runSpeechThread({ wav: audio }).catch(() => {
      throw new AppError("invalid_input", { voice: "no_sound" });
    });
    [type, audio] = ["audio/mpeg", new Uint8Array(mp3)];
  }
  const id = uuid();
  const { language, text } = sentence;
  return ctx.db.$transaction(async (tx) => {
    await tx.speechAudio.create({
      data: {
        id, schoolId: ctx.school.id, sentence: input.sentence, language, engine: "recorded", voice: id, version: "1", speed: 0, type, audio,
        key: audioKey({ language, engine: "recorded", voice: id, version: "1", speed: 0, text }), createdAt: ctx.now, text, recordedById: ctx.actor.adultId,
      },
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.record", subjectType: "speech_audio", subjectId: id, detail: { language },
    });
    return { recordingId: id };
  });
}

/** Keeps a voice for one of the fixed sentences of pages and reports. Errors: as keepRecording. */
export async function recordFixed(ctx: PersonCtx, input: RecordSentence): Promise<{ recordingId: string }> {
  if (!hasCatalogue(input.language) || input.language === SOURCE_LANGUAGE) throw new AppError("not_found");
  return keepRecording(ctx, input, fixedSentences(input.language, ctx.school));
}

/** Lets a recording through, or throws it away. Errors: not_found for one's own, one decided on, or none. */
export async function decideRecording(ctx: StaffCtx, input: { recordingId: string }, decision: "approve" | "refuse"): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const where = { id: input.recordingId, ...approvableRecordings(ctx.actor) };
    const { count } = decision === "approve"
      ? await tx.speechAudio.updateMany({ where, data: { approvedAt: ctx.now, approvedById: ctx.actor.adultId } })
      : await tx.speechAudio.deleteMany({ where });
    if (count === 0) throw new AppError("not_found");
    await dropPublic(tx, ctx.school.id);
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `languages.${decision}Recording`, subjectType: "speech_audio", subjectId: input.recordingId,
    });
  });
}

/** Whether somebody's voice note may be kept, and what it is by its own bytes. Errors: invalid_input, too_large. */
export const checkNote = (audio: Uint8Array): AudioType => checkAudio(audio, { bytes: NOTE_BYTES, seconds: NOTE_SECONDS });

export interface NewNote {
  /** The record that it belongs to: a report. */
  subjectId: string;
  /** Whether only that record's own rule opens it to staff, through the record's own procedures. */
  ofRecord?: boolean;
  pupilId: string;
  audio: Uint8Array;
}

/** Keeps what a parent said, in the caller's transaction; the caller has asked the access rule. Errors: invalid_input, too_large. */
export async function keepVoiceNote(tx: Tx, ctx: PersonCtx, input: NewNote): Promise<{ noteId: string }> {
  const type = checkNote(input.audio);
  const id = uuid();
  const adult = await tx.adult.findFirst({ where: { id: ctx.actor.adultId }, select: { spokenLanguages: true } });
  const spoken = adult?.spokenLanguages ?? [];
  // People speak their own language whatever page they are on: the page's counts when it is one of theirs, or nothing else is known.
  const language = spoken.includes(ctx.locale) ? ctx.locale : (spoken[0] ?? ctx.locale);
  await tx.voiceNote.create({
    data: {
      id, schoolId: ctx.school.id, adultId: ctx.actor.adultId, pupilId: input.pupilId, subjectId: input.subjectId, ofRecord: input.ofRecord ?? false, language, type,
      audio: new Uint8Array(input.audio), createdAt: ctx.now,
    },
  });
  return { noteId: id };
}

/** The sounds of a voice note. That staff listened is written down. Errors: not_found. */
export async function hearNote(ctx: PersonCtx, input: { noteId: string }): Promise<Sound> {
  return ctx.db.$transaction(async (tx) => {
    const { id, type, audio, pupilId, own } = await findNote(ctx, tx, input.noteId);
    if (!own) {
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.hearNote", subjectType: "voice_note", subjectId: id, pupilId,
        rule: `staff:${ctx.actor.roles.join("+")}`,
      });
    }
    return { type, audio };
  });
}

/** Writes down what a note says, in the school's language; again replaces it. Errors: not_found. */
export async function transcribeNote(ctx: StaffCtx, input: Transcribe): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const note = await findNote(ctx, tx, input.noteId);
    if (note.transcriptId) await replaceText(tx, note.transcriptId, input.body, ctx.actor.adultId);
    else {
      const transcriptId = await writeText(tx, {
        schoolId: ctx.school.id, kind: "languages.transcript", language: SOURCE_LANGUAGE, body: input.body, authorId: ctx.actor.adultId,
      });
      await tx.voiceNote.updateMany({ where: { id: note.id }, data: { transcriptId } });
    }
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.transcribe", subjectType: "voice_note", subjectId: note.id, pupilId: note.pupilId,
    });
  });
}

/** What translators and services see as the kind of what a family said to the school: as what it wrote. */
const FAMILY_WORDS = "messages.reply";

/**
 * Writes down what the note of a record says, in the language in which it was said or in the school's: from then on it is text like what families
 * write, and is translated as that is. Again replaces it. In the caller's transaction; the caller has asked the record's own access rule.
 * Errors: not_found; invalid_input for any other language.
 */
export async function writeDownNote(tx: Tx, ctx: StaffCtx, subjectId: string, { language, words }: NoteWords): Promise<void> {
  const [note] = await tx.$queryRaw<{ id: string; pupil_id: string; language: string; transcript_id: string | null; written_in: string | null }[]>`
    SELECT n.id, n.pupil_id, n.language, n.transcript_id, (SELECT t.language FROM content_text t WHERE t.id = n.transcript_id) AS written_in
    FROM voice_note n WHERE n.subject_id = ${subjectId}::uuid ORDER BY n.created_at DESC LIMIT 1 FOR UPDATE`;
  if (!note) throw new AppError("not_found");
  if (language !== note.language && language !== SOURCE_LANGUAGE) throw new AppError("invalid_input", { language: "other" });
  if (note.transcript_id && note.written_in === language) await replaceText(tx, note.transcript_id, words, ctx.actor.adultId);
  else {
    if (note.transcript_id) await tx.text.deleteMany({ where: { id: note.transcript_id } });
    const transcriptId = await writeText(tx, { schoolId: ctx.school.id, kind: FAMILY_WORDS, language, body: words, authorId: ctx.actor.adultId, pupilId: note.pupil_id });
    await tx.voiceNote.updateMany({ where: { id: note.id }, data: { transcriptId } });
  }
  await recordAudit(tx, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.transcribe", subjectType: "voice_note", subjectId: note.id, pupilId: note.pupil_id, detail: { language },
  });
}
