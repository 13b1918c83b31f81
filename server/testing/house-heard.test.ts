import { describe, expect, it } from "vitest";

import { fixedSentences, spokenPage, spokenWords } from "@/server/features/languages/speech/rules";
import { pageOfPath, pageWithCode, spokenPages } from "@/server/features/languages/speech/schema";
import { preferences, profileQuestions, readingAnswers } from "@/server/features/people/profile/schema";
import { languages } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import { heardAt } from "@/app/_features/shell/heard";

import { pages } from "./matrix/doors";
import { silent, soundsOnIt } from "./matrix/silent";
import { files, read } from "./tree";

const family = pages().filter(({ file }) => /^app\/\[locale\]\/(\(public\)|family)\//.test(file)).map(({ path }) => path);
const school = { name: "Kingsgate School", phone: "01632 960 000" };

/** Pages that neither can be heard nor are named with why. A page in easy read is heard where its other form is. */
const unheard = (all: readonly string[]): string[] => {
  const there = new Set(all);
  const own = (page: string) => (page === "/" ? "" : page).replace(/\/easy$/, "");
  return all.filter((page) => !/\/listen(\/\[page\])?$/.test(page)).filter((page) => !pageOfPath[own(page)] && !there.has(`${own(page)}/listen`) && !(page in silent) && !soundsOnIt.includes(page));
};

describe("every page of families and visitors", () => {
  it("can be heard, or is named with why not", () => {
    expect(family.length).toBeGreaterThan(75);
    expect(unheard(family)).toEqual([]);
    // Controls: a page that nobody thought of is found, and so is one whose way to be heard is taken away.
    expect(unheard([...family, "/family/new"])).toEqual(["/family/new"]);
    expect(unheard(family.filter((page) => page !== "/family/calendar/listen"))).toEqual(["/family/calendar"]);
    // What is named is there, and none of it can be heard after all.
    const named = [...Object.keys(silent), ...soundsOnIt];
    expect(named.filter((page) => !family.includes(page))).toEqual([]);
    expect(named.filter((page) => pageOfPath[page] || family.includes(`${page}/listen`))).toEqual([]);
  });

  it("has a page behind each address of the fixed pages, and words for each", () => {
    expect(Object.keys(pageOfPath).filter((path) => !family.includes(path || "/"))).toEqual([]);
    const reached = new Set([...Object.values(pageOfPath), ...Object.values(pageWithCode), "wait", "stop", "stopped"]);
    expect(spokenPages.filter((page) => !reached.has(page))).toEqual([]);
    for (const { tag } of languages) {
      const fixed = fixedSentences(tag, school);
      expect(fixed.size, tag).toBeGreaterThan(150);
      for (const page of spokenPages) {
        const blocks = spokenPage(page, tag, school);
        expect(blocks.flatMap(({ sentences }) => sentences).filter(({ text, named }) => named || /[{}⁦-⁩]/.test(text)), `${page} in ${tag}`).toEqual([]);
        expect(blocks.every(({ sentences }) => sentences.length > 0), `${page} in ${tag}`).toBe(true);
      }
    }
  });

  it("leads there with what its address brought", () => {
    expect([heardAt(""), heardAt("/sign-in?next=%2Ffamily"), heardAt("/sign-in/link?token=t"), heardAt("/family/profile"), heardAt("/stop/a.b")]).toEqual(
      ["/listen/home", "/listen/sign-in?next=%2Ffamily", "/listen/link?token=t", "/family/profile/listen", "/stop/a.b/listen"],
    );
    expect([heardAt("/offline"), heardAt("/staff"), heardAt("/stop/a/b")]).toEqual([null, null, null]);
  });
});

describe("the questions of how to reach somebody", () => {
  it("have a sound for each question, hint and answer in each language, and for each language's own name", () => {
    const keys = [
      "profile.family.lead", ...profileQuestions.map((question) => `profile.questions.${question}`), "profile.questions.also", ...["one", "many", "order"].map((hint) => `profile.hints.${hint}`),
      ...readingAnswers.map((answer) => `profile.reading.${answer}`), ...preferences.map((each) => `profile.prefers.${each}`), "profile.interpreter.yes", "profile.interpreter.no",
    ];
    // Whatever a page asks `sound` for is among them.
    const asked = files.filter((file) => /^app\/_features\/people\/profile-.*\.tsx$/.test(file)).flatMap((file) => [...read(file).matchAll(/sound\(`profile\.(\w+)\./g)].map((match) => match[1]));
    expect(new Set(asked)).toEqual(new Set(["questions", "hints", "prefers"]));
    for (const { tag } of languages) {
      const words = spokenWords(tag);
      expect([...keys, `language.${tag}`].filter((key) => !words.has(key)), tag).toEqual([]);
      for (const key of keys) expect(words.get(key)?.text, `${key} in ${tag}`).toBe(translatorFor(tag)(key));
    }
  });
});
