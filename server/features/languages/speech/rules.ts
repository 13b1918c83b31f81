import { createHash } from "node:crypto";

import { type Language, languages } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import { computerEngine } from "@/server/lib/speech/speak";
import { hasComputerVoice, normaliseSpoken } from "@/server/lib/speech/voices";

import { splitSentences } from "../rules";
import { keysOf, type SpokenSchool, valuesOf } from "./rules.pages";
import { type SpokenPage, spokenPages } from "./schema";

/** A sentence that is to be heard. */
export interface SpokenSentence {
  text: string;
  language: string;
  /** Whether it names a person: then its sound is private. */
  named: boolean;
  /** The same sentence without the name ("Your child reads well."), under which a recorded voice may be kept for everyone. */
  plain: string | null;
}

/** Sentences that belong together, the first of them its heading when there is one. */
export interface SpokenBlock {
  id: string;
  heading: boolean;
  sentences: SpokenSentence[];
}

/** What is told by hearing: the same words in the same language, whatever marks of direction and spaces they carry. */
export function sentenceHash(language: string, text: string): string {
  return createHash("sha256").update(JSON.stringify([language, normaliseSpoken(text)])).digest("hex");
}

export interface AudioIdentity {
  language: string;
  engine: string;
  voice: string;
  version: string;
  speed: number;
  text: string;
}

/** The key of these very sounds: another voice, release or speed makes another. */
export function audioKey({ language, engine, voice, version, speed, text }: AudioIdentity): string {
  return createHash("sha256").update(JSON.stringify([language, engine, voice, version, speed, normaliseSpoken(text)])).digest("hex");
}

/** The marks around a name, code or number that keep its direction (server/lib/i18n/format). */
const ISOLATE = /[\u2066-\u2068]/;

const begin = (text: string, language: string) => text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);

/**
 * The sentences of a piece of text. In text from a catalogue a name is known by the marks that isolate it; what a person wrote
 * may hold one anywhere, so the caller says `named`. `plain` is the same text with "your child" in the name's place.
 */
export function spokenSentences(text: string, language: string, { named = false, plain }: { named?: boolean; plain?: string } = {}): SpokenSentence[] {
  const parts = splitSentences(text, language);
  const plainParts = plain === undefined ? [] : splitSentences(plain, language);
  const paired = plainParts.length === parts.length;
  return parts.map((part, n) => ({
    text: part.trim(), language, named: named || ISOLATE.test(part),
    plain: paired ? begin(normaliseSpoken(plainParts[n] ?? ""), language) : null,
  }));
}

/** What ends a sentence in languages in which it is no point. */
const stops: Record<string, string> = { ur: "\u06D4", bn: "\u0964", pa: "\u0964", ti: "\u1362", "zh-Hans": "\u3002", "zh-Hant": "\u3002" };

/** Words that stand alone on their page, as a title or a label, with the stop that ends a sentence of their language; as they are where one ends already. */
export const stopped = (text: string, language: string): string => (/[.!?:\u3002\u0964\u06D4\u061F\u1362]$/u.test(text) ? text : `${text}${stops[language] ?? "."}`);

/** The sentences of words that stand alone on their page. Nothing for no words. */
export function spokenLine(text: string, language: string, named = false): SpokenSentence[] {
  return text === "" ? [] : spokenSentences(stopped(text, language), language, { named });
}

/** Fixed words that stand around every report: worth a person's voice in a language that no computer speaks. */
const reportKeys = [
  "reports.sections.well", "reports.sections.next", "reports.sections.home", "reports.attendance.title", "reports.sections.subjects",
  "family.report.ownWords", "family.report.ownWordsEnglish", "family.report.correctedTitle", "family.report.withdrawnTitle", "family.report.withdrawnText",
];

/** The questions of how somebody understands, and their answers: heard by whoever does not read them. Each is spoken as a whole. */
const profileKeys = [
  "profile.family.lead", ...["speaks", "also", "reading", "reading_language", "prefers", "interpreter"].map((name) => `profile.questions.${name}`),
  ...["reads", "reads_with_help", "does_not_read"].map((name) => `profile.reading.${name}`), "profile.interpreter.yes", "profile.interpreter.no",
  ...["listening", "phone", "pictures", "reading", "large_print", "sign_language"].map((name) => `profile.prefers.${name}`),
  ...["one", "many", "order"].map((name) => `profile.hints.${name}`),
];

/** The words that stand alone on pages, by their key: those of the questions, and the language's own name under `language.<tag>`. */
export function spokenWords(language: string): Map<string, SpokenSentence> {
  const t = translatorFor(language);
  const whole = (text: string): SpokenSentence => ({ text, language, named: false, plain: null });
  const ownName = languages.find(({ tag }) => tag === language)?.ownName;
  return new Map([...profileKeys.map((key) => [key, whole(t(key))] as const), ...(ownName ? [[`language.${language}`, whole(ownName)] as const] : [])]);
}

/** A page that is the same for everyone, as blocks of sentences; none of them names anybody. */
export function spokenPage(page: SpokenPage, language: string, school: SpokenSchool): SpokenBlock[] {
  const t = translatorFor(language);
  return keysOf(page, language).map((keys, n) => ({
    id: `${page}-${n}`, heading: true, sentences: keys.flatMap((key) => spokenSentences(t(key, valuesOf(key, school)), language)),
  }));
}

const open = new Map<string, Map<string, SpokenSentence>>();

/** Every fixed sentence of a language by its hash, pages first: what a computer may speak for anyone and a person may record. */
export function fixedSentences(language: string, school: SpokenSchool): ReadonlyMap<string, SpokenSentence> {
  const of = JSON.stringify([language, school.name, school.phone]);
  const known = open.get(of);
  if (known && process.env.NODE_ENV !== "development") return known;
  const t = translatorFor(language);
  const sentences = [
    ...spokenPages.flatMap((page) => spokenPage(page, language, school).flatMap((block) => block.sentences)),
    ...reportKeys.flatMap((key) => spokenSentences(t(key), language)),
    ...spokenWords(language).values(),
  ];
  const made = new Map(sentences.map((sentence) => [sentenceHash(language, sentence.text), sentence]));
  open.set(of, made);
  return made;
}

/** The languages with pages, those that no computer speaks here first: they need people's voices. */
export function languagesByNeed(): Language[] {
  return [...languages].sort((a, b) => Number(hasComputerVoice(a.tag)) - Number(hasComputerVoice(b.tag)));
}

/** How good a voice is: a person's own before a service's before espeak-ng's. */
export const engineOrder = ["recorded", "service", "espeak"] as const;

/** What will speak a sentence that nobody has recorded; null where nothing speaks its language. */
export function engineFor(sentence: SpokenSentence): "service" | "espeak" | null {
  return computerEngine(sentence.language, sentence.named);
}

/** Whether a computer speaks a language here, words that somebody wrote among them. */
export const hasVoice = (language: string): boolean => computerEngine(language, true) !== null;
