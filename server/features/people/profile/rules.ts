import type { Preference, ProfileQuestion, ProfileSource, ReadingNeed } from "@/server/lib/db/generated/enums";
import { hasCatalogue, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { canSendTexts } from "@/server/lib/notify/client";

import { isWritten, SIGN_LANGUAGE } from "./schema";

/** What the school knows of how an adult understands: the answers in force. */
export interface UnderstandingProfile {
  /** The best spoken first. */
  spokenLanguages: string[];
  readingLanguage: string | null;
  readingNeed: ReadingNeed;
  /** The dearest first. */
  prefers: Preference[];
  needsInterpreter: boolean;
}

/** By what an adult can be reached at all. */
export interface Contact {
  hasEmail: boolean;
  hasPhone: boolean;
  hasAddress: boolean;
}

export const reachChannels = ["in_app", "email", "text", "letter", "call"] as const;
export type ReachChannel = (typeof reachChannels)[number];

/** The ways by which news leaves the school: text messages where a service for them is set up, the others everywhere. A letter is printed by the office. */
export function sendingNow(): readonly ReachChannel[] {
  return canSendTexts() ? reachChannels : reachChannels.filter((channel) => channel !== "text");
}

export type ReachFormat = "text" | "audio" | "pictures" | "large_print" | "sign_video";

/** Why the plan is as it is; the interface has words for each (profile.reasons.*). */
export type ReachReason =
  | "reads_nothing"
  | "reads_with_help"
  | "reading_unknown"
  | "prefers_phone"
  | "signs"
  | "no_email"
  | "no_phone"
  | "language_unknown"
  | "no_written_form"
  | "no_words_in_language"
  | "needs_interpreter";

export interface ReachPlan {
  /** By what news goes to this adult, the dearest first. Never empty. */
  channels: ReachChannel[];
  /** Whether a call or meeting needs an interpreter. */
  interpreter: boolean;
  /** The language of what is written. The product may have no words in it: then the plan has a call. */
  writeIn: string;
  /** The language of a call; British Sign Language for an adult who signs. */
  speakIn: string;
  formats: ReachFormat[];
  reasons: ReachReason[];
}

/**
 * How the school reaches this adult: the one answer for sending, printing, the call list and every page about people.
 * News is always in the app. In writing it goes to those who read. A person rings an adult who reads nothing, who has no
 * other way, in whose language there are no words, or who would rather be rung: text is never the only way to an adult
 * who reads nothing, whatever else is known or missing. What is not known is taken as "reads", and the plan says so.
 * @param able the channels that the caller can use; a call always can be made, because a person makes it
 */
export function reachPlan(profile: UnderstandingProfile, contact: Contact, able: readonly ReachChannel[] = sendingNow()): ReachPlan {
  const { readingNeed, prefers } = profile;
  const reads = readingNeed !== "does_not_read";
  const signs = prefers.includes("sign_language") || profile.spokenLanguages[0] === SIGN_LANGUAGE;
  const writeIn = writtenLanguage(profile);
  const understood = hasCatalogue(writeIn);
  const wantsPhone = comesBefore(prefers, "phone", "reading");
  const written = reads ? ([["email", contact.hasEmail], ["text", contact.hasPhone], ["letter", contact.hasAddress]] as const) : [];
  // One written way to the door is enough: a letter follows only where no mail and no text message can go.
  const sent = written.filter(([channel, there]) => there && able.includes(channel)).map(([channel]) => channel).slice(0, 1);
  const call = !reads || !understood || wantsPhone || sent.length === 0;
  const inWriting: ReachChannel[] = ["in_app", ...sent];
  const channels: ReachChannel[] = !call ? inWriting : !reads || wantsPhone ? ["call", ...inWriting] : [...inWriting, "call"];
  return {
    channels,
    interpreter: profile.needsInterpreter || signs,
    writeIn,
    speakIn: signs ? SIGN_LANGUAGE : (profile.spokenLanguages[0] ?? profile.readingLanguage ?? SOURCE_LANGUAGE),
    formats: formatsFor(profile, signs),
    reasons: reasonsFor(profile, contact, { signs, understood, wantsPhone, call }),
  };
}

/** The language that an adult reads; else the first spoken one that the school has words in; else one that can be written; else English. */
function writtenLanguage({ readingLanguage, spokenLanguages }: UnderstandingProfile): string {
  if (readingLanguage && isWritten(readingLanguage)) return readingLanguage;
  const candidates = spokenLanguages.filter(isWritten);
  return candidates.find(hasCatalogue) ?? candidates[0] ?? SOURCE_LANGUAGE;
}

function comesBefore(prefers: readonly Preference[], first: Preference, second: Preference): boolean {
  const [a, b] = [prefers.indexOf(first), prefers.indexOf(second)];
  return a >= 0 && (b < 0 || a < b);
}

const formatOf: Record<Preference, ReachFormat | null> = {
  reading: "text", listening: "audio", pictures: "pictures", large_print: "large_print", sign_language: "sign_video", phone: null,
};

function formatsFor({ readingNeed, prefers }: UnderstandingProfile, signs: boolean): ReachFormat[] {
  const spoken: ReachFormat = signs ? "sign_video" : "audio";
  const usual: Record<ReadingNeed, ReachFormat[]> = {
    reads: ["text"], unknown: ["text"], reads_with_help: ["text", "pictures", spoken], does_not_read: [spoken, "pictures"],
  };
  const wanted = prefers.flatMap((preference) => formatOf[preference] ?? []);
  const all = [...new Set([...wanted, ...usual[readingNeed]])];
  return readingNeed === "does_not_read" ? all.filter((format) => format !== "text" && format !== "large_print") : all;
}

function reasonsFor(
  profile: UnderstandingProfile, contact: Contact, found: { signs: boolean; understood: boolean; wantsPhone: boolean; call: boolean },
): ReachReason[] {
  const { readingNeed, spokenLanguages, readingLanguage } = profile;
  const all: [ReachReason, boolean][] = [
    ["reads_nothing", readingNeed === "does_not_read"],
    ["reads_with_help", readingNeed === "reads_with_help"],
    ["prefers_phone", found.wantsPhone],
    ["signs", found.signs],
    ["needs_interpreter", profile.needsInterpreter],
    ["no_words_in_language", !found.understood],
    ["no_written_form", readingLanguage === null && spokenLanguages.length > 0 && !spokenLanguages.some(isWritten)],
    ["no_email", !contact.hasEmail && readingNeed !== "does_not_read"],
    ["no_phone", !contact.hasPhone && found.call],
    ["reading_unknown", readingNeed === "unknown"],
    ["language_unknown", readingLanguage === null && spokenLanguages.length === 0],
  ];
  return all.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** Whether a plan leaves the adult with writing alone: never so for one who reads nothing. */
export function isWritingOnly(plan: Pick<ReachPlan, "channels">): boolean {
  return !plan.channels.includes("call");
}

/**
 * How far an answer is trusted: what the adult said, here or to a member of staff, before what others say of them, and that
 * before a file.
 */
const trust: Record<ProfileSource, number> = { adult: 3, adult_told_staff: 3, staff: 2, import: 1 };

export interface KeptAnswer {
  id: string;
  question: ProfileQuestion;
  value: string[];
  source: ProfileSource;
  at: Date;
}

/** Of two answers to one question, whether `next` stands in place of `current`: it is trusted at least as much. */
export function outranks(next: Pick<KeptAnswer, "source">, current: Pick<KeptAnswer, "source"> | undefined): boolean {
  return !current || trust[next.source] >= trust[current.source];
}

/** The answers in force, one a question: the most trusted, and of equals the newest. In any order given. */
export function answersInForce<T extends KeptAnswer>(answers: readonly T[]): Map<ProfileQuestion, T> {
  const found = new Map<ProfileQuestion, T>();
  const byTime = [...answers].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  for (const answer of byTime) if (outranks(answer, found.get(answer.question))) found.set(answer.question, answer);
  return found;
}

/** Whether an answer says anything new: another value, or the same from somebody who is trusted more. */
export function isNews(next: Pick<KeptAnswer, "value" | "source">, current: KeptAnswer | undefined): boolean {
  if (!current) return true;
  const same = next.value.length === current.value.length && next.value.every((value, nth) => value === current.value[nth]);
  return !same || trust[next.source] > trust[current.source];
}

/** The fields of an adult's record that an answer in force fills. */
export function fieldsOf(question: ProfileQuestion, value: string[]): Partial<UnderstandingProfile> {
  switch (question) {
    case "speaks": return { spokenLanguages: value };
    case "reading": return { readingNeed: value[0] as ReadingNeed };
    case "reading_language": return { readingLanguage: value[0] ?? null };
    case "prefers": return { prefers: value as Preference[] };
    case "interpreter": return { needsInterpreter: value[0] === "yes" };
  }
}

/** What the plan reads of an adult's record. */
export interface AdultReach extends UnderstandingProfile {
  email: string | null;
  phone: string | null;
  addressLines: string[];
}

/** Whether paper brings this adult more with pictures: they asked for pictures, or do not read with ease. */
export function wantsPictures({ prefers, readingNeed }: Pick<AdultReach, "prefers" | "readingNeed">): boolean {
  return prefers.includes("pictures") || readingNeed === "reads_with_help" || readingNeed === "does_not_read";
}

/** The plan for an adult as the record stands. */
export function planFor(adult: AdultReach, able?: readonly ReachChannel[]): ReachPlan {
  return reachPlan(adult, { hasEmail: adult.email !== null, hasPhone: adult.phone !== null, hasAddress: adult.addressLines.length > 0 }, able);
}
