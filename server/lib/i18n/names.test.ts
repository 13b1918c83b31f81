import { describe, expect, it } from "vitest";

import { languages, otherLanguages } from "./languages";
import { languageName, listedLanguage } from "./names";

const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

describe("a language in a list for staff", () => {
  it("has its English and its own name for readers of English, the own name isolated", () => {
    expect(listedLanguage("en", "ur")).toBe("Urdu (\u2068اردو\u2069)");
    expect(["en", "rom", "bfi"].map((tag) => listedLanguage("en", tag))).toEqual(["English", "Romani", "British Sign Language"]);
    for (const { tag, ownName } of [...languages, ...otherLanguages]) expect(listedLanguage("en", tag)).toContain(ownName);
  });

  it("has its name in the reader's language where there is one, else both names", () => {
    expect([listedLanguage("pl", "ur"), listedLanguage("ur", "ur"), listedLanguage("ar", "so")]).toEqual(["urdu", "اردو", "الصومالية"]);
    expect(bare(listedLanguage("pl", "phr"))).toBe("Mirpuri or Pahari (پہاڑی)");
  });

  it("is never called by a word that hurts", () => {
    expect(new Intl.DisplayNames(["pl"], { type: "language" }).of("rom")).toBe("cygański"); // control: the data would say it
    for (const { tag } of languages) expect(languageName(tag, "rom")).toBe("Romani");
  });

  it("tells two scripts of a language apart, for every reader", () => {
    for (const { tag } of languages) expect(languageName(tag, "pa")).not.toBe(languageName(tag, "pa-Arab"));
  });

  it("passes on a tag that nobody knows", () => {
    expect(listedLanguage("en", "xx-unknown")).toBe("xx-unknown");
  });
});
