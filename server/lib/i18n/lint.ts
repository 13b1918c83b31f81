import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

import { findLanguage, SOURCE_LANGUAGE } from "./languages";
import { type SaidTerm, unsaidTerms } from "./terms";

/** What can be wrong with a translation. Words for people are in the catalogue of whoever shows them. */
export type LintCode =
  | "not_icu" | "digits_of_language" | "arguments_differ" | "argument_kind" | "tags_differ" | "plural_form_missing" | "choice_missing" | "form_missing"
  | "empty" | "untranslated" | "wrong_script" | "wrong_letters" | "isolates_unbalanced" | "direction_mark" | "stray_space" | "straight_apostrophe" | "not_nfc"
  | "missing" | "unknown" | "term_differs";

export interface LintFault {
  code: LintCode;
  /** What it is about: an argument's name, the letters, the English words left. */
  detail: string;
}

export interface LintInput {
  /** The English text. */
  source: string;
  translation: string;
  /** BCP 47 tag of the translation. */
  tag: string;
  /**
   * "message": ICU as in messages/, where the code isolates names and numbers. "text": what people write and translate, where
   * braces mean nothing and isolates may stand, in pairs.
   */
  kind: "message" | "text";
  /** Words that stay as they are in every language: names of the school, of services, of exams. */
  keep?: readonly string[];
  /** School words that the language says in one way: where the English uses one, the translation says it so. */
  terms?: readonly SaidTerm[];
}

interface Shape {
  args: Map<string, Set<string>>;
  choices: Map<string, Set<string>>;
  tags: Set<string>;
  /** Literal text, pieces joined by a blank; a value is a 0. */
  words: string;
  faults: LintFault[];
}

const FORMS = ["she", "he", "they", "other"];
/** Kinds of argument that cannot stand for one another. A plain argument fits all: its value may be anything. */
const kinds: Partial<Record<TYPE, string>> = { [TYPE.number]: "number", [TYPE.plural]: "number", [TYPE.date]: "moment", [TYPE.time]: "moment", [TYPE.select]: "choice" };

/** Arguments, choices, tags and words of a message, and what is wrong with it in itself. Total: a message that is not ICU is a fault. */
function shapeOf(message: string, tag: string): Shape {
  const shape: Shape = { args: new Map(), choices: new Map(), tags: new Set(), words: "", faults: [] };
  const walk = (elements: MessageFormatElement[]): void => elements.forEach(visit);
  const visit = (element: MessageFormatElement): void => {
    if (element.type === TYPE.literal) shape.words += ` ${element.value}`;
    else if (element.type === TYPE.pound) shape.faults.push({ code: "digits_of_language", detail: "#" });
    else if (element.type === TYPE.tag) {
      shape.tags.add(element.value);
      walk(element.children);
    } else {
      const kind = kinds[element.type];
      const known = shape.args.get(element.value) ?? new Set<string>();
      shape.args.set(element.value, kind ? known.add(kind) : known);
      if (element.type !== TYPE.plural && element.type !== TYPE.select) {
        shape.words += " 0";
        return;
      }
      const options = Object.keys(element.options);
      if (element.type === TYPE.plural) {
        const wanted = new Intl.PluralRules(tag, { type: element.pluralType ?? "cardinal" }).resolvedOptions().pluralCategories;
        for (const category of wanted) if (!options.includes(category)) shape.faults.push({ code: "plural_form_missing", detail: `${element.value} ${category}` });
      } else if (element.value === "form") {
        for (const form of FORMS) if (!options.includes(form)) shape.faults.push({ code: "form_missing", detail: form });
      } else shape.choices.set(element.value, new Set([...(shape.choices.get(element.value) ?? []), ...options]));
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  try {
    walk(parse(message));
  } catch (error) {
    shape.faults.push({ code: "not_icu", detail: error instanceof Error ? error.message : String(error) });
  }
  return shape;
}

/** Whether a translation asks for the same values and marks as its source. `form` (she, he, they) may be used where a language needs it. */
function compareShapes(from: Shape, to: Shape): LintFault[] {
  const faults: LintFault[] = [];
  const names = ({ args }: Shape) => [...args.keys()].filter((name) => name !== "form").sort().join(", ");
  if (names(from) !== names(to)) faults.push({ code: "arguments_differ", detail: `{${names(from)}} {${names(to)}}` });
  for (const [name, used] of to.args) {
    const asked = from.args.get(name);
    if (asked?.size && [...used].some((kind) => !asked.has(kind))) faults.push({ code: "argument_kind", detail: name });
  }
  for (const [name, options] of to.choices) {
    for (const option of from.choices.get(name) ?? []) if (!options.has(option)) faults.push({ code: "choice_missing", detail: `${name} ${option}` });
  }
  const tags = ({ tags: all }: Shape) => [...all].sort().join(", ");
  if (tags(from) !== tags(to)) faults.push({ code: "tags_differ", detail: `<${tags(from)}> <${tags(to)}>` });
  return faults;
}

const scriptOf: Readonly<Record<string, RegExp>> = {
  Latn: /\p{Script=Latin}/u, Arab: /\p{Script=Arabic}/u, Beng: /\p{Script=Bengali}/u, Guru: /\p{Script=Gurmukhi}/u, Gujr: /\p{Script=Gujarati}/u, Taml: /\p{Script=Tamil}/u,
  Deva: /\p{Script=Devanagari}/u, Cyrl: /\p{Script=Cyrillic}/u, Ethi: /\p{Script=Ethiopic}/u, Hans: /\p{Script=Han}/u, Hant: /\p{Script=Han}/u, Hebr: /\p{Script=Hebrew}/u,
  Grek: /\p{Script=Greek}/u,
};

/** Letters that look right and are another language's: search, speech and readers stumble over them. */
const strangers: Readonly<Record<string, RegExp>> = {
  ur: /[\u0643\u064a\u0649]/u, fa: /[\u0643\u064a\u0649]/u, "fa-AF": /[\u0643\u064a\u0649]/u, ckb: /[\u0643\u064a\u0649]/u, ar: /[\u06a9\u06cc\u06be]/u,
  "zh-Hans": /[們這國說個來時對為師請讀給問聽寫]/u, "zh-Hant": /[们这国说个来时对为师请读给问听写]/u,
};

const ADDRESS = /\S+@\S+|https?:\/\/\S+|\b[\w-]+\.(?:org|gov|com|uk|example|csv|zip|pdf)\b\S*/gi;
/** An English term that a translation adds in brackets after its own word: readers meet it on English papers. */
const GLOSS = /\([\p{Script=Latin}\d\s\u2019-]+\)/gu;

const bare = (text: string, keep: readonly string[]) => [...keep].sort((a, b) => b.length - a.length).reduce((left, term) => left.replaceAll(term, " "), text.replace(ADDRESS, " "));
const wordsIn = (text: string) => text.toLowerCase().match(/\p{L}[\p{L}\p{M}\u2019'-]*/gu) ?? [];

/** Three English words in a row that stand in the translation as they stood in the source; or a whole text of two words or more. */
function englishLeft(source: string, translation: string): string | undefined {
  const [from, to] = [wordsIn(source), wordsIn(translation)];
  const isWhole = from.length >= 2 && from.some((word) => word.length > 3) && from.join(" ") === to.join(" ");
  if (isWhole) return from.join(" ");
  const text = ` ${to.join(" ")} `;
  for (let at = 0; at + 3 <= from.length; at += 1) {
    const three = from.slice(at, at + 3).join(" ");
    if (three.length >= 9 && text.includes(` ${three} `)) return three;
  }
  return undefined;
}

/** Whether the words are in the language: not left in English, and in its letters. */
function lintWords(source: string, translation: string, tag: string, keep: readonly string[]): LintFault[] {
  if (tag === SOURCE_LANGUAGE) return [];
  const faults: LintFault[] = [];
  const [from, to] = [bare(source, keep), bare(translation, keep).replace(GLOSS, " ")];
  const left = englishLeft(from, to);
  if (left) faults.push({ code: "untranslated", detail: left });
  const script = findLanguage(tag)?.script ?? new Intl.Locale(tag).maximize().script ?? "Latn";
  const own = scriptOf[script];
  // With vowel signs, which are marks: a Bengali word has as many of them as of letters.
  const letters = [...to].filter((sign) => /[\p{L}\p{M}]/u.test(sign) && !/[\p{Script=Common}\p{Script=Inherited}]/u.test(sign));
  if (own && letters.length > 0) {
    const alien = letters.filter((sign) => !own.test(sign) && !/\p{Script=Latin}/u.test(sign));
    const ours = letters.filter((sign) => own.test(sign)).length;
    if (alien.length > 0) faults.push({ code: "wrong_script", detail: [...new Set(alien)].join("") });
    else if (/\p{L}{3}/u.test(from) && ours * 2 < letters.length) faults.push({ code: "wrong_script", detail: to.trim().slice(0, 60) });
  }
  const strange = strangers[tag]?.exec(to)?.[0];
  if (strange) faults.push({ code: "wrong_letters", detail: strange });
  return faults;
}

/** Whether every opening direction mark has its end, in the right order. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [sign] of text.matchAll(/[\u202a-\u202e\u2066-\u2069]/gu)) {
    if (sign === "\u2069" || sign === "\u202c") {
      const start = open.pop();
      if (!start || (sign === "\u2069") !== start >= "\u2066") return false;
    } else open.push(sign);
  }
  return open.length === 0;
}

function lintSigns(text: string, kind: LintInput["kind"]): LintFault[] {
  const faults: LintFault[] = [];
  const add = (code: LintCode, found: boolean, detail = ""): void => void (found && faults.push({ code, detail }));
  add("stray_space", /[^\S\n]{2}|^\s|\s$/.test(text));
  add("not_nfc", text !== text.normalize("NFC"));
  add("isolates_unbalanced", !isBalanced(text));
  if (kind === "message") {
    add("straight_apostrophe", text.includes("'"));
    add("direction_mark", /[\u200e\u200f\u2066-\u2069\u202a-\u202e]/u.test(text));
  }
  return faults;
}

/** What is wrong with one translation beside its English source; empty when all is well. Pure, and safe for texts from anywhere. */
export function lintTranslation({ source, translation, tag, kind, keep = [], terms = [] }: LintInput): LintFault[] {
  if (translation.trim() === "" && source.trim() !== "") return [{ code: "empty", detail: "" }];
  const lintTerms = (english: string, other: string): LintFault[] => unsaidTerms(english, other, terms).map((term) => ({ code: "term_differs", detail: `${term.english[0]} = ${term.forms.join(", ")}` }));
  if (kind === "text") return [...lintWords(source, translation, tag, keep), ...lintSigns(translation, kind), ...lintTerms(source, translation)];
  const [from, to] = [shapeOf(source, SOURCE_LANGUAGE), shapeOf(translation, tag)];
  if (to.faults.some(({ code }) => code === "not_icu")) return to.faults;
  return [...to.faults, ...compareShapes(from, to), ...lintWords(from.words, to.words, tag, keep), ...lintSigns(translation, kind), ...lintTerms(from.words, to.words)];
}

/** The texts of a catalogue by their keys, "page.title". */
export function flattenCatalogue(node: unknown, prefix = "", into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries((node ?? {}) as Record<string, unknown>)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") into.set(name, value);
    else flattenCatalogue(value, name, into);
  }
  return into;
}

/** What is wrong with a catalogue (nested messages) beside the English one, by key. */
export function lintCatalogue(source: unknown, translation: unknown, tag: string, keep: readonly string[] = [], terms: readonly SaidTerm[] = []): (LintFault & { key: string })[] {
  const [from, to] = [flattenCatalogue(source), flattenCatalogue(translation)];
  const faults: (LintFault & { key: string })[] = [];
  for (const [key, message] of from) {
    const other = to.get(key);
    const found: LintFault[] = other === undefined ? [{ code: "missing", detail: "" }] : lintTranslation({ source: message, translation: other, tag, kind: "message", keep, terms });
    faults.push(...found.map((fault) => ({ key, ...fault })));
  }
  for (const key of to.keys()) if (!from.has(key)) faults.push({ key, code: "unknown", detail: "" });
  return faults;
}
