const LRI = "\u2066";
const PDI = "\u2069";
const NBSP = "\u00a0";

const phone = String.raw`(?<![\d.,/])(?:\+|\()?\d[\d \u00a0().\u2011-]{6,}\d(?![\d/])`;
const email = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
const address = String.raw`(?:https?:\/\/|www\.)[^\s\u2066-\u2069]*[^\s\u2066-\u2069.,;:!?)،؛؟۔]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:[a-z]{2,})(?:[:/][\w./?=&%#:-]*[\w/])?`;
const sum = String.raw`\d+(?:[.,]\d+)?(?:\s*[-+−×x*÷=]\s*\d+(?:[.,]\d+)?)*\s*[+×x*÷=]\s*\d+(?:[.,]\d+)?(?:\s*[-+−×x*÷=]\s*\d+(?:[.,]\d+)?)*`;
const date = String.raw`\d{1,4}[/-]\d{1,2}[/-]\d{1,4}`;
const code = String.raw`[A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+`;
const share = String.raw`\d+(?:[.,]\d+)?\s?%|\d+\s?\/\s?\d+`;
const isolated = String.raw`[\u2066-\u2068][^\u2066-\u2069]*\u2069`;

const pattern = new RegExp(
  `(?<isolated>${isolated})|(?<email>${email})|(?<address>${address})|(?<sum>${sum})|(?<date>${date})|(?<phone>${phone})|(?<code>${code})|(?<share>${share})`,
  "gu",
);

/** At least seven digits: shorter runs are counts or years, which need no help. */
function isPhone(text: string): boolean {
  return (text.match(/\d/g)?.length ?? 0) >= 7;
}

/**
 * Keeps what must be read from left to right in its order inside right-to-left text: phone numbers, e-mail and web
 * addresses, sums, dates in figures, codes, percentages. They are wrapped in U+2066 … U+2069, and phone
 * numbers and sums are held on one line by no-break spaces in either direction (without them "020 7946 0123" prints as "0123 7946 020").
 * What is isolated already is left alone, so a text may pass twice. Names are the caller's to isolate.
 */
export function isolateForPrint(text: string, dir: "ltr" | "rtl"): string {
  return text.replace(pattern, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups.isolated !== undefined) return match;
    if (groups.phone !== undefined && !isPhone(match)) return match;
    const held = groups.phone !== undefined || groups.sum !== undefined ? match.replace(/ /g, NBSP) : match;
    return dir === "rtl" ? `${LRI}${held}${PDI}` : held;
  });
}

/** The text without direction marks, for places that show plain strings (a PDF's title). */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2066-\u2069\u200e\u200f]/g, "");
}
