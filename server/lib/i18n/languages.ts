/** One row a language. Adding a language is one row here and one folder in messages/ (see CONTRIBUTING.md). */
export interface Language {
  /** BCP 47 tag in its canonical form; also the folder in messages/ and the first part of a page's address. */
  tag: string;
  ownName: string;
  englishName: string;
  dir: "ltr" | "rtl";
  /** Latn, Arab, Beng, Guru … decides font and line height. */
  script: string;
  /** Whether a native speaker has checked the catalogue. The interface says so. */
  status: "source" | "unreviewed" | "reviewed";
}

function row(tag: string, ownName: string, englishName: string, script = "Latn", status: Language["status"] = "unreviewed"): Language {
  return { tag, ownName, englishName, script, status, dir: script === "Arab" ? "rtl" : "ltr" };
}

/** The languages with a complete catalogue: a page exists in each. English is the source. */
export const languages: readonly Language[] = [
  row("en", "English", "English", "Latn", "source"),
  row("pl", "Polski", "Polish"),
  row("ro", "Română", "Romanian"),
  row("ur", "اردو", "Urdu", "Arab"),
  row("ar", "العربية", "Arabic", "Arab"),
  row("bn", "বাংলা", "Bengali", "Beng"),
  row("pa", "ਪੰਜਾਬੀ", "Panjabi (Gurmukhi)", "Guru"),
  row("so", "Soomaali", "Somali"),
];

/** Languages that families speak or read and that have no catalogue yet. Known to imports, profiles and filters. */
export const otherLanguages: readonly Language[] = [
  row("pa-Arab", "پنجابی", "Panjabi (Shahmukhi)", "Arab"),
  row("phr", "پہاڑی", "Mirpuri or Pahari", "Arab"),
  row("syl", "ছিলটি", "Sylheti", "Beng"),
  row("gu", "ગુજરાતી", "Gujarati", "Gujr"),
  row("pt-PT", "Português", "Portuguese"),
  row("pt-BR", "Português do Brasil", "Brazilian Portuguese"),
  row("ta", "தமிழ்", "Tamil", "Taml"),
  row("es", "Español", "Spanish"),
  row("fr", "Français", "French"),
  row("it", "Italiano", "Italian"),
  row("tr", "Türkçe", "Turkish"),
  row("lt", "Lietuvių", "Lithuanian"),
  row("bg", "Български", "Bulgarian", "Cyrl"),
  row("sq", "Shqip", "Albanian"),
  row("fa", "فارسی", "Persian", "Arab"),
  row("fa-AF", "دری", "Dari", "Arab"),
  row("ps", "پښتو", "Pashto", "Arab"),
  row("ckb", "کوردیی ناوەندی", "Kurdish (Sorani)", "Arab"),
  row("ku", "Kurdî", "Kurdish (Kurmanji)"),
  row("zh-Hans", "简体中文", "Chinese (simplified)", "Hans"),
  row("zh-Hant", "繁體中文", "Chinese (traditional)", "Hant"),
  row("uk", "Українська", "Ukrainian", "Cyrl"),
  row("ru", "Русский", "Russian", "Cyrl"),
  row("hu", "Magyar", "Hungarian"),
  row("ti", "ትግርኛ", "Tigrinya", "Ethi"),
  row("am", "አማርኛ", "Amharic", "Ethi"),
  row("hi", "हिन्दी", "Hindi", "Deva"),
  row("ne", "नेपाली", "Nepali", "Deva"),
  row("rom", "Romani", "Romani"),
  row("bfi", "British Sign Language", "British Sign Language"),
  row("cy", "Cymraeg", "Welsh"),
];

const byTag = new Map([...languages, ...otherLanguages].map((language) => [language.tag, language]));
const withCatalogue = new Set(languages.map((language) => language.tag));

export const SOURCE_LANGUAGE = "en";

/** The row of a tag, or undefined when nobody here knows the language. */
export function findLanguage(tag: string): Language | undefined {
  return byTag.get(tag);
}

/** Whether pages exist in this language. */
export function hasCatalogue(tag: string): boolean {
  return withCatalogue.has(tag);
}

/** The row of a language with pages; English for any other. */
export function pageLanguage(tag: string | null | undefined): Language {
  const found = tag && withCatalogue.has(tag) ? byTag.get(tag) : undefined;
  return found ?? (byTag.get(SOURCE_LANGUAGE) as Language);
}

/** The tag for Intl: always the Gregorian calendar and 0-9, so that dates and numbers match clocks, tills and letters. */
export function intlTag(tag: string): string {
  return `${tag}-u-ca-gregory-nu-latn`;
}
