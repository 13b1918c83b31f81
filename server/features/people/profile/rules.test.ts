import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { ProfileSource } from "@/server/lib/db/generated/enums";
import { findLanguage, hasCatalogue } from "@/server/lib/i18n/languages";
import { contacts, profiles } from "@/server/testing/factories/profiles";

import { answersInForce, type Contact, fieldsOf, isNews, isWritingOnly, type KeptAnswer, outranks, reachChannels, reachPlan, type ReachPlan, sendingNow, type UnderstandingProfile } from "./rules";
import { isWritten } from "./schema";

const reader = (more: Partial<UnderstandingProfile> = {}): UnderstandingProfile => ({
  spokenLanguages: ["en"], readingLanguage: "en", readingNeed: "reads", prefers: [], needsInterpreter: false, ...more,
});
beforeAll(() => {
  process.env.DATABASE_URL ??= "postgres://nowhere";
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});

const everything: Contact = { hasEmail: true, hasPhone: true, hasAddress: true };

describe("how to reach an adult", () => {
  const table: [string, Partial<UnderstandingProfile>, Partial<Contact>, Partial<ReachPlan>][] = [
    ["reads and has an address", {}, {}, { channels: ["in_app", "email"], formats: ["text"], reasons: [], interpreter: false }],
    ["reads Urdu and wants to listen too", { spokenLanguages: ["ur"], readingLanguage: "ur", prefers: ["reading", "listening"], needsInterpreter: true }, {},
      { channels: ["in_app", "email"], writeIn: "ur", speakIn: "ur", formats: ["text", "audio"], interpreter: true, reasons: ["needs_interpreter"] }],
    ["reads with help", { readingNeed: "reads_with_help" }, {}, { channels: ["in_app", "email"], formats: ["text", "pictures", "audio"], reasons: ["reads_with_help"] }],
    ["is not known to read or not", { readingNeed: "unknown", readingLanguage: null, spokenLanguages: [] }, {},
      { channels: ["in_app", "email"], writeIn: "en", speakIn: "en", reasons: ["reading_unknown", "language_unknown"] }],
    ["is Hodan", { spokenLanguages: ["so"], readingLanguage: null, readingNeed: "does_not_read", prefers: ["phone", "listening"], needsInterpreter: true }, { hasEmail: false },
      { channels: ["call", "in_app"], writeIn: "so", speakIn: "so", interpreter: true, formats: ["audio", "pictures"], reasons: ["reads_nothing", "prefers_phone", "needs_interpreter"] }],
    ["reads nothing and has an e-mail address", { readingNeed: "does_not_read" }, {}, { channels: ["call", "in_app"], formats: ["audio", "pictures"] }],
    ["reads and has no e-mail address", {}, { hasEmail: false }, { channels: ["in_app", "letter"], reasons: ["no_email"] }],
    ["reads and has no address at all", {}, { hasEmail: false, hasAddress: false }, { channels: ["in_app", "call"], reasons: ["no_email"] }],
    ["reads and has neither address nor phone", {}, { hasEmail: false, hasPhone: false, hasAddress: false }, { channels: ["in_app", "call"], reasons: ["no_email", "no_phone"] }],
    ["reads a language without words here", { spokenLanguages: ["ta"], readingLanguage: "ta" }, {}, { channels: ["in_app", "email", "call"], writeIn: "ta", reasons: ["no_words_in_language"] }],
    ["speaks Tamil and English and said no more", { spokenLanguages: ["ta", "en"], readingLanguage: null }, {}, { channels: ["in_app", "email"], writeIn: "en", speakIn: "ta" }],
    ["speaks Mirpuri alone", { spokenLanguages: ["phr"], readingLanguage: null }, {}, { writeIn: "en", speakIn: "phr", reasons: ["no_written_form"] }],
    ["would rather be rung", { prefers: ["phone", "reading"] }, {}, { channels: ["call", "in_app", "email"], reasons: ["prefers_phone"] }],
    ["would rather read than be rung", { prefers: ["reading", "phone"] }, {}, { channels: ["in_app", "email"], reasons: [] }],
    ["signs", { spokenLanguages: ["bfi"], prefers: ["sign_language", "reading"] }, {}, { channels: ["in_app", "email"], speakIn: "bfi", interpreter: true, formats: ["sign_video", "text"], reasons: ["signs"] }],
    ["signs and reads nothing", { spokenLanguages: ["bfi"], readingLanguage: null, readingNeed: "does_not_read" }, {}, { channels: ["call", "in_app"], formats: ["sign_video", "pictures"], interpreter: true }],
    ["wants large print", { prefers: ["large_print"] }, {}, { formats: ["large_print", "text"] }],
  ];
  it.each(table)("who %s", (_who, profile, contact, expected) => {
    expect(reachPlan(reader(profile), { ...everything, ...contact })).toMatchObject(expected);
  });

  it("uses text messages and letters once something sends them, and one written way is enough", () => {
    expect(reachPlan(reader(), { ...everything, hasEmail: false }, reachChannels).channels).toEqual(["in_app", "text"]);
    expect(reachPlan(reader(), { hasEmail: false, hasPhone: false, hasAddress: true }, reachChannels).channels).toEqual(["in_app", "letter"]);
    expect(reachPlan(reader(), everything, reachChannels).channels).toEqual(["in_app", "email"]);
    expect(sendingNow()).not.toContain("text");
  });
});

type Planner = (profile: UnderstandingProfile, contact: Contact, able?: readonly (typeof reachChannels)[number][]) => ReachPlan;
const ables = fc.subarray([...reachChannels]);

/** The promise of the product, for any planner: an adult who reads nothing is never left with text alone. */
function neverTextAlone(planner: Planner) {
  return fc.property(profiles(), contacts, ables, (profile, contact, able) => {
    if (profile.readingNeed !== "does_not_read") return true;
    const plan = planner(profile, contact, able);
    return !isWritingOnly(plan) && plan.channels[0] === "call" && plan.formats.some((format) => format !== "text") && !plan.formats.includes("text");
  });
}

describe("over all profiles", () => {
  it("never leaves an adult who reads nothing with text as the only channel", () => {
    fc.assert(neverTextAlone(reachPlan), { numRuns: 2_000 });
  });

  it("catches plans that are wrong", () => {
    const wrong: Planner[] = [
      // An e-mail will do for everybody.
      (profile, contact) => ({ ...reachPlan(profile, contact), channels: ["in_app", "email"] }),
      // Whoever has an address is not rung.
      (profile, contact, able) => reachPlan(contact.hasEmail ? { ...profile, readingNeed: "reads" } : profile, contact, able),
      // No call where the caller did not name it among its channels.
      (profile, contact, able = sendingNow()) => ({ ...reachPlan(profile, contact, able), channels: reachPlan(profile, contact, able).channels.filter((channel) => able.includes(channel)) }),
    ];
    for (const planner of wrong) expect(fc.check(neverTextAlone(planner), { numRuns: 2_000 }).failed).toBe(true);
  });

  it("always finds somebody outside the app, and only by ways that are there", () => {
    fc.assert(fc.property(profiles(), contacts, ables, (profile, contact, able) => {
      const { channels } = reachPlan(profile, contact, able);
      expect(channels.some((channel) => channel !== "in_app")).toBe(true);
      expect(new Set(channels).size).toBe(channels.length);
      if (!contact.hasEmail || !able.includes("email")) expect(channels).not.toContain("email");
      if (!contact.hasPhone || !able.includes("text")) expect(channels).not.toContain("text");
      if (!contact.hasAddress || !able.includes("letter")) expect(channels).not.toContain("letter");
    }));
  });

  it("writes in a language that can be written, and has a call where the school has no words in it", () => {
    fc.assert(fc.property(profiles(), contacts, (profile, contact) => {
      const plan = reachPlan(profile, contact);
      expect(isWritten(plan.writeIn)).toBe(true);
      expect(findLanguage(plan.speakIn)).toBeDefined();
      if (!hasCatalogue(plan.writeIn)) expect(plan.channels).toContain("call");
      if (profile.needsInterpreter) expect(plan.interpreter).toBe(true);
    }));
  });
});

const sources: ProfileSource[] = ["adult", "adult_told_staff", "staff", "import"];
const answers = fc.array(fc.record({
  id: fc.uuid(), question: fc.constantFrom("reading" as const, "speaks" as const), value: fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 2 }),
  source: fc.constantFrom(...sources), at: fc.integer({ min: 0, max: 5 }).map((n) => new Date(n)),
}), { maxLength: 12 });

describe("whose word stands", () => {
  const said = (source: ProfileSource, day: number, value = [source as string]): KeptAnswer => ({ id: `${day}`, question: "reading", value, source, at: new Date(day) });

  it("is the adult's own before anybody's, and of equals the newer", () => {
    const stands = (...kept: KeptAnswer[]) => answersInForce(kept).get("reading")?.id;
    expect(stands(said("adult", 1), said("import", 2))).toBe("1");
    expect(stands(said("adult", 1), said("staff", 2))).toBe("1");
    expect(stands(said("adult", 1), said("adult_told_staff", 2))).toBe("2");
    expect(stands(said("adult_told_staff", 1), said("adult", 2))).toBe("2");
    expect(stands(said("staff", 1), said("import", 2))).toBe("1");
    expect(stands(said("import", 1), said("import", 2))).toBe("2");
    expect(answersInForce([]).size).toBe(0);
  });

  it("does not hang on the order in which answers are read, and no file ever outranks a person", () => {
    fc.assert(fc.property(answers, (kept) => {
      const forward = answersInForce(kept);
      expect(answersInForce([...kept].reverse())).toEqual(forward);
      for (const [question, answer] of forward) {
        const people = kept.filter((each) => each.question === question && each.source !== "import");
        if (people.length > 0) expect(answer.source).not.toBe("import");
      }
    }));
  });

  it("hears the same answer again only from somebody who is trusted more", () => {
    expect(isNews(said("adult", 2, ["reads"]), said("import", 1, ["reads"]))).toBe(true);
    expect(isNews(said("import", 2, ["reads"]), said("adult", 1, ["reads"]))).toBe(false);
    expect(isNews(said("adult", 2, ["reads"]), said("adult", 1, ["reads"]))).toBe(false);
    expect(isNews({ source: "adult", value: ["ur", "en"] }, said("adult", 1, ["en", "ur"]))).toBe(true);
    expect(outranks({ source: "import" }, undefined)).toBe(true);
  });

  it("fills the field that the question is about", () => {
    expect(fieldsOf("speaks", ["so", "en"])).toEqual({ spokenLanguages: ["so", "en"] });
    expect(fieldsOf("interpreter", ["yes"])).toEqual({ needsInterpreter: true });
    expect(fieldsOf("interpreter", ["no"])).toEqual({ needsInterpreter: false });
    expect(fieldsOf("reading_language", ["ur"])).toEqual({ readingLanguage: "ur" });
  });
});
