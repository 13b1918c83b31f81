import { IntlMessageFormat } from "intl-messageformat";
import { afterEach, describe, expect, it, vi } from "vitest";

import { messagesFor } from "@/server/lib/i18n/catalogue";
import { flattenCatalogue } from "@/server/lib/i18n/lint";
import { pseudoMessage, pseudoMessages, pseudoText } from "@/server/lib/i18n/pseudo";

const letters = (text: string) => text.replace(/[^\p{L}]/gu, "").length;

describe("the made-up languages", () => {
  it("lengthen every text by 40 % and leave no plain letter in it", () => {
    const message = pseudoMessage("en-XA", "Ring the school");
    expect(message).toBe("Říñğ ťĥé šçĥóóľ ôŵéñťá");
    expect(letters(message) / letters("Ring the school")).toBeCloseTo(1.46, 1);
    expect(pseudoMessage("en-XA", "2026 · 48")).toBe("2026 · 48");
  });

  it("turn every word round for a page from right to left", () => {
    expect(pseudoMessage("ar-XB", "Ring us")).toBe("\u202eRing\u202c \u202eus\u202c");
    expect(pseudoText("ar-XB", "14 March 2026")).toBe("14 \u202eMarch\u202c 2026");
  });

  it("keep what is no word: arguments, tags, names of choices, quoted braces", () => {
    const message = "{n, plural, one {{n, number} day for <b>{name}</b>} other {{n, number} days '{'x'}'}}";
    const format = (text: string, n: number) => new IntlMessageFormat(text, "en-GB").format({ n, name: "Zara", b: (chunks) => `[${chunks.join("")}]` });
    expect(format(pseudoMessage("en-XA", message), 1)).toBe("1 đáý ƒóř ôŵé[Zara]".replace("ôŵé[", "ôŵé ["));
    expect(format(pseudoMessage("en-XA", message), 2)).toContain("{ẋ}");
    expect(pseudoMessage("en-XA", "{term, select, autumn {Autumn} other {Year}}")).toContain("autumn{Áúťúɱñ");
  });

  it.each(["en-XA", "ar-XB"])("have the whole English catalogue in %s, each message ICU with nothing left of English", (tag) => {
    const all = flattenCatalogue(pseudoMessages(messagesFor("en"), tag));
    expect(all.size).toBe(flattenCatalogue(messagesFor("en")).size);
    for (const [key, message] of all) {
      expect(() => new IntlMessageFormat(message, "en-GB"), key).not.toThrow();
    }
  });
});

describe("where they are offered", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  const start = async (value: string) => {
    vi.stubEnv("KINGSGATE_PSEUDO", value);
    vi.resetModules();
    const [languages, format, translator] = await Promise.all([import("@/server/lib/i18n/languages"), import("@/server/lib/i18n/format"), import("@/server/lib/i18n/translator")]);
    return { ...languages, ...format, ...translator };
  };

  it("is only where the environment asks for them", async () => {
    expect((await start("")).hasCatalogue("en-XA")).toBe(false);
    const house = await start("1");
    expect(house.languages.slice(-2).map(({ tag, dir }) => `${tag} ${dir}`)).toEqual(["en-XA ltr", "ar-XB rtl"]);
    expect(house.translatorFor("en-XA")("common.actions.back")).toBe("Ɓáçķ ôŵ");
    expect(house.formatDate("en-XA", new Date("2026-03-14T12:00:00Z"))).toBe("Šáťúřđáý, 14 Ṁářçĥ 2026");
    expect(house.formatList("en-XA", ["A", "B"])).toBe("A áñđ B");
    expect(house.translatorFor("en")("common.actions.back")).toBe("Back");
  });
});
