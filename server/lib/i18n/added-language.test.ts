import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";

const school: SchoolFacts = {
  id: "0197", slug: "kingsgate", name: "Kingsgate", zone: "Europe/London", nation: "england", schoolType: "maintained", phone: "020 7946 0123", email: "office@kingsgate.example",
  addressLines: [],
};
let root: string;

/** Every text of a catalogue with a mark in front, as a translator's first day might leave it. */
function marked(node: unknown, mark: string): unknown {
  if (typeof node === "string") return `${mark}${node}`;
  return Object.fromEntries(Object.entries(node as Record<string, unknown>).map(([key, value]) => [key, marked(value, mark)]));
}

function addLanguage(tag: string, mark: string): void {
  mkdirSync(path.join(root, tag));
  for (const file of readdirSync(path.join(root, "en"))) {
    const messages: unknown = JSON.parse(readFileSync(path.join(root, "en", file), "utf8"));
    writeFileSync(path.join(root, tag, file), JSON.stringify(marked(messages, mark)));
  }
}

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "kingsgate-messages-"));
  cpSync(path.join(process.cwd(), "messages", "en"), path.join(root, "en"), { recursive: true });
  addLanguage("ti", "ትግ ");
  addLanguage("he", "עב ");
  mkdirSync(path.join(root, "backup"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The modules of the house as a process finds them that starts with this folder. */
async function start() {
  vi.stubEnv("KINGSGATE_MESSAGES", root);
  vi.resetModules();
  const [languages, catalogue, format, translator, pages, paths, locale, email] = await Promise.all([
    import("@/server/lib/i18n/languages"), import("@/server/lib/i18n/catalogue"), import("@/server/lib/i18n/format"), import("@/server/lib/i18n/translator"),
    import("@/server/front/small-pages"), import("@/server/front/paths"), import("@/server/front/locale"), import("@/server/features/delivery/email/rules"),
  ]);
  return { ...languages, ...catalogue, ...format, ...translator, ...pages, ...paths, ...locale, ...email };
}

describe("a language is its messages and nothing else", () => {
  it("has pages as soon as its folder is there", async () => {
    const house = await start();
    expect(house.languages.map(({ tag }) => tag)).toEqual(["en", "ti", "he"]);
    expect(house.hasCatalogue("ti")).toBe(true);
    expect(house.otherLanguages.map(({ tag }) => tag)).toContain("pl");
    expect(house.placeOf("/ti/family")).toMatchObject({ kind: "family", language: "ti" });
    expect(house.negotiateLanguage("ti-ER,ti;q=0.9,en;q=0.5")).toBe("ti");
  });

  it("gives its words, its dates, a page and an e-mail", async () => {
    const house = await start();
    expect(house.translatorFor("ti")("common.shell.home")).toBe("ትግ Home");
    expect(house.formatDate("ti", new Date("2026-03-14T12:00:00Z"))).toContain("መጋቢት");
    const page = house.smallPage("ti", "missing").body.toString();
    expect(page).toContain('<html lang="ti" dir="ltr">');
    expect(page).toContain("ትግ ");
    const { html } = house.renderEmail({
      message: { id: "0197", kind: "report_withdrawn", subjectId: "0197", language: "ti", args: { child: "Zara", round: "autumn" } },
      to: "a@b.example", school, publicUrl: "https://school.example",
    });
    expect(html).toContain('lang="ti"');
    expect(html).toContain("/ti/family");
  });

  it("needs no row in the table: Unicode knows how Hebrew runs", async () => {
    const house = await start();
    expect(house.smallPage("he", "refused").body.toString()).toContain('<html lang="he" dir="rtl">');
    expect(house.translatorFor("he")("common.shell.home")).toBe("עב Home");
    expect(house.formatDate("he", new Date("2026-03-14T12:00:00Z"))).toContain("במרץ");
  });

  it("may have a comment bank alone: no pages, and reports in it as far as the bank goes", async () => {
    mkdirSync(path.join(root, "uk"));
    writeFileSync(path.join(root, "uk", "comments.json"), JSON.stringify({ strength: { asksGoodQuestions: "{name} ставить гарні запитання." } }));
    const [house, bank] = [await start(), await import("@/server/features/reports/bank/rules")];
    expect([house.hasCatalogue("uk"), house.languages.some(({ tag }) => tag === "uk"), house.placeOf("/uk/family").kind]).toEqual([false, false, "public"]);
    const say = (tag: string, key: string) => bank.renderStatement(tag, { key }, { name: "Zara", form: "she" });
    expect(say("uk", "strength.asksGoodQuestions")).toEqual({ text: "\u2068Zara\u2069 ставить гарні запитання.", language: "uk", fallback: false });
    expect(say("uk", "strength.helpsOthers")).toMatchObject({ language: "en", fallback: true });
    expect(say("ta", "strength.asksGoodQuestions")).toMatchObject({ language: "en", fallback: true });
  });

  it("is not there without its folder", async () => {
    const house = await import("@/server/lib/i18n/languages");
    expect([house.hasCatalogue("ti"), house.hasCatalogue("he"), house.pageLanguage("ti").tag]).toEqual([false, false, "en"]);
    expect(() => house.installedLanguages(path.join(root, "ti"))).toThrow("no folder en");
  });

  it("keeps a bounded number of catalogues in memory, and reads one again when it is asked for again", async () => {
    const tags = ["de", "nl", "sv", "da", "fi", "no", "cs", "sk", "sl", "hr", "el", "et", "lv", "th", "vi", "id", "ka", "hy"];
    for (const tag of tags) addLanguage(tag, `${tag} `);
    const house = await start();
    const first = house.messagesFor("de");
    expect(house.messagesFor("de")).toBe(first);
    for (const tag of tags) expect(house.translatorFor(tag)("common.shell.home")).toBe(`${tag} Home`);
    expect(house.messagesFor("de")).not.toBe(first);
    expect(house.messagesFor("de")).toEqual(first);
  });
});
