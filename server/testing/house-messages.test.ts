import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";

import { languages } from "@/server/lib/i18n/languages";

import { files, read } from "./tree";

type Messages = Map<string, string>;

function flatten(node: unknown, prefix: string, into: Messages): Messages {
  for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") into.set(name, value);
    else flatten(value, name, into);
  }
  return into;
}

const catalogues = (tag: string) => files.filter((file) => file.startsWith(`messages/${tag}/`));
const load = (file: string) => flatten(JSON.parse(read(file)), "", new Map());

interface Shape {
  args: Set<string>;
  tags: Set<string>;
  faults: string[];
}

/** Arguments with their kinds, tags, and what is wrong in itself with a message. */
export function shapeOf(message: string, tag: string): Shape {
  const shape: Shape = { args: new Set(), tags: new Set(), faults: [] };
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal) continue;
      if (element.type === TYPE.pound) shape.faults.push("# writes digits of the language: use {n, number}");
      else if (element.type === TYPE.tag) {
        shape.tags.add(element.value);
        walk(element.children);
      } else {
        shape.args.add(`${element.value}:${element.type}`);
        if (element.type === TYPE.plural) {
          const type = element.pluralType ?? "cardinal";
          for (const category of new Intl.PluralRules(tag, { type }).resolvedOptions().pluralCategories) {
            if (!element.options[category]) shape.faults.push(`plural ${element.value} lacks ${category}`);
          }
        }
        if (element.type === TYPE.plural || element.type === TYPE.select) {
          for (const option of Object.values(element.options)) walk(option.value);
        }
      }
    }
  };
  try {
    walk(parse(message));
  } catch (error) {
    shape.faults.push(String(error));
  }
  return shape;
}

const plainName = (arg: string) => arg.replace(/:\d+$/, "");

/** What is wrong with a translation beside its source. `form` (she, he, they) may be used where a language needs it. */
export function compare(source: string, translation: string, tag: string): string[] {
  const [from, to] = [shapeOf(source, "en"), shapeOf(translation, tag)];
  const names = (shape: Shape) => [...new Set([...shape.args].map(plainName))].filter((name) => name !== "form").sort().join(",");
  const faults = [...to.faults];
  if (names(from) !== names(to)) faults.push(`arguments {${names(from)}} became {${names(to)}}`);
  if ([...from.tags].sort().join() !== [...to.tags].sort().join()) faults.push("tags differ");
  if (/[^\S\n]{2}|^\s|\s$/.test(translation)) faults.push("stray spaces");
  if (translation.includes("'")) faults.push("straight apostrophe");
  if (translation !== translation.normalize("NFC")) faults.push("not NFC");
  if (/[\u2066-\u2069\u202a-\u202e]/.test(translation)) faults.push("the code isolates, not the catalogue");
  return faults;
}

const scripts: Record<string, RegExp> = { Arab: /\p{Script=Arabic}/u, Beng: /\p{Script=Bengali}/u, Guru: /\p{Script=Gurmukhi}/u, Latn: /\p{Script=Latin}/u };

describe("catalogues", () => {
  it("have the same files in every language", () => {
    const wanted = catalogues("en").map((file) => file.replace("messages/en/", ""));
    expect(wanted.length).toBeGreaterThan(5);
    for (const { tag } of languages) expect(catalogues(tag).map((file) => file.replace(`messages/${tag}/`, "")), tag).toEqual(wanted);
    expect([...new Set(files.filter((file) => file.startsWith("messages/")).map((file) => file.split("/")[1]))].sort()).toEqual(languages.map(({ tag }) => tag).sort());
  });

  it.each(languages.map(({ tag }) => tag))("%s has every message, with the same arguments and all its plural forms", (tag) => {
    const faults: string[] = [];
    const script = languages.find((language) => language.tag === tag)?.script ?? "Latn";
    for (const file of catalogues("en")) {
      const [source, translation] = [load(file), load(file.replace("/en/", `/${tag}/`))];
      for (const [key, message] of source) {
        const other = translation.get(key);
        if (other === undefined) faults.push(`${file} ${key}: missing`);
        else faults.push(...compare(message, other, tag).map((fault) => `${file} ${key}: ${fault}`));
        if (other && script !== "Latn" && /\p{L}{3}/u.test(message.replace(/\{[^}]*\}|<[^>]*>/g, "")) && !scripts[script]?.test(other)) faults.push(`${file} ${key}: not in its script`);
      }
      for (const key of translation.keys()) if (!source.has(key)) faults.push(`${file} ${key}: unknown`);
    }
    expect(faults).toEqual([]);
  });

  it("would be caught with an argument lost, a plural form missing or a tag changed", () => {
    expect(compare("{n, plural, one {a} other {b}}", "{n, plural, one {a} other {b}}", "pl")).toContainEqual(expect.stringContaining("few"));
    expect(compare("Hello {name}", "Witam", "pl")).not.toEqual([]);
    expect(compare("<b>Hello</b>", "Witam", "pl")).not.toEqual([]);
    expect(compare("Hello", "Witaj'", "pl")).not.toEqual([]);
  });
});
