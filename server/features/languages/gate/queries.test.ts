import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslationSchool } from "@/server/testing/factories/translation";

import { removeTerm, saveTerm } from "../glossary/commands";
import { checkWords, explainTerms, findUnexplained, knownTerms } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const WORDS = "She works with BFPS on Tuesday.";
const term = (language: string, explanation: string) => ({ language, term: "BFPS", word: "BFPS", doNotTranslate: false, explanation });

describe("letters that the school's glossary explains", () => {
  it("hold no text up, and every reader finds their meaning: in their language, else the English one, which says so", async () => {
    const { db, head } = await makeTranslationSchool();
    const held = async () => [...(await findUnexplained(db, new Map([["a", WORDS]]))).values()].flat();
    expect(await held()).toEqual(["BFPS"]);
    expect(JSON.stringify(await checkWords(head, { text: WORDS, language: "en" }))).toContain("BFPS");
    expect(await explainTerms(db, "ur", [WORDS])).toEqual([]);
    // Another language's explanation alone helps no reader of English: the text is still held up.
    await saveTerm(head, term("ur", "بول چال کی مدد کرنے والے"));
    expect(await held()).toEqual(["BFPS"]);
    await saveTerm(head, term("en", "People who help with talking"));
    expect((await knownTerms(db)).has("BFPS")).toBe(true);
    expect(await held()).toEqual([]);
    expect(await explainTerms(db, "en", [WORDS])).toEqual([{ term: "BFPS", meaning: "People who help with talking", language: "en" }]);
    expect(await explainTerms(db, "ur", [WORDS])).toEqual([{ term: "BFPS", meaning: "بول چال کی مدد کرنے والے", language: "ur" }]);
    expect(await explainTerms(db, "pl", [WORDS])).toEqual([{ term: "BFPS", meaning: "People who help with talking", language: "en" }]);
    await removeTerm(head, { language: "en", term: "BFPS" });
    expect(await held()).toEqual(["BFPS"]);
  });

  it("are the school's own: another school's text is held up, and the school's meaning stands before the product's", async () => {
    const { db, head } = await makeTranslationSchool();
    const other = await makeTranslationSchool();
    await saveTerm(head, term("en", "People who help with talking"));
    expect([...(await findUnexplained(other.db, new Map([["a", WORDS]]))).values()].flat()).toEqual(["BFPS"]);
    const [builtIn] = await explainTerms(db, "en", ["He has an EHCP."]);
    await saveTerm(head, { language: "en", term: "EHCP", word: "EHCP", doNotTranslate: false, explanation: "Our own words for the plan" });
    expect(await explainTerms(db, "en", ["He has an EHCP."])).toEqual([{ term: "EHCP", meaning: "Our own words for the plan", language: "en" }]);
    expect(builtIn?.meaning).not.toBe("Our own words for the plan");
    expect((await explainTerms(db, "pl", ["He has an EHCP."]))[0]).toMatchObject({ language: "pl" });
  });
});
