import { isArgumentElement, isNumberElement, isPluralElement, isSelectElement, isTagElement, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";

import type { WordingForm } from "@/server/lib/db/generated/enums";
import { bankWithoutPages, messagesFor } from "@/server/lib/i18n/catalogue";
import { isolateName } from "@/server/lib/i18n/format";
import { hasCatalogue, intlTag, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

/** A statement that a teacher can pick. */
export interface Statement {
  /** "group.name", the message's place in messages/<tag>/comments.json. */
  key: string;
  group: string;
  needsNumber: boolean;
  needsSubject: boolean;
}

/** Who a statement speaks of. `subject` is a subject code; its name comes from the same language as the sentence. */
export interface StatementAbout {
  name: string;
  form: WordingForm;
  subject?: string;
}

/** A sentence as it was rendered: in `language`, which is English with `fallback` when the reader's catalogue has none. */
export interface Sentence {
  text: string;
  language: string;
  fallback: boolean;
}

/** The group that the software picks from by itself, from the figures of attendance. */
const AUTOMATIC_GROUP = "attendance";

/**
 * Statements of groups that praise, and yet speak of something still to grow: families meet them under "what to do next",
 * never under "what is going well".
 */
const growing = new Set([
  "effort.changesByLesson", "effort.needsHelpToStart", "effort.needsHelpToFocus", "effort.notYetInSubject", "effort.notYet",
  "behaviour.learnsToListen", "behaviour.learnsToTakeTurns", "behaviour.learnsToCalmDown",
]);

/** The place of a statement in the report. */
export type Placing = "well" | "next" | "home" | "more";

/** Where a statement about the whole child stands in the report, by its group. */
export function placeOf(key: string): Placing {
  if (growing.has(key)) return "next";
  const group = key.slice(0, key.indexOf("."));
  if (group === "strength" || group === "effort" || group === "behaviour") return "well";
  if (group === "nextStep") return "next";
  return group === "home" ? "home" : "more";
}

/** The keys that `placeOf` moves out of their group; a test holds them to the catalogue. */
export const growingKeys: readonly string[] = [...growing];

type Sentences = Map<string, string>;
/** By catalogue, so that what was made from a catalogue goes when it does. */
const sentences = new WeakMap<object, Sentences>();

/** The raw messages of one language's comment bank by "group.name"; empty when it has none. */
export function bankOf(tag: string): Sentences {
  const catalogue = hasCatalogue(tag) ? messagesFor(tag) : bankWithoutPages(tag);
  const known = sentences.get(catalogue);
  if (known) return known;
  const bank: Sentences = new Map();
  const groups = catalogue.comments;
  if (groups && typeof groups === "object") {
    for (const [group, messages] of Object.entries(groups)) {
      if (typeof messages !== "object") continue;
      for (const [name, message] of Object.entries(messages)) if (typeof message === "string") bank.set(`${group}.${name}`, message);
    }
  }
  sentences.set(catalogue, bank);
  return bank;
}

/** The names of a message's arguments, wherever they stand in it. Throws on a message that is not ICU. */
export function argumentsOf(message: string): Set<string> {
  const found = new Set<string>();
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (isArgumentElement(element) || isNumberElement(element)) found.add(element.value);
      if (isTagElement(element)) walk(element.children);
      if (isSelectElement(element) || isPluralElement(element)) {
        found.add(element.value);
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(parse(message));
  return found;
}

let picked: { bank: Sentences; list: Statement[]; byKey: Map<string, Statement> } | undefined;

function pickable() {
  const bank = bankOf(SOURCE_LANGUAGE);
  if (picked?.bank === bank) return picked;
  const list: Statement[] = [];
  for (const [key, message] of bank) {
    const group = key.slice(0, key.indexOf("."));
    if (group === AUTOMATIC_GROUP) continue;
    const args = argumentsOf(message);
    list.push({ key, group, needsNumber: args.has("n"), needsSubject: args.has("subject") });
  }
  picked = { bank, list, byKey: new Map(list.map((statement) => [statement.key, statement])) };
  return picked;
}

/** Every statement that a teacher can pick, in the order of the catalogue, with what each asks for. */
export function statements(): Statement[] {
  return pickable().list;
}

/** The statement with this key, or undefined. */
export function findStatement(key: string): Statement | undefined {
  return pickable().byKey.get(key);
}

/** Whether a comment can be kept for a subject: a known key, a number when it asks for one, a subject when it names one. */
export function fits(comment: { key: string; n?: number }, subject: string | null): boolean {
  const statement = findStatement(comment.key);
  if (!statement) return false;
  if (statement.needsNumber !== (comment.n !== undefined)) return false;
  return !statement.needsSubject || subject !== null;
}

const formats = new WeakMap<Sentences, Map<string, IntlMessageFormat>>();

function formatOf(tag: string, message: string): IntlMessageFormat {
  const bank = bankOf(tag);
  const made = formats.get(bank) ?? new Map<string, IntlMessageFormat>();
  formats.set(bank, made);
  let format = made.get(message);
  if (!format) {
    // The tag carries 0-9: a number in a Bengali sentence matches the number on the exercise book.
    format = new IntlMessageFormat(message, intlTag(tag));
    made.set(message, format);
  }
  return format;
}

/** The name of a subject in a language; the code itself for one that the catalogue does not know. */
export function subjectName(tag: string, subject: string): string {
  for (const language of [tag, SOURCE_LANGUAGE]) {
    const reports = messagesFor(language).reports;
    const names = reports && typeof reports === "object" ? reports.subjects : undefined;
    const name = names && typeof names === "object" ? names[subject] : undefined;
    if (typeof name === "string") return name;
  }
  return subject;
}

function renderFrom(tag: string, key: string, about: StatementAbout, numbers: Record<string, number>): Sentence {
  const own = bankOf(tag).get(key);
  const language = own === undefined ? SOURCE_LANGUAGE : tag;
  const message = own ?? bankOf(SOURCE_LANGUAGE).get(key);
  if (message === undefined) throw new Error(`the comment bank has no ${key}`);
  const text = formatOf(language, message).format({
    name: isolateName(about.name),
    form: about.form,
    ...(about.subject ? { subject: subjectName(language, about.subject) } : {}),
    ...numbers,
  });
  return { text: String(text), language, fallback: language !== tag };
}

/**
 * One statement as a sentence in any language, names isolated for text of either direction, numbers in 0-9.
 * Falls back to English, flagged, when the language's catalogue lacks it. Throws on a key that no catalogue has.
 */
export function renderStatement(tag: string, comment: { key: string; n?: number }, about: StatementAbout): Sentence {
  return renderFrom(tag, comment.key, about, comment.n === undefined ? {} : { n: comment.n });
}

/** The sentences about attendance, from half days: the bank speaks of days. Which one is a matter of the figures alone. */
export function renderAttendance(tag: string, attendance: { possible: number; absent: number; late: number }, about: StatementAbout): Sentence {
  const { possible, absent, late } = attendance;
  const rate = possible === 0 ? 1 : (possible - absent) / possible;
  const key = rate >= 0.97 ? (late === 0 ? "excellentAndOnTime" : "excellent") : rate >= 0.93 ? "good" : "weCanHelp";
  const numbers = { present: (possible - absent) / 2, late };
  const first = renderFrom(tag, `attendance.${key}`, about, numbers);
  if (late === 0) return first;
  const second = renderFrom(tag, late > 5 ? "attendance.lateWeCanHelp" : "attendance.lateSometimes", about, numbers);
  return { text: `${first.text} ${second.text}`, language: first.language, fallback: first.fallback || second.fallback };
}

const allowedArguments: Record<string, ReadonlySet<string>> = {
  attendance: new Set(["name", "form", "present", "late"]),
};
const pickedArguments: ReadonlySet<string> = new Set(["name", "form", "n", "subject"]);

/**
 * What is wrong with one language's message: arguments that English does not have or that nobody fills, plural forms
 * that the language needs and the message lacks, wording forms left out. Codes with the place; empty when all is well.
 */
export function lintStatement(tag: string, key: string, message: string): string[] {
  const faults: string[] = [];
  const group = key.slice(0, key.indexOf("."));
  const allowed = allowedArguments[group] ?? pickedArguments;
  const source = argumentsOf(bankOf(SOURCE_LANGUAGE).get(key) ?? "");
  const args = argumentsOf(message);
  for (const name of args) {
    if (!allowed.has(name)) faults.push(`${tag} ${key}: unknown argument ${name}`);
    // Another language may need the child's form where English does not; any other argument must be the source's.
    else if (name !== "form" && !source.has(name)) faults.push(`${tag} ${key}: argument ${name} is not in English`);
  }
  for (const name of source) if (name !== "form" && !args.has(name)) faults.push(`${tag} ${key}: argument ${name} is missing`);
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (isTagElement(element)) walk(element.children);
      if (!isSelectElement(element) && !isPluralElement(element)) continue;
      const needed: readonly string[] = isPluralElement(element) ? categories : ["she", "he", "they", "other"];
      for (const name of needed) if (!element.options[name]) faults.push(`${tag} ${key}: ${element.value} lacks ${name}`);
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(message));
  return faults;
}
