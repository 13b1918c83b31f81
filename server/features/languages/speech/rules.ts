import { createHash } from "node:crypto";

import { type Language, languages } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import { computerEngine } from "@/server/lib/speech/speak";
import { hasComputerVoice, normaliseSpoken } from "@/server/lib/speech/voices";

import { splitSentences } from "../rules";
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

/** The same for what stands alone on its page, as a title or a label: a sentence of its own, with the stop that ends one. Nothing for no words. */
export function spokenLine(text: string, language: string, named = false): SpokenSentence[] {
  return text === "" ? [] : spokenSentences(/[.!?。।۔؟]$/u.test(text) ? text : `${text}.`, language, { named });
}

/** The words of each page that can be heard, in the order of the page: a block is a heading and what stands under it. */
const pageKeys: Record<SpokenPage, string[][]> = {
  home: [
    ["public.home.heading", "public.home.lead", "public.home.signInHint"], ["public.home.reportsTitle", "public.home.reportsText"],
    ["public.home.languagesTitle", "public.home.languagesText"], ["public.home.phoneTitle", "public.home.phoneText"],
    ["public.home.promiseTitle", "public.home.promiseText"],
  ],
  policy: [
    ["plan.policy.title", "plan.policy.lead"],
    ...["contact", "welcome", "meetings", "calls", "people", "visits", "reports", "evenings", "rewards", "newsletters", "feedback", "learning"]
      .map((promise) => [`plan.policy.${promise}.title`, `plan.policy.${promise}.text`]),
    ["plan.policy.togetherTitle", "plan.policy.together"],
  ],
  privacy: [
    ["public.privacy.title", "public.privacy.lead"], ["public.privacy.keepTitle", ...["you", "language", "child", "link", "look"].map((item) => `public.privacy.keep.${item}`)],
    ["public.privacy.whyTitle", "public.privacy.why"], ["public.privacy.whoTitle", ...["staff", "parent", "order"].map((item) => `public.privacy.who.${item}`)],
    ...["long", "rights", "cookies"].map((part) => [`public.privacy.${part}Title`, `public.privacy.${part}`]),
  ],
  accessibility: [
    ["public.accessibility.title", "public.accessibility.lead"],
    ["public.accessibility.doTitle", ...["zoom", "look", "keyboard", "reader", "script", "dark", "language"].map((item) => `public.accessibility.do.${item}`)],
    ["public.accessibility.testTitle", "public.accessibility.test"], ["public.accessibility.gapsTitle", ...["review", "own", "pdf"].map((item) => `public.accessibility.gaps.${item}`)],
    ["public.accessibility.helpTitle", "public.accessibility.help", "public.accessibility.law"],
  ],
  display: [["display.title", "display.lead"]],
  "sign-in": [
    ["signIn.page.title", "signIn.page.intro"], ["signIn.page.emailLabel", "signIn.page.emailHint"], ["signIn.page.send"], ["signIn.page.codeHeading", "signIn.page.codeIntro"], ["signIn.page.codeLink"],
  ],
  code: [["signIn.code.heading", "signIn.code.intro"], ["signIn.code.label"], ["signIn.code.button"]],
  place: [["events.place.find", "events.place.findText"], ["events.place.findButton"]],
  answer: [["delivery.answer.heading", "delivery.answer.intro"], ["delivery.answer.read"], ["delivery.answer.phone"]],
};

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
];

/** The words that stand alone on pages, by their key: those of the questions, and the language's own name under `language.<tag>`. */
export function spokenWords(language: string): Map<string, SpokenSentence> {
  const t = translatorFor(language);
  const whole = (text: string): SpokenSentence => ({ text, language, named: false, plain: null });
  const ownName = languages.find(({ tag }) => tag === language)?.ownName;
  return new Map([...profileKeys.map((key) => [key, whole(t(key))] as const), ...(ownName ? [[`language.${language}`, whole(ownName)] as const] : [])]);
}

/** A public page as blocks of sentences; none of them names anybody. */
export function spokenPage(page: SpokenPage, language: string): SpokenBlock[] {
  const t = translatorFor(language);
  return pageKeys[page].map((keys, n) => ({
    id: `${page}-${n}`, heading: true, sentences: keys.flatMap((key) => spokenSentences(t(key), language)),
  }));
}

const open = new Map<string, Map<string, SpokenSentence>>();

/** Every fixed sentence of a language by its hash, pages first: what a computer may speak for anyone and a person may record. */
export function fixedSentences(language: string): ReadonlyMap<string, SpokenSentence> {
  const known = open.get(language);
  if (known && process.env.NODE_ENV !== "development") return known;
  const t = translatorFor(language);
  const sentences = [
    ...spokenPages.flatMap((page) => spokenPage(page, language).flatMap((block) => block.sentences)),
    ...reportKeys.flatMap((key) => spokenSentences(t(key), language)),
    ...spokenWords(language).values(),
  ];
  const made = new Map(sentences.map((sentence) => [sentenceHash(language, sentence.text), sentence]));
  open.set(language, made);
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
