import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

const css = readFileSync(path.join(process.cwd(), "app", "_ui", "theme.css"), "utf8");

/** The colours that a block of variables names, over those of the blocks below it. */
function colours(...selectors: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const selector of selectors) {
    const from = css.indexOf(selector);
    expect(from, selector).toBeGreaterThan(-1);
    for (const [, name = "", value = ""] of css.slice(from, css.indexOf("}", from)).matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)) found[name] = value;
  }
  return found;
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const whole = hex.length === 4 ? [...hex.slice(1)].map((sign) => sign + sign).join("") : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => channel(parseInt(whole.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const texts = [
  ["ink", "paper"], ["ink", "card"], ["ink-soft", "paper"], ["ink-soft", "card"], ["brand", "paper"], ["brand", "card"], ["brand-ink", "brand"],
  ["brand", "brand-wash"], ["ink", "brand-wash"], ["glow-ink", "glow"], ["ink", "glow-wash"], ["good", "card"], ["good", "good-wash"], ["ink", "good-wash"],
  ["warn", "card"], ["warn", "warn-wash"], ["ink", "warn-wash"], ["stop", "card"], ["stop", "paper"], ["stop", "stop-wash"], ["ink", "stop-wash"],
] as const;

const light = "\n:root {";
const dark = "@media (prefers-color-scheme: dark) {\n  :root {";
const strong = '\n:root[data-display~="contrast"] {';
const strongDark = '@media (prefers-color-scheme: dark) {\n  :root[data-display~="contrast"] {';

describe.each([["light", [light]], ["dark", [light, dark]], ["high contrast", [light, strong]], ["high contrast in the dark", [light, dark, strong, strongDark]]])("the colours, %s", (name, blocks) => {
  const all = colours(...blocks);
  const ask = (one: string, other: string) => ratio(all[one] ?? "#fff", all[other] ?? "#fff");

  it("keep 7:1 for every text (AAA), and 3:1 for edges of controls", () => {
    const weak = texts.map(([one, other]) => `${one} on ${other}: ${ask(one, other).toFixed(2)}`).filter((line) => Number(line.split(": ")[1]) < 7);
    expect(weak).toEqual([]);
    expect(ask("edge", "card")).toBeGreaterThanOrEqual(3);
  });

  it("are stronger where that was chosen", () => {
    const chosen = name.startsWith("high");
    expect(ask("ink-soft", "paper") > 20).toBe(chosen);
    expect(ask("line", "card") > 7).toBe(chosen);
  });
});

it("finds a weak pair", () => {
  expect(ratio("#777777", "#ffffff")).toBeLessThan(4.5);
  expect(ratio("#000", "#fff")).toBeCloseTo(21);
});
