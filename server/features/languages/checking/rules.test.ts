import { describe, expect, it } from "vitest";

import { makeNameBook, maskSentence } from "../masking/rules";
import { checkMasked, checkOpen, type FaultCode } from "./rules";

const names = makeNameBook(["Zara", "Khan", "Will", "da Costa"]);
const source = (body: string) => maskSentence(body, { language: "en", names });
const sentence = "Zara read 12 books by Friday 4 December; ring 020 7946 0100 or pay £5.";
const codes = (faults: { code: FaultCode; level: string }[]) => faults.map((fault) => `${fault.level} ${fault.code}`).sort();
const masked = (text: string, language = "pl", body = sentence) => codes(checkMasked(text, { source: source(body), language, sourceLanguage: "en" }));
const open = (text: string, language = "pl", body = sentence) => codes(checkOpen(text, { source: source(body), language, sourceLanguage: "en" }));

describe("a machine's draft", () => {
  it("is sound when everything is there once", () => {
    expect(source(sentence).text).toBe("{1} read 12 books by {2}; ring {3} or pay {4}.");
    expect(masked("{1} przeczytała 12 książek do {2}; proszę dzwonić {3} albo zapłacić {4}.")).toEqual([]);
    expect(masked("{1} نے {2} تک 12 کتابیں پڑھیں؛ {3} پر فون کریں یا {4} دیں۔", "ur")).toEqual([]);
    expect(masked("{1} نے {2} تک ۱۲ کتابیں پڑھیں؛ {3} پر فون کریں یا {4} دیں۔", "ur")).toEqual([]);
  });

  it.each([
    ["lost", "{1} przeczytała 12 książek do {2}; proszę dzwonić albo zapłacić {4}.", ["stop placeholder_lost"]],
    ["doubled", "{1} {1} przeczytała 12 książek do {2}; proszę dzwonić {3} albo zapłacić {4}.", ["stop placeholder_doubled"]],
    ["invented", "{1} przeczytała 12 książek do {2}; proszę dzwonić {3} albo zapłacić {4} {5}.", ["stop placeholder_invented"]],
    ["spoilt", "{1} przeczytała 12 książek do {2}; proszę dzwonić {3} albo zapłacić {4} { 5 }.", ["stop number_changed", "stop placeholder_invented"]],
    ["another number", "{1} przeczytała 21 książek do {2}; proszę dzwonić {3} albo zapłacić {4}.", ["stop number_changed"]],
    ["still English", "{1} has read the 12 books that she was given by {2}; you ring {3} or pay {4}.", ["stop wrong_language"]],
    ["another script", "{1} نے {2} تک 12 کتابیں پڑھیں؛ {3} پر فون کریں یا {4} دیں۔", ["stop wrong_script"]],
    ["open isolate", "{1} przeczytała 12 książek do \u2068{2}; proszę dzwonić {3} albo zapłacić {4}.", ["stop isolates_unbalanced"]],
    ["nothing", "  ", ["stop empty", "stop number_changed", "stop placeholder_lost", "stop placeholder_lost", "stop placeholder_lost", "stop placeholder_lost"]],
  ])("%s", (_what, text, faults) => {
    expect(masked(text)).toEqual(faults);
  });

  it("in the source's own words is none", () => {
    expect(masked("She likes maths.", "pl", "She likes maths.")).toContain("stop same_as_source");
    expect(masked("Lubi matematykę.", "pl", "She likes maths.")).toEqual([]);
  });

  it("in Arabic is no Urdu, and the other way round", () => {
    const body = "She works hard and her friends like her very much in our class.";
    expect(masked("إنها تعمل بجد وأصدقاؤها يحبونها كثيرا في صفنا", "ur", body)).toEqual(["stop wrong_language"]);
    expect(masked("وہ محنت کرتی ہے اور اس کے دوست اسے بہت پسند کرتے ہیں", "ar", body)).toEqual(["stop wrong_language"]);
    expect(masked("وہ محنت کرتی ہے اور اس کے دوست اسے بہت پسند کرتے ہیں", "ur", body)).toEqual([]);
  });

  it("without the school's word is warned of", () => {
    const faults = checkMasked("Wieczór dla rodziców jest dziś.", { source: source("Parents’ evening is today."), language: "pl", sourceLanguage: "en", wanted: [{ term: "parents’ evening", word: "zebranie" }] });
    expect(codes(faults)).toEqual(["warn term_missing"]);
  });
});

describe("a person's translation", () => {
  it("may inflect a name and say a date in its own way", () => {
    expect(open("Zara przeczytała 12 książek do piątku 4 grudnia; proszę dzwonić 020 7946 0100 albo zapłacić £5.")).toEqual([]);
    expect(open("Książek Zary było 12, do 4 grudnia; proszę dzwonić 020\u00a07946\u00a00100 albo zapłacić £5.")).toEqual(["warn name_missing"]);
  });

  it.each([
    ["another phone number", "Zara przeczytała 12 książek do 4 grudnia; proszę dzwonić 020 7946 0111 albo zapłacić £5.", ["stop placeholder_invented", "stop placeholder_lost"]],
    ["no day", "Zara przeczytała 12 książek do grudnia; proszę dzwonić 020 7946 0100 albo zapłacić £5.", ["stop placeholder_lost"]],
    ["a link of its own", "Zara przeczytała 12 książek do 4 grudnia; proszę dzwonić 020 7946 0100 albo zapłacić £5 na www.inna.example", ["stop placeholder_invented"]],
    ["a number in words", "Zara przeczytała dwanaście książek do 4 grudnia; proszę dzwonić 020 7946 0100 albo zapłacić £5.", ["warn number_changed"]],
  ])("with %s", (_what, text, faults) => {
    expect(open(text)).toEqual(faults);
  });
});
