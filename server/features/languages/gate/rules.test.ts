import { describe, expect, it } from "vitest";

import { checkText } from "./rules";
import { acronymsIn, termsIn, unexplainedAcronyms } from "./rules.acronyms";
import { vagueDays } from "./rules.days";
import { builtInTerms } from "./rules.terms";
import { acronymReason, hintKinds, replaceWords, unexplainedIn } from "./schema";

const known: ReadonlySet<string> = new Set(builtInTerms);
const check = (text: string, language = "en") => checkText(text, { language, known, today: "2026-11-23" });
const kinds = (text: string) => check(text).hints.map((hint) => `${hint.kind}: ${hint.words}`);

describe("letters that stand for words", () => {
  it.each([
    ["She sees SALT each week.", ["SALT"]],
    ["The IEP and the LSA help. The IEP is new.", ["IEP", "LSA"]],
    ["He joined KS5 and the B.T.E.C. group.", ["KS5", "BTEC"]],
    ["The AfL work and the R&R room.", ["AfL", "R&R"]],
    ["Two HLTAs help.", ["HLTAs"]],
    // Everyone knows, or everyone gets it explained.
    ["PE, SATs, the SENCO, KS2 and an EHCP. Ring the GP. Watch TV in the UK. It is OK.", []],
    // Explained in the text, behind or before, once for all.
    ["She sees SALT (speech and language therapy). SALT helps.", []],
    ["She gets speech and language therapy (SALT) and SALT at home.", []],
    ["SALT means help with speaking.", []],
    ["We talked about the plan (SALT).", ["SALT"]],
    ["He has SALT (KS2).", ["SALT"]],
    // Loud, a name, a number, a Roman king.
    ["WELL DONE ZARA! She is VERY good and AMAZING.", []],
    ["J.K. Rowling wrote about Henry VIII in Year 4B. McDonald, iPad, PowerPoint. Write to kit@SCHOOL.example.", []],
    ["", []],
  ])("%j: %j", (text, letters) => {
    expect(unexplainedAcronyms(text, known).map((each) => each.letters)).toEqual(letters);
  });

  it("are all unexplained to a school that explains nothing, and none in a school that explains them", () => {
    const text = "SEND, PE and SALT.";
    expect(unexplainedAcronyms(text, new Set()).map((each) => each.letters)).toEqual(["SEND", "PE", "SALT"]);
    expect(unexplainedAcronyms(text, new Set(["SEND", "pe", "Salt"]))).toEqual([]);
  });

  it("are found where they stand, and known ones are named as the school writes them", () => {
    const text = "He meets the S.E.N.C.O. and the SENCOs.";
    expect(acronymsIn(text).map(({ from, to }) => text.slice(from, to))).toEqual(["S.E.N.C.O.", "SENCOs"]);
    expect(termsIn([text, "PE is fun."], builtInTerms)).toEqual(["SENCo", "PE"]);
  });

  it("are carried in a refusal with their place, and no other refusal is taken for one", () => {
    expect(unexplainedIn({ "r1.english": acronymReason(["SALT", "IEP"]), "r1.note": acronymReason(["TLA"]) })).toEqual([
      { reportId: "r1", field: "english", letters: ["SALT", "IEP"] }, { reportId: "r1", field: "note", letters: ["TLA"] },
    ]);
    expect(unexplainedIn({ r1: "achievements,progress", subject: "not_in_round" })).toEqual([]);
  });
});

describe("days that mean nothing later", () => {
  // 23 November 2026 is a Monday.
  it.each([
    ["Come next Tuesday.", "next Tuesday", ["Tuesday 24 November", "Tuesday 1 December"]],
    ["Bring it on Friday.", "Friday", ["Friday 27 November"]],
    ["We met last Monday.", "last Monday", ["Monday 16 November"]],
    ["This Monday we swim.", "This Monday", ["Monday 30 November"]],
    ["We go tomorrow.", "tomorrow", ["on Tuesday 24 November"]],
    ["See you next week.", "next week", []],
    ["Please answer as soon as possible.", "as soon as possible", []],
  ])("%j: %j becomes %j", (text, words, instead) => {
    expect(vagueDays(text, "2026-11-23")).toMatchObject([{ words, instead }]);
  });

  it.each(["On Tuesday 1 December.", "Tuesday, 1 December", "1 December, a Tuesday", "Every Monday she swims.", "On Mondays we read.", "He reads well."])("%j is plain", (text) => {
    expect(vagueDays(text, "2026-11-23")).toEqual([]);
  });
});

describe("how a text reads", () => {
  it.each([
    ["She came out of her shell.", "idiom: came out of her shell", ["became more confident"]],
    ["He is coming out of his shell.", "idiom: coming out of his shell", ["becoming more confident"]],
    ["Her attainment in phonics is good.", "jargon: attainment", ["what he or she can do"]],
    ["In order to improve, she reads.", "simpler: In order to", ["to"]],
    ["We will commence on time.", "simpler: commence", ["begin", "start"]],
    ["The bags are requested by the office.", "passive: are requested", []],
    ["The maths was taught by Mr Okafor.", "passive: was taught", []],
    ["She read the the book.", "twice: the", [""]],
    ["THIS IS A VERY LOUD SENTENCE.", "shouting: THIS IS A VERY LOUD SENTENCE", []],
    ["She sees SALT.", "acronym: SALT", []],
  ])("%j", (text, hint, instead) => {
    expect(kinds(text)).toContain(hint);
    expect(check(text).hints.find((each) => `${each.kind}: ${each.words}` === hint)?.instead).toEqual(instead);
  });

  it("says nothing against plain words about a child, whoever the child is", () => {
    expect(kinds("Zara reads well. She helps others. Her mum and dad can read with her. He is a good boy.")).toEqual([]);
  });

  it("knows a long sentence by its language, and counts words where no space parts them", () => {
    const long = "She read a book and a map and a list and a card and a sign and a note and a word to me.";
    expect(check(long).hints.map((hint) => hint.kind)).toContain("long");
    expect(check("słowo ".repeat(17), "pl")).toMatchObject({ words: 17, limit: 16, readingAge: null, hints: [{ kind: "long" }] });
    expect(check("słowo ".repeat(15), "pl").hints).toEqual([]);
    expect(check("زارا اچھا پڑھتی ہے۔ وہ خوش ہے۔", "ur")).toMatchObject({ sentences: 2, words: 7, wordsASentence: 3.5, hints: [] });
  });

  it("measures officialese as old and plain words as young", () => {
    const old = check("Parents are requested to ensure that all pupils utilise appropriate equipment in accordance with statutory requirements pertaining to the curriculum.");
    const young = check("Zara reads well. She likes books. Read with her each day. Any language is good.");
    expect(old.readingAge).toBe(18);
    expect(old.hints.length).toBeGreaterThan(5);
    expect(young.readingAge).toBeLessThanOrEqual(7);
    expect(young.hints).toEqual([]);
    expect(check("Good.").readingAge).toBeNull();
    expect(check("  \n")).toMatchObject({ words: 0, sentences: 0, hints: [] });
  });

  it("has one hint a place, in the order of the text, and what stands there is what it names", () => {
    const text = "In order to utilise SALT next Tuesday, the the interventions will be commenced prior to lunch and he will be over the moon about all of it, I am sure.";
    const { hints } = check(text);
    for (const hint of hints) expect(text.slice(hint.from, hint.to)).toBe(hint.words);
    const places = hints.filter((hint) => hint.kind !== "hard" && hint.kind !== "long");
    for (const [index, hint] of places.entries()) expect(places[index + 1]?.from ?? text.length).toBeGreaterThanOrEqual(hint.to);
    expect(new Set(hints.map((hint) => hint.kind)).size).toBeGreaterThan(6);
    expect(hints.every((hint) => hintKinds.includes(hint.kind))).toBe(true);
  });
});

describe("a plainer word in its place", () => {
  it.each([
    ["In order to read, try.", { from: 0, to: 11, words: "In order to" }, "to", "To read, try."],
    ["We start prior to lunch.", { from: 9, to: 17, words: "prior to" }, "before", "We start before lunch."],
    ["She read the the book.", { from: 13, to: 16, words: "the" }, "", "She read the book."],
    // The text has moved on since it was looked at.
    ["Now we start prior to lunch.", { from: 9, to: 17, words: "prior to" }, "before", "Now we start before lunch."],
    ["Nothing of it is left.", { from: 9, to: 17, words: "prior to" }, "before", "Nothing of it is left."],
  ])("%j", (text, hint, instead, after) => {
    expect(replaceWords(text, hint, instead)).toBe(after);
  });
});
