import { findLanguage } from "@/server/lib/i18n/languages";
import { fontsOf, scriptFonts } from "@/server/lib/i18n/language-table";

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
const EMOJI = "Noto Emoji";

/** Every family that print may use, all from npm packages with static files; nothing comes from the machine. */
export const fontPackages: readonly FontPackage[] = [
  { family: ATKINSON, packageName: "@expo-google-fonts/atkinson-hyperlegible-next" },
  { family: NOTO_SANS, packageName: "@expo-google-fonts/noto-sans" },
  { family: "Vazirmatn", packageName: "@expo-google-fonts/vazirmatn" },
  { family: "Noto Nastaliq Urdu", packageName: "@expo-google-fonts/noto-nastaliq-urdu" },
  { family: "Noto Sans Bengali", packageName: "@expo-google-fonts/noto-sans-bengali" },
  { family: "Noto Sans Gurmukhi", packageName: "@expo-google-fonts/noto-sans-gurmukhi" },
  { family: "Noto Sans Gujarati", packageName: "@expo-google-fonts/noto-sans-gujarati" },
  { family: "Noto Sans Tamil", packageName: "@expo-google-fonts/noto-sans-tamil" },
  { family: "Noto Sans Ethiopic", packageName: "@expo-google-fonts/noto-sans-ethiopic" },
  { family: "Noto Sans SC", packageName: "@expo-google-fonts/noto-sans-sc" },
  { family: "Noto Sans TC", packageName: "@expo-google-fonts/noto-sans-tc" },
  // The last family of every list: its digits are pictures and must never win over a text face.
  { family: EMOJI, packageName: "@expo-google-fonts/noto-emoji" },
];

type Style = Pick<Typeface, "scale" | "leading" | "tall" | "strong">;

const latin: Style = { scale: 1, leading: 0.72, tall: false, strong: 700 };
const stacked: Style = { ...latin, scale: 1.02, leading: 0.9 };

/** One row a script; which families, the table of languages says. */
const byScript: Readonly<Record<string, Style>> = {
  Latn: latin,
  Cyrl: { ...latin, scale: 0.96 },
  Grek: { ...latin, scale: 0.96 },
  Deva: { ...latin, scale: 0.96, leading: 0.9 },
  Arab: { ...latin, scale: 1.06, leading: 0.95 },
  // Letters stack to three storeys: lines are measured by the full height of the face, and its bold fills the counters.
  Aran: { scale: 1.12, leading: 0, tall: true, strong: 400 },
  Beng: stacked,
  Guru: stacked,
  Gujr: stacked,
  Taml: { ...stacked, scale: 0.96 },
  Ethi: stacked,
  Hans: { ...latin, leading: 0.85 },
  Hant: { ...latin, leading: 0.85 },
};

/** Other names of what is Panjabi in Arabic letters. */
const setLike: Readonly<Record<string, string>> = { pnb: "pa-Arab", skr: "pa-Arab", lah: "pa-Arab" };
const rightToLeft = new Set(["Arab", "Aran"]);

interface Setting {
  script: string;
  families: readonly string[];
}

/** The script and the families of a tag: the table's row, or Unicode's script for a language that the table lacks. */
function settingFor(tag: string, plainLetters: boolean): Setting {
  const locale = new Intl.Locale(tag);
  const row = findLanguage(tag) ?? findLanguage(setLike[locale.language] ?? locale.language);
  const script = row?.script ?? locale.maximize().script ?? "Latn";
  const families = row?.fonts ?? fontsOf(tag, script);
  const isNastaliq = families === scriptFonts.Aran;
  if (isNastaliq && !plainLetters) return { script: "Aran", families };
  return { script, families: isNastaliq ? (scriptFonts.Arab ?? []) : families };
}

/** Whether a shipped font covers the language (BCP 47 tag). */
export function canPrintLanguage(tag: string): boolean {
  return typefaceFor(tag) !== undefined;
}

/**
 * The typeface of a language (BCP 47 tag), or undefined when no shipped font covers it.
 * `plainLetters` sets Urdu in Naskh letters, which copy, search and read aloud better than Nastaliq.
 */
export function typefaceFor(tag: string, plainLetters = false): Typeface | undefined {
  const { script, families } = settingFor(tag, plainLetters);
  const style = byScript[script];
  if (!style || families.length === 0) return undefined;
  const others = fontPackages.map((font) => font.family).filter((family) => family !== EMOJI && !families.includes(family));
  const locale = new Intl.Locale(tag);
  const ordered = [...families, ...others, EMOJI].map((name) => ({ name, latinOnly: false }));
  // Latin words inside another script take the Latin face, as on the screen.
  const fonts = families.includes(ATKINSON) || families.includes(NOTO_SANS) ? ordered : [{ name: ATKINSON, latinOnly: true }, ...ordered];
  // Chinese says by its region which shapes it wants: PDF readers know no scripts.
  const region = locale.region ?? (locale.language === "zh" ? (locale.maximize().region ?? null) : null);
  return { ...style, dir: rightToLeft.has(script) ? "rtl" : "ltr", lang: locale.language, region, fonts };
}
