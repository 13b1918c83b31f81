import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";
import type { AbstractIntlMessages } from "next-intl";

/**
 * Two made-up languages for tests, made from English when asked for. en-XA: every letter gets an accent and every text grows by
 * 40 %, so that a word that came from no catalogue stands out, and so does a box that is too small. ar-XB: a page from right
 * to left whose letters run backwards. Tags as Android and Chromium name them.
 */

const accents: Readonly<Record<string, string>> = {
  a: "á", b: "ƀ", c: "ç", d: "đ", e: "é", f: "ƒ", g: "ğ", h: "ĥ", i: "í", j: "ĵ", k: "ķ", l: "ľ", m: "ɱ", n: "ñ", o: "ó", p: "þ", q: "ʠ", r: "ř", s: "š", t: "ť", u: "ú", v: "ṽ",
  w: "ŵ", x: "ẋ", y: "ý", z: "ž",
  A: "Á", B: "Ɓ", C: "Ç", D: "Đ", E: "É", F: "Ƒ", G: "Ğ", H: "Ĥ", I: "Í", J: "Ĵ", K: "Ķ", L: "Ľ", M: "Ṁ", N: "Ñ", O: "Ó", P: "Þ", Q: "Ǫ", R: "Ř", S: "Š", T: "Ť", U: "Ú", V: "Ṽ",
  W: "Ŵ", X: "Ẋ", Y: "Ý", Z: "Ž",
};
const GROWTH = 0.4;
const WORD = 6;

/** Letters that a text grows by: words of six, as words of other languages can break where English ones do not. */
function filler(letters: number): string {
  const count = Math.ceil(letters * GROWTH);
  const words = Array.from({ length: Math.ceil(count / WORD) }, (_, at) => "ôŵéñťá".slice(0, Math.min(WORD, count - at * WORD)));
  return words.length > 0 ? ` ${words.join(" ")}` : "";
}

const mirror = (text: string) => text.replace(/[A-Za-z]+(?:[\u2019'-][A-Za-z]+)*/g, (word) => `\u202e${word}\u202c`);
const accent = (text: string) => text.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter);

/** A finished text of the software itself, such as a date, in the letters of a made-up language. It does not grow. */
export function pseudoText(tag: string, text: string): string {
  return tag === "ar-XB" ? mirror(text) : accent(text);
}

function pseudoLiteral(tag: string, text: string): string {
  if (tag === "ar-XB") return mirror(text);
  const end = /\s*$/.exec(text)?.[0] ?? "";
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  return `${accent(text.slice(0, text.length - end.length))}${filler(letters)}${end}`;
}

function pseudoElements(tag: string, elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element) => {
    if (element.type === TYPE.literal) return { ...element, value: pseudoLiteral(tag, element.value), rawValue: undefined };
    if (element.type === TYPE.tag) return { ...element, children: pseudoElements(tag, element.children) };
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      const options = Object.entries(element.options).map(([name, option]) => [name, { ...option, value: pseudoElements(tag, option.value) }] as const);
      return { ...element, options: Object.fromEntries(options) };
    }
    return element;
  });
}

/** One ICU message in a made-up language; arguments, tags and the names of options stay. Throws on a message that is not ICU. */
export function pseudoMessage(tag: string, message: string): string {
  return printAST(pseudoElements(tag, parse(message)));
}

/** A whole catalogue in a made-up language. */
export function pseudoMessages(messages: AbstractIntlMessages, tag: string): AbstractIntlMessages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [key, typeof value === "string" ? pseudoMessage(tag, value) : pseudoMessages(value, tag)]),
  );
}
