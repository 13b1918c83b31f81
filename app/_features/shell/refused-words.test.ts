import { describe, expect, it } from "vitest";

import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";

import { refusedWords } from "./refused-words";

describe("a refusal about the words themselves", () => {
  it("names the letters that nobody explained, each once, and the languages that are missing in their own names", () => {
    expect(refusedWords(new AppError("invalid_input", { title: "acronym:SALT", what: "acronym:SALT,TLA" }))).toMatchObject({ tone: "stop", message: "acronym", values: { letters: "SALT, TLA" } });
    expect(refusedWords(new AppError("conflict", { translation: "unchecked", languages: "pl,ur" }))).toMatchObject({ tone: "stop", message: "unchecked", values: { languages: "Polski, اردو" } });
    const t = translatorFor("en");
    expect(t("translation.refused.acronym", { letters: "SALT" })).toContain("SALT");
    expect(t("translation.refused.unchecked", { languages: "Polski" })).toContain("Polski");
  });

  it("is no other refusal", () => {
    for (const error of [null, new AppError("not_found"), new AppError("conflict", { translation: "unseen" }), new AppError("invalid_input", { what: "empty" })]) expect(refusedWords(error)).toBeNull();
  });
});
