import { beforeAll, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { languages } from "@/server/lib/i18n/languages";
import { prepareEnvironment } from "@/server/testing/environment";

import { isForVisitors } from "../rules";
import { mailScreens } from "../schema";
import { renderText } from "../texts/rules";
import { escapeHtml, headerLine, type MessageFacts, renderEmail } from "./rules";

beforeAll(() => prepareEnvironment());

const school: SchoolFacts = {
  id: "0190", slug: "kingsgate", name: "Kingsgate School", zone: "Europe/London", nation: "england", schoolType: "maintained",
  phone: "020 7946 0100", email: "office@school.example", addressLines: [],
};
const render = (message: Partial<MessageFacts> = {}, facts: Partial<SchoolFacts> = {}) =>
  renderEmail({
    message: { id: "m1", kind: "report_published", subjectId: "r1", language: "en", args: { child: "Zara", round: "autumn" }, ...message },
    to: "amina@family.example", school: { ...school, ...facts }, publicUrl: "https://school.example",
  });

describe("an e-mail", () => {
  it("leads to the report in the reader's language and says why it came", () => {
    const email = render();
    expect(email).toMatchObject({ messageId: "<m1.email@school.example>", to: "amina@family.example", language: "en" });
    expect(email.text).toContain("https://school.example/en/family/reports/r1");
    expect(email.html).toContain('href="https://school.example/en/family/reports/r1"');
    expect(email.subject).toBe("A new report about \u2068Zara\u2069 is ready");
    expect(email.text).toContain("The autumn report");
    expect(email.text).toContain("parent or carer of \u2068Zara\u2069");
  });

  it("is written right to left for a right-to-left reader, with the phone number kept whole", () => {
    const email = render({ language: "ur" });
    expect(email.language).toBe("ur");
    expect(email.html).toMatch(/<html lang="ur" dir="rtl">/);
    expect(email.html).toContain("\u2066020\u00a07946\u00a00100\u2069");
    expect(email.text).toContain("https://school.example/ur/family/reports/r1");
  });

  it("comes in English when the school has no words in the reader's language", () => {
    expect(render({ language: "ta" }).language).toBe("en");
  });

  it("says then, in the reader's own words, that it is in English and whom to ring; a language with pages needs no such words", () => {
    const { html, text } = render({ language: "fa" });
    for (const part of [html, text]) expect(part).toContain("این صفحه‌ها هنوز به فارسی نیست");
    expect(html).toMatch(/<p lang="fa" dir="rtl"[^>]*>[^<]*\u2066020\u00a07946\u00a00100\u2069/);
    for (const language of ["en", "ur"]) expect(render({ language }).html).not.toMatch(/<p lang=/);
  });

  it.each(languages.map((language) => language.tag))("has all its words in %s", (language) => {
    const about = Object.keys(mailScreens).filter((kind) => /^(report|visit|school|meeting|good|celebration)_/.test(kind) && !isForVisitors(kind) && kind !== "school_closed");
    for (const kind of Object.keys(mailScreens)) {
      // Every kind that is sent, as e-mail and as text message, with a name that would begin a header of its own.
      const message = { id: "m1", subjectId: "r1", language, kind, args: { child: "Zara\r\nBcc: x@evil.example", round: "spring", at: "2026-12-11T15:30:00Z", count: 3, what: "Open evening\r\nBcc: x@evil.example", until: "2026-12-10T15:30:00Z", day: "2026-12-11" } };
      const email = render(message);
      expect(`${email.subject}${email.text}${email.html}`, kind).not.toMatch(/[{}]|undefined|delivery\.|Invalid/);
      expect(email.subject, kind).not.toMatch(/[\r\n]/);
      expect(email.subject.includes("Zara"), kind).toBe(about.includes(kind));
      const text = renderText({ message, school, publicUrl: "https://school.example" });
      expect(text, kind).not.toMatch(/[{}]|undefined|delivery\.|Invalid|[\u2066-\u2069]/);
      expect(text.split("\n"), kind).toHaveLength(3);
    }
    expect(about.length).toBeGreaterThan(6);
  });

  it("says a day in the reader's own words and the school's own hours", () => {
    const at = "2026-07-10T14:30:00Z";
    expect(render({ kind: "visit_booked", args: { child: "Zara", at } }).text).toContain("Friday, 10 July 2026 at 15:30");
    expect(render({ kind: "visit_booked", language: "pl", args: { child: "Zara", at } }).text).toContain("piątek, 10 lipca 2026");
  });

  it("does not leave with a hole in it", () => {
    expect(() => render({ args: {} })).toThrow();
    expect(() => render({ kind: "unknown" })).toThrow();
  });

  it("derives the secret of a sign-in link instead of keeping it", () => {
    const email = render({ kind: "sign_in_link", args: {}, subjectId: "t1" });
    expect(email.text).toMatch(/https:\/\/school\.example\/en\/sign-in\/link\?token=[\w-]{43}/);
    expect(email.text).not.toContain("t1");
  });
});

describe("names are data", () => {
  const names = [
    "Zara\r\nBcc: thief@else.example", "Zara\nX-Other: 1", "Zara\u2028Bcc: a@b.example", "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>', "{child}", "{round, select, other {gone}}", "'{'", "<b>Zara</b>", "\u202eZara", "&lt;",
  ];
  it.each(names)("%j stands as it is", (child) => {
    const email = render({ args: { child, round: "autumn" } }, { name: `${child} School` });
    expect(email.subject).not.toMatch(/[\u0000-\u001f\u2028\u2029]/);
    expect(email.subject).toContain(headerLine(child));
    expect(email.html).not.toMatch(/<script|<img|<b>/);
    expect(email.html).toContain(escapeHtml(headerLine(child)));
  });
});
