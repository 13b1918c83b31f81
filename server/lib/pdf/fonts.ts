/** How print sets one language: which faces, how large, how open the lines. Templates get this as data. */
export interface Typeface {
  /** ISO 639 code, as PDF readers and screen readers expect it. */
  lang: string;
  /** ISO 3166 code, or null. */
  region: string | null;
  dir: "ltr" | "rtl";
  /** Families in order. `latinOnly` keeps a family to letters and digits of the Latin script. */
  fonts: { name: string; latinOnly: boolean }[];
  /** Text size as a multiple of the body size. */
  scale: number;
  /** Space between lines in em. */
  leading: number;
  /** Whether lines are measured by the full height of the face (needed where letters stack). */
  tall: boolean;
  /** Weight of headings and strong words: 400 where a bold face harms legibility. */
  strong: 400 | 700;
}

export interface FontPackage {
  family: string;
  /** The npm package that ships the static TrueType files. */
  packageName: string;
}

const ATKINSON = "Atkinson Hyperlegible Next";
const NOTO_SANS = "Noto Sans";
const VAZIRMATN = "Vazirmatn";
const NASTALIQ = "Noto Nastaliq Urdu";
const BENGALI = "Noto Sans Bengali";
const GURMUKHI = "Noto Sans Gurmukhi";
const EMOJI = "Noto Emoji";

/** Every family that print may use, all from npm packages with static files; nothing comes from the machine. */
export const fontPackages: readonly FontPackage[] = [
  { family: ATKINSON, packageName: "@expo-google-fonts/atkinson-hyperlegible-next" },
  { family: NOTO_SANS, packageName: "@expo-google-fonts/noto-sans" },
  { family: VAZIRMATN, packageName: "@expo-google-fonts/vazirmatn" },
  { family: NASTALIQ, packageName: "@expo-google-fonts/noto-nastaliq-urdu" },
  { family: BENGALI, packageName: "@expo-google-fonts/noto-sans-bengali" },
  { family: GURMUKHI, packageName: "@expo-google-fonts/noto-sans-gurmukhi" },
  // The last family of every list: its digits are pictures and must never win over a text face.
  { family: EMOJI, packageName: "@expo-google-fonts/noto-emoji" },
];

interface Style {
  dir: "ltr" | "rtl";
  families: readonly string[];
  scale: number;
  leading: number;
  tall: boolean;
  strong: 400 | 700;
}

const latin: Style = { dir: "ltr", families: [ATKINSON], scale: 1, leading: 0.72, tall: false, strong: 700 };
const wide: Style = { ...latin, families: [NOTO_SANS], scale: 0.96 };
const arabic: Style = { dir: "rtl", families: [VAZIRMATN], scale: 1.06, leading: 0.95, tall: false, strong: 700 };
const nastaliq: Style = { dir: "rtl", families: [NASTALIQ], scale: 1.12, leading: 0, tall: true, strong: 400 };

/** One row a script. A language with another script than these cannot be printed until its font ships. */
const byScript: Readonly<Record<string, Style>> = {
  Latn: latin,
  Cyrl: wide,
  Grek: wide,
  Deva: { ...wide, leading: 0.9 },
  Arab: arabic,
  Aran: nastaliq,
  Beng: { ...latin, families: [BENGALI], scale: 1.02, leading: 0.9 },
  Guru: { ...latin, families: [GURMUKHI], scale: 1.02, leading: 0.9 },
};

/** Languages whose readers expect Nastaliq. Everyone else who writes in Arabic letters gets Vazirmatn. */
const nastaliqLanguages = new Set(["ur", "pnb", "phr", "skr"]);
/** Tags whose script ICU does not know or gets wrong. */
const scriptOf: Readonly<Record<string, string>> = { phr: "Arab", pnb: "Arab", skr: "Arab", lah: "Arab", ckb: "Arab", rom: "Latn", bfi: "Latn", syl: "Beng" };
/** Languages written in Latin letters that Atkinson Hyperlegible Next does not fully cover. */
const beyondAtkinson = new Set(["vi", "yo", "ig", "tw", "ee", "ha"]);

function scriptFor(tag: string): string {
  const locale = new Intl.Locale(tag);
  const named = locale.script ?? scriptOf[locale.language];
  return named ?? locale.maximize().script ?? "Latn";
}

function styleFor(tag: string, plainLetters: boolean): Style | undefined {
  const script = scriptFor(tag);
  const language = new Intl.Locale(tag).language;
  if (script === "Arab" && !plainLetters && (nastaliqLanguages.has(language) || tag === "pa-Arab")) return byScript.Aran;
  if (script === "Aran" && plainLetters) return byScript.Arab;
  if (script === "Latn" && beyondAtkinson.has(language)) return wide;
  return byScript[script];
}

/** Whether a shipped font covers the language (BCP 47 tag). Tamil, Gujarati, Chinese and Ethiopic are not covered. */
export function canPrintLanguage(tag: string): boolean {
  return styleFor(tag, false) !== undefined;
}

/**
 * The typeface of a language (BCP 47 tag), or undefined when no shipped font covers it.
 * `plainLetters` sets Urdu in Naskh letters, which copy, search and read aloud better than Nastaliq.
 */
export function typefaceFor(tag: string, plainLetters = false): Typeface | undefined {
  const style = styleFor(tag, plainLetters);
  if (!style) return undefined;
  const { families, ...rest } = style;
  const others = fontPackages.map((font) => font.family).filter((family) => family !== EMOJI && !families.includes(family));
  const locale = new Intl.Locale(tag);
  const ordered = [...families, ...others, EMOJI].map((name) => ({ name, latinOnly: false }));
  // Latin words inside another script take the Latin face, as on the screen.
  const fonts = families.includes(ATKINSON) || families.includes(NOTO_SANS) ? ordered : [{ name: ATKINSON, latinOnly: true }, ...ordered];
  return { ...rest, lang: locale.language, region: locale.region ?? null, fonts };
}
