import { readFileSync } from "node:fs";
import { join } from "node:path";

import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { files, isTest, read } from "@/server/testing/tree";

import { Phone, PhoneSentence } from "./phone";

/** Every block of rules of the style sheet that names telephone numbers or all that must not break. */
const rulesOf = (css: string, name: string) => [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, selector = ""]) => selector.split(",").some((one) => one.trim().endsWith(name))).map(([, , rules = ""]) => rules.trim());

describe("a telephone number", () => {
  it("is tapped, runs from left to right and is dialled without its blanks", () => {
    expect(renderToStaticMarkup(<Phone number="+44 (20) 7946-0123" className="button" />)).toBe('<a href="tel:+442079460123" class="phone button"><bdi dir="ltr">+44 (20) 7946-0123</bdi></a>');
    expect(renderToStaticMarkup(<Phone number="020 7946 0123" />)).toBe('<a href="tel:02079460123" class="phone"><bdi dir="ltr">020 7946 0123</bdi></a>');
  });

  it("can be tapped in a sentence, wherever it stands there", () => {
    const said = (text: string) => renderToStaticMarkup(<p><PhoneSentence text={text} number="020 7946 0123" /></p>);
    expect(said("اتصلوا على 020 7946 0123 اليوم.")).toBe('<p>اتصلوا على <a href="tel:02079460123" class="phone"><bdi dir="ltr">020 7946 0123</bdi></a> اليوم.</p>');
    expect(said("Ring us: 020 7946 0123")).toContain("</bdi></a></p>");
    expect(said("Ring us.")).toBe("<p>Ring us.</p>");
  });

  it("stays in one line on the narrowest screen, where other lines that did not break may", () => {
    const css = readFileSync(join(process.cwd(), "app/_ui/theme.css"), "utf8");
    expect(rulesOf(css, ".phone").filter((rules) => rules.includes("white-space"))).toEqual(["white-space: nowrap;"]);
    // The control: the same reading finds what is undone there.
    expect(rulesOf(css, ".whitespace-nowrap")).toEqual(["white-space: normal;"]);
  });

  it("is one component: no other page dials by itself", () => {
    const dialling = files.filter((file) => file.startsWith("app/") && file.endsWith(".tsx") && !isTest(file) && read(file).includes("`tel:"));
    expect(dialling).toEqual(["app/_ui/phone.tsx"]);
  });
});
