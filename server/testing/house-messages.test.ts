import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";

import { saidTerms } from "@/server/features/languages/glossary/rules.stems";
import { familyKinds } from "@/server/features/languages/schema";
import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { flattenCatalogue, lintCatalogue } from "@/server/lib/i18n/lint";

import { files, read } from "./tree";

/** Names that every catalogue leaves as they are. */
const keep = ["Equality Advisory and Support Service", "Information Commissioner’s Office", "OneRoster", "XLIFF", "JPEG", "PNG", "WebP", "MB"];

const catalogues = (tag: string) => files.filter((file) => file.startsWith(`messages/${tag}/`));
/** Languages without pages in which reports can say what was picked. */
const banksAlone = otherLanguages.map(({ tag }) => tag).filter((tag) => catalogues(tag).length > 0);
const load = (file: string): unknown => JSON.parse(read(file));
/** A word's own explanation stands beside the word and need not repeat it. */
const explainsItself = (key: string, detail: string, tag: string) => saidTerms(tag).some((term) => key === `terms.${term.key}.explanation` && detail.startsWith(`${term.english[0]} =`));
const faultsOf = (file: string, tag: string) =>
  lintCatalogue(load(file), load(file.replace("/en/", `/${tag}/`)), tag, keep, saidTerms(tag)).filter(({ key, code, detail }) => code !== "term_differs" || !explainsItself(key, detail, tag));

/** Arguments by which a message chooses a plural form and then shows the number of another: "7 is late" where one of seven is. */
function strangeNumbers(message: string): string[] {
  const found: string[] = [];
  const walk = (elements: MessageFormatElement[]) => {
    for (const each of elements) {
      if (each.type === TYPE.tag) walk(each.children);
      if (each.type !== TYPE.plural && each.type !== TYPE.select) continue;
      const arms = Object.values(each.options).map(({ value }) => value);
      arms.forEach(walk);
      const inner = arms.flat();
      const showsOwn = inner.some((one) => one.type === TYPE.pound || ((one.type === TYPE.number || one.type === TYPE.argument) && one.value === each.value));
      if (each.type === TYPE.plural && !showsOwn && inner.some(({ type }) => type === TYPE.number)) found.push(each.value);
    }
  };
  walk(parse(message));
  return found;
}

describe("catalogues", () => {
  it("have the same files in every language", () => {
    const wanted = catalogues("en").map((file) => file.replace("messages/en/", ""));
    expect(wanted.length).toBeGreaterThan(5);
    for (const { tag } of languages) expect(catalogues(tag).map((file) => file.replace(`messages/${tag}/`, "")), tag).toEqual(wanted);
    expect([...new Set(files.filter((file) => file.startsWith("messages/")).map((file) => file.split("/")[1]))].filter((tag) => !banksAlone.includes(tag ?? "")).sort()).toEqual(languages.map(({ tag }) => tag).sort());
  });

  it("may be a comment bank alone, in a language that has no pages yet, with every statement", () => {
    for (const tag of banksAlone) {
      expect(catalogues(tag)).toEqual([`messages/${tag}/comments.json`]);
      expect(faultsOf("messages/en/comments.json", tag).map(({ key, code, detail }) => `${tag} ${key}: ${code} ${detail}`)).toEqual([]);
    }
    expect(banksAlone.length).toBeGreaterThan(0);
  });

  // The comment bank is messages/<tag>/comments.json: its statements pass the same checks.
  it("name every kind of text that translators see", () => {
    const { kinds } = JSON.parse(read("messages/en/translation.json")) as { kinds: Record<string, Record<string, string> | undefined> };
    const unnamed = (list: readonly string[]) => list.filter((kind) => !kinds[kind.split(".")[0] ?? ""]?.[kind.split(".")[1] ?? ""]);
    expect(unnamed(familyKinds)).toEqual([]);
    expect(unnamed([...familyKinds, "events.nothing"])).toEqual(["events.nothing"]);
  });

  it.each(languages.map(({ tag }) => tag))("%s has every message, in its own words and letters, with the same arguments and all its plural forms", (tag) => {
    const faults = catalogues("en").flatMap((file) => faultsOf(file, tag).map(({ key, code, detail }) => `${file} ${key}: ${code} ${detail}`));
    expect(faults).toEqual([]);
  });

  it("show in a plural form the number that chose it", () => {
    const strange = languages.flatMap(({ tag }) => catalogues(tag).flatMap((file) => [...flattenCatalogue(load(file))].filter(([, message]) => strangeNumbers(message).length > 0).map(([key]) => `${file} ${key}`)));
    expect(strange).toEqual([]);
    expect(strangeNumbers("{count, plural, other {{count, number} to do.}} {late, plural, one {{count, number} is late.} other {{count, number} are late.}}")).toEqual(["late"]);
  });

  it("would be caught in one language's words under another's tag, and with one message taken away", () => {
    const [first] = [...flattenCatalogue(load("messages/en/common.json")).keys()];
    expect(first).toBeDefined();
    const codes = (source: string, translation: unknown, tag: string) => new Set(lintCatalogue(load(source), translation, tag, keep).map(({ code }) => code));
    expect(codes("messages/en/common.json", load("messages/ur/common.json"), "bn")).toContain("wrong_script");
    expect(codes("messages/en/common.json", load("messages/en/common.json"), "pl")).toContain("untranslated");
    expect(codes("messages/en/comments.json", load("messages/en/comments.json"), "so")).toContain("untranslated");
    expect(codes("messages/en/common.json", {}, "pl")).toEqual(new Set(["missing"]));
  });

  it("would be caught saying a school word in another way than the glossary", () => {
    const english = { title: "Parents’ evening", list: "{year, select, r {Reception} other {Year {year}}}" };
    const found = (translation: unknown, tag: string) => lintCatalogue(english, translation, tag, keep, saidTerms(tag)).map(({ key, code, detail }) => `${key} ${code} ${detail.split(" = ")[0]}`);
    expect(found({ title: "Spotkania rodziców z nauczycielami", list: "{year, select, r {Zerówka} other {Rok {year} (Year {year})}}" }, "pl")).toEqual([]);
    expect(found({ title: "Wieczór dla rodziców", list: "{year, select, r {Przedszkole} other {Rok {year}}}" }, "pl"))
      .toEqual(["title term_differs parents’ evening", "list term_differs Year 3", "list term_differs Reception"]);
    expect(found({ title: "والدین کی شام", list: "{year, select, r {ریسیپشن} other {ایئر {year}}}" }, "ur")).toHaveLength(3);
  });

  it("have a way to say every school word in every language, which fits the glossary’s own", () => {
    for (const { tag } of languages.filter((each) => each.tag !== "en")) {
      expect(saidTerms(tag).length, tag).toBeGreaterThanOrEqual(15);
      expect(saidTerms(tag).filter(({ forms }) => forms.length === 0), tag).toEqual([]);
    }
  });
});
