import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type Answer, type Loopback, openLoopback, type Seen } from "@/server/testing/loopback";

import { codeFor, pairFor } from "./codes";
import type { Engine, TranslateRequest } from "./engine";
import { EngineFault } from "./engine";
import { openEngine } from "./open";
import { html, xml } from "./placeholders";

let service: Loopback;

beforeAll(async () => {
  service = await openLoopback();
});
afterAll(() => service.close());
beforeEach(() => {
  service.seen = [];
});

const settings = { TRANSLATION_URL: "", TRANSLATION_KEY: "k", TRANSLATION_MODEL: "m", TRANSLATION_TIMEOUT_MS: 10_000 };
const open = (name: "deepl" | "libretranslate" | "chat", input: Partial<typeof settings> = {}): Engine => {
  const engine = openEngine({ ...settings, ...input, TRANSLATION_ENGINE: name, TRANSLATION_URL: service.base });
  if (!engine) throw new Error("no engine");
  return engine;
};
const request: TranslateRequest = {
  texts: ["{1} reads well & often.", "Ring {2} <now>."], from: { tag: "en", code: "en" }, to: { tag: "pl", code: "pl" }, glossary: [{ term: "school", wanted: "szkoła" }],
};
const made = ["{1} czyta dobrze & często.", "Proszę dzwonić {2} <teraz>."];

/** What each service answers when all is well, in its documented format. */
const good = {
  deepl: () => ({ body: { translations: [{ detected_source_language: "EN", text: '<x id="1"/> czyta dobrze &amp; często.' }, { detected_source_language: "EN", text: 'Proszę dzwonić <x id="2"></x> &lt;teraz&gt;.' }] } }),
  libretranslate: () => ({ body: { translatedText: ['<span translate="no" id="s1">1</span> czyta dobrze &amp; często.', 'Proszę dzwonić <span id="s2" translate="no">2</span> &lt;teraz&gt;.'] } }),
  chat: () => ({ body: { choices: [{ index: 0, message: { role: "assistant", content: `\`\`\`json\n${JSON.stringify({ translations: made })}\n\`\`\`` } }] } }),
} satisfies Record<string, () => Answer>;

describe.each(["deepl", "libretranslate", "chat"] as const)("%s", (name) => {
  it("gives back the sentences with their placeholders", async () => {
    service.answer = good[name];
    expect(await open(name).translate(request)).toEqual(made);
  });

  it.each([
    [401, {}, "refused", null], [403, {}, "refused", null], [429, { "retry-after": "7" }, "busy", 7], [456, {}, "quota", null], [503, {}, "overloaded", null],
    [529, { "retry-after": "3" }, "overloaded", 3], [500, {}, "overloaded", null], [400, {}, "bad_request", null], [302, { location: "http://127.0.0.1:1/" }, "unreachable", null],
  ])("says what status %i means", async (status, headers, code, retryAfter) => {
    service.answer = () => ({ status, headers: headers as Record<string, string>, body: { message: "Zara" } });
    const fault = await open(name).translate(request).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(EngineFault);
    expect(fault).toMatchObject({ code, retryAfter });
    expect(String((fault as Error).stack)).not.toContain("Zara");
  });

  it("reads a Retry-After that is a date", async () => {
    service.answer = () => ({ status: 429, headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() } });
    const fault = await open(name).translate(request).catch((error: unknown) => error) as EngineFault;
    expect(fault.retryAfter).toBeGreaterThan(50);
  });

  it("does not wait for ever, and stops when it is told to", async () => {
    service.answer = () => ({ ...good[name](), wait: 1_500 });
    await expect(open(name, { TRANSLATION_TIMEOUT_MS: 200 }).translate(request)).rejects.toMatchObject({ code: "timeout" });
    await expect(open(name).translate({ ...request, signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: "unreachable" });
  });

  it.each(["not json", "[]", "{}", '{"translations":[{"text":"one"}],"translatedText":["one"],"choices":[{"message":{"content":"{\\"translations\\":[\\"one\\"]}"}}]}'])(
    "refuses an answer of the wrong shape: %s", async (body) => {
      service.answer = () => ({ body });
      await expect(open(name).translate(request)).rejects.toMatchObject({ code: "malformed" });
    },
  );

  it("is unreachable when nobody listens", async () => {
    const engine = openEngine({ ...settings, TRANSLATION_ENGINE: name, TRANSLATION_URL: "http://127.0.0.1:9" });
    await expect(engine?.translate(request)).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("what is sent", () => {
  it("to DeepL is its documented request", async () => {
    service.answer = good.deepl;
    await open("deepl").translate({ ...request, glossaryId: "g1" });
    expect(service.seen[0]).toMatchObject({
      method: "POST", path: "/v2/translate", headers: { authorization: "DeepL-Auth-Key k" },
      body: {
        text: ['<x id="1"/> reads well &amp; often.', 'Ring <x id="2"/> &lt;now&gt;.'], source_lang: "en", target_lang: "pl", formality: "prefer_more",
        tag_handling: "xml", ignore_tags: ["x"], split_sentences: "0", glossary_id: "g1",
      },
    });
  });

  it("to DeepL for a glossary is its documented request", async () => {
    service.answer = () => ({ body: { glossary_id: "g2", name: "Kingsgate", dictionaries: [] } });
    expect(await open("deepl").keepGlossary?.("en", "pl", [{ term: "half\tterm", wanted: "ferie" }])).toBe("g2");
    expect(service.seen[0]).toMatchObject({ path: "/v3/glossaries", body: { dictionaries: [{ source_lang: "en", target_lang: "pl", entries: "half term\tferie", entries_format: "tsv" }] } });
    service.answer = () => ({ status: 204 });
    await open("deepl").dropGlossary?.("g2");
    expect(service.seen[1]).toMatchObject({ method: "DELETE", path: "/v3/glossaries/g2" });
  });

  it("to LibreTranslate is its documented request", async () => {
    service.answer = good.libretranslate;
    await open("libretranslate").translate(request);
    expect(service.seen[0]).toMatchObject({
      method: "POST", path: "/translate",
      body: { q: ['<span translate="no" id="s1">1</span> reads well &amp; often.', 'Ring <span translate="no" id="s2">2</span> &lt;now&gt;.'], source: "en", target: "pl", format: "html", api_key: "k" },
    });
  });

  it("to a chat service is its documented request, with the glossary", async () => {
    service.answer = good.chat;
    await open("chat").translate(request);
    const [{ path, headers, body }] = service.seen as [Seen];
    expect(path).toBe("/chat/completions");
    expect(headers.authorization).toBe("Bearer k");
    expect(body).toMatchObject({ model: "m", temperature: 0, response_format: { type: "json_object" } });
    const messages = body.messages as { role: string; content: string }[];
    expect(messages[0]?.content).toContain("Polish (pl)");
    expect(JSON.parse(messages[1]?.content ?? "")).toEqual({ sentences: request.texts, glossary: [{ term: "school", say: "szkoła" }] });
  });
});

describe("languages are asked for", () => {
  it("from DeepL", async () => {
    const rows = [
      { lang: "en", name: "English", usable_as_source: true, usable_as_target: false, features: {} },
      { lang: "en-GB", name: "English (British)", usable_as_source: false, usable_as_target: true, features: {} },
      { lang: "kmr", name: "Kurmanji", usable_as_source: true, usable_as_target: true, features: {} },
      { lang: "prs", name: "Dari", usable_as_source: true, usable_as_target: true },
    ];
    service.answer = ({ path }) => ({ body: path.includes("glossary") ? rows.slice(0, 1).map((row) => ({ ...row, usable_as_target: true })) : rows });
    const languages = await open("deepl").languages();
    expect(languages).toEqual({ sources: ["en", "kmr", "prs"], targets: ["en-GB", "kmr", "prs"], glossary: ["en"] });
    expect(pairFor("deepl", languages, "en", "ku")).toEqual({ from: "en", to: "kmr" });
    expect(pairFor("deepl", languages, "en", "fa-AF")).toEqual({ from: "en", to: "prs" });
    expect(pairFor("deepl", languages, "ku", "en")).toEqual({ from: "kmr", to: "en-GB" });
    expect(pairFor("deepl", languages, "en", "ckb")).toBeNull();
  });

  it("from LibreTranslate", async () => {
    service.answer = () => ({ body: [{ code: "en", name: "English", targets: ["en", "pl", "zt", "pb"] }, { code: "pl", name: "Polish", targets: ["en"] }] });
    const languages = await open("libretranslate").languages();
    expect(languages).toEqual({ sources: ["en", "pl"], targets: ["en", "pl", "zt", "pb"], glossary: [] });
    expect([codeFor("libretranslate", "zh-Hant", languages.targets), codeFor("libretranslate", "pt-BR", languages.targets)]).toEqual(["zt", "pb"]);
    // A neighbour is never taken for the language itself.
    expect([codeFor("libretranslate", "zh-Hans", languages.targets), codeFor("libretranslate", "pt-PT", languages.targets)]).toEqual([null, null]);
  });

  it("from a chat service, which names only tags of ours", async () => {
    service.answer = () => ({ body: { choices: [{ message: { content: '{"languages":["pl","tlh","ur"]}' } }] } });
    expect(await open("chat").languages()).toEqual({ sources: ["en", "pl", "ur"], targets: ["pl", "ur"], glossary: ["pl", "ur"] });
  });
});

describe("no service", () => {
  it("is the default, and one without an address or key does not start", () => {
    expect(openEngine({ ...settings, TRANSLATION_ENGINE: "none" })).toBeNull();
    expect(() => openEngine({ ...settings, TRANSLATION_ENGINE: "deepl", TRANSLATION_KEY: "" })).toThrow("TRANSLATION_KEY");
    expect(() => openEngine({ ...settings, TRANSLATION_ENGINE: "libretranslate" })).toThrow("TRANSLATION_URL");
    expect(() => openEngine({ ...settings, TRANSLATION_ENGINE: "chat", TRANSLATION_URL: service.base, TRANSLATION_MODEL: "" })).toThrow("TRANSLATION_MODEL");
    expect(openEngine({ ...settings, TRANSLATION_ENGINE: "deepl", TRANSLATION_KEY: "a:fx" })?.host).toBe("api-free.deepl.com");
  });
});

describe("placeholders in markup", () => {
  it("survive, and what a service invents is no placeholder", () => {
    for (const way of [xml, html]) expect(way.from(way.to("{1} & {2} < 3 > {10}"))).toBe("{1} & {2} < 3 > {10}");
    expect(xml.from("{1} <b>czyta</b> &#322;adnie &amp;amp;")).toBe("(1) czyta ładnie &amp;");
    expect(html.from("<span>s1</span>")).toBe("s1");
  });
});
