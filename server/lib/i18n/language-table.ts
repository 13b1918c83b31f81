/** One language as all code needs it. */
export interface Language {
  /** BCP 47 tag in its canonical form; also the folder in messages/ and the first part of a page's address. */
  tag: string;
  ownName: string;
  englishName: string;
  dir: "ltr" | "rtl";
  /** ISO 15924: Latn, Arab, Beng … decides direction, fonts and line height. */
  script: string;
  /** Whether a native speaker has checked the catalogue. The interface says so. */
  status: "source" | "unreviewed" | "reviewed";
  /** The tag for Intl: always the Gregorian calendar and 0-9, so that dates and numbers match clocks, tills and letters. */
  intl: string;
  /** How a list is joined where Node's data have nothing, or nothing that can be read. */
  list?: ListJoin;
  /** Families that print sets it in, the first that has a letter wins. */
  fonts: readonly string[];
  /** espeak-ng's voice, or null: then a person's voice or a call, never the voice of another language. */
  voice: string | null;
  /** The first version of espeak-ng in which the voice can be understood; undefined: Debian's 1.51 will do. */
  voiceSince?: "1.52";
  /** DeepL's code as a target (as a source: its first part), or null where DeepL has not got the language. */
  deepl: string | null;
  /** LibreTranslate's code, or null. */
  libre: string | null;
  /** False for a language of people without a common written form: sound, pictures, an interpreter or video; never text. */
  written: boolean;
}

/** "A, B and C" by hand; `beforeVowel` replaces `last` before a word that begins with a vowel. */
export interface ListJoin {
  comma: string;
  last: string;
  beforeVowel?: string;
}

const INTL = "-u-ca-gregory-nu-latn";
const rightToLeft = new Set(["Arab", "Aran", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"]);

const ATKINSON = "Atkinson Hyperlegible Next";
const NOTO_SANS = "Noto Sans";

/** Print families of a script. A script that is not here cannot be printed until its font ships (server/lib/pdf/fonts.ts). */
export const scriptFonts: Readonly<Record<string, readonly string[]>> = {
  Latn: [ATKINSON], Cyrl: [NOTO_SANS], Grek: [NOTO_SANS], Deva: [NOTO_SANS], Arab: ["Vazirmatn"], Aran: ["Noto Nastaliq Urdu"],
  Beng: ["Noto Sans Bengali"], Guru: ["Noto Sans Gurmukhi"], Gujr: ["Noto Sans Gujarati"], Taml: ["Noto Sans Tamil"],
  // The Ethiopic face has no Latin letters; the Chinese ones lack Ukrainian, Turkish and Romanian: the others stand behind them.
  Ethi: ["Noto Sans Ethiopic"], Hans: ["Noto Sans SC"], Hant: ["Noto Sans TC"],
};
/** Languages whose readers expect Nastaliq. Everyone else who writes in Arabic letters gets Vazirmatn. */
const nastaliq = new Set(["ur", "pa-Arab", "phr"]);
export const readsNastaliq = (tag: string): boolean => nastaliq.has(tag);
/** Languages written in Latin letters that Atkinson Hyperlegible Next does not fully cover. */
const beyondAtkinson = new Set(["vi", "yo", "ig", "tw", "ee", "ha"]);

type Facts = Partial<Pick<Language, "status" | "list" | "voiceSince" | "written">> & {
  /** Another language's tag for Intl, where Node has no data for this one. */
  like?: string;
  voice?: string | null;
  deepl?: string | null;
  libre?: string | null;
};

/** The print families of a tag in a script; none when no shipped face has it. */
export function fontsOf(tag: string, script: string): readonly string[] {
  const key = script === "Arab" && nastaliq.has(tag) ? "Aran" : script;
  if (key === "Latn" && beyondAtkinson.has(tag.split("-")[0] ?? tag)) return [NOTO_SANS];
  return scriptFonts[key] ?? [];
}

function row(tag: string, ownName: string, englishName: string, script = "Latn", facts: Facts = {}): Language {
  const { like, voice, deepl, libre, ...rest } = facts;
  return {
    tag, ownName, englishName, script, status: "unreviewed", written: true,
    dir: rightToLeft.has(script) ? "rtl" : "ltr",
    intl: `${like ?? tag}${INTL}`,
    fonts: fontsOf(tag, script),
    // In most rows the providers' codes are the tag; a row names what differs, and null where there is nothing.
    voice: voice === undefined ? tag : voice,
    deepl: deepl === undefined ? tag.toUpperCase() : deepl,
    libre: libre === undefined ? tag : libre,
    ...rest,
  };
}

const none = { voice: null, deepl: null, libre: null } as const;
const spoken = { ...none, written: false } as const;

/**
 * Every language that families of English schools are known to speak or read. One with a folder in messages/ has pages; the others are known to
 * profiles, imports, dates, print and speech. Directions follow from the script; names are written by hand because ICU lacks some.
 * Provider codes: deepl-node 1.28, the Argos index of June 2025, espeak-ng 1.51.
 */
export const languageTable: readonly Language[] = [
  row("en", "English", "English", "Latn", { status: "source", like: "en-GB", voice: "en-gb", deepl: "EN-GB" }),
  row("pl", "Polski", "Polish"),
  row("ro", "Română", "Romanian"),
  row("ur", "اردو", "Urdu", "Arab"),
  row("ar", "العربية", "Arabic", "Arab"),
  row("bn", "বাংলা", "Bengali", "Beng"),
  row("pa", "ਪੰਜਾਬੀ", "Panjabi (Gurmukhi)", "Guru", { libre: null }),
  row("so", "Soomaali", "Somali", "Latn", none),
  row("pa-Arab", "پنجابی", "Panjabi (Shahmukhi)", "Arab", none),
  row("phr", "پہاڑی", "Mirpuri or Pahari", "Arab", { ...spoken, like: "ur" }),
  row("syl", "ছিলটি", "Sylheti", "Beng", { ...spoken, like: "bn" }),
  row("gu", "ગુજરાતી", "Gujarati", "Gujr", { libre: null }),
  row("pt-PT", "Português", "Portuguese", "Latn", { voice: "pt", libre: "pt" }),
  row("pt-BR", "Português do Brasil", "Brazilian Portuguese", "Latn", { voice: "pt-br", libre: "pb" }),
  row("ta", "தமிழ்", "Tamil", "Taml", { libre: null }),
  row("es", "Español", "Spanish"),
  row("fr", "Français", "French", "Latn", { voice: "fr-fr" }),
  row("it", "Italiano", "Italian"),
  row("tr", "Türkçe", "Turkish"),
  row("lt", "Lietuvių", "Lithuanian"),
  row("bg", "Български", "Bulgarian", "Cyrl"),
  row("sq", "Shqip", "Albanian"),
  row("fa", "فارسی", "Persian", "Arab"),
  row("fa-AF", "دری", "Dari", "Arab", { voice: "fa", deepl: "PRS", libre: null }),
  row("ps", "پښتو", "Pashto", "Arab", { voice: null, libre: null }),
  row("ckb", "کوردیی ناوەندی", "Kurdish (Sorani)", "Arab", { voice: null, libre: null, list: { comma: "، ", last: " و " } }),
  row("ku", "Kurdî", "Kurdish (Kurmanji)", "Latn", { deepl: "KMR", libre: null }),
  row("zh-Hans", "简体中文", "Chinese (simplified)", "Hans", { voice: "cmn", voiceSince: "1.52", libre: "zh" }),
  row("zh-Hant", "繁體中文", "Chinese (traditional)", "Hant", { voice: "cmn", voiceSince: "1.52", libre: "zt" }),
  row("uk", "Українська", "Ukrainian", "Cyrl"),
  row("ru", "Русский", "Russian", "Cyrl"),
  row("hu", "Magyar", "Hungarian"),
  row("ti", "ትግርኛ", "Tigrinya", "Ethi", none),
  row("am", "አማርኛ", "Amharic", "Ethi", { deepl: null, libre: null }),
  row("hi", "हिन्दी", "Hindi", "Deva"),
  row("ne", "नेपाली", "Nepali", "Deva", { libre: null }),
  row("rom", "Romani", "Romani", "Latn", { ...spoken, like: "en-GB" }),
  row("bfi", "British Sign Language", "British Sign Language", "Latn", { ...spoken, like: "en-GB" }),
  // ICU writes "A, B, a(c) C"; which of the two it is depends on the next letter.
  row("cy", "Cymraeg", "Welsh", "Latn", { libre: null, list: { comma: ", ", last: " a ", beforeVowel: " ac " } }),
];

/** The languages that are proven to need nothing but their messages: fonts, dates, print and the sentence of first contact. */
export const provenTags = [
  "en", "pl", "ro", "ur", "ar", "bn", "pa", "so", "pt-PT", "pt-BR", "lt", "tr", "ta", "gu", "zh-Hans", "zh-Hant", "fa", "fa-AF", "ps", "ckb", "ku", "uk", "sq", "ti", "cy", "fr",
] as const;

/**
 * A row for a folder whose tag the table lacks, from Unicode's data; undefined when the name is no canonical tag or the
 * script of the language is not known. No provider is assumed to have it.
 */
export function deriveLanguage(tag: string): Language | undefined {
  try {
    if (Intl.getCanonicalLocales(tag)[0] !== tag) return undefined;
    const script = new Intl.Locale(tag).maximize().script;
    if (!script) return undefined;
    const name = (reader: string) => new Intl.DisplayNames([reader], { type: "language" }).of(tag) ?? tag;
    return row(tag, name(tag), name("en-GB"), script, none);
  } catch {
    return undefined;
  }
}

/** The two made-up languages for tests (pseudo.ts): English in another shape. */
export const pseudoTable: readonly Language[] = [
  row("en-XA", "Éñĝļîšĥ ļôñĝ", "English, long and accented", "Latn", { ...none, status: "source", like: "en-GB", list: { comma: ", ", last: " áñđ " } }),
  { ...row("ar-XB", "\u202eEnglish\u202c", "English, mirrored", "Latn", { ...none, status: "source", like: "en-GB", list: { comma: ", ", last: " \u202eand\u202c " } }), dir: "rtl" },
];
