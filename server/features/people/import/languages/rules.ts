import { findLanguage, languages, otherLanguages } from "@/server/lib/i18n/languages";
import { languageName } from "@/server/lib/i18n/names";

import { tidyText } from "../rules";

/** The DfE's language codes (Common Basic Data Set) with the BCP 47 tag that each stands for, as far as schools use them. */
const dfeCodes: Record<string, string> = {
  ENG: "en", URD: "ur", PNJ: "pa", PNJG: "pa", PNJA: "pa-Arab", PNJM: "phr", PNJP: "phr", PHR: "phr", POL: "pl",
  RMN: "ro", RMNR: "ro", RMNM: "ro", BNG: "bn", BNGA: "bn", BNGC: "bn", BNGS: "syl",
  ARA: "ar", ARAA: "ar", ARAG: "ar", ARAI: "ar", ARAM: "ar", ARAS: "ar", ARAY: "ar",
  SOM: "so", GUJ: "gu", POR: "pt-PT", PORA: "pt-PT", PORB: "pt-BR", TAM: "ta", SPA: "es", FRN: "fr", ITA: "it", TUR: "tr",
  LIT: "lt", BUL: "bg", ALB: "sq", PRS: "fa", PRSA: "fa", PRSD: "fa-AF", PAT: "ps", KUR: "ku", KURS: "ckb", KURM: "ku",
  CHI: "zh-Hans", CHIM: "zh-Hans", CHIC: "zh-Hant", UKR: "uk", RUS: "ru", HGR: "hu", TGR: "ti", AMR: "am",
  HIN: "hi", NEP: "ne", RMI: "rom", BSL: "bfi", CYM: "cy", WEL: "cy",
};

/** Other names that offices write. */
const otherNames: Record<string, string> = {
  punjabi: "pa", panjabi: "pa", gurmukhi: "pa", shahmukhi: "pa-Arab", mirpuri: "phr", pahari: "phr", pothwari: "phr", bangla: "bn",
  farsi: "fa", dari: "fa-AF", pashtu: "ps", kurdish: "ku", sorani: "ckb", kurmanji: "ku", mandarin: "zh-Hans", chinese: "zh-Hans",
  cantonese: "zh-Hant", brazilian: "pt-BR", pt: "pt-PT", zh: "zh-Hans", yue: "zh-Hant", prs: "fa-AF", kmr: "ku", bsl: "bfi", roma: "rom", romanes: "rom",
};

const fold = (name: string) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const byName = new Map<string, string>();
for (const language of [...otherLanguages, ...languages]) {
  for (const name of [language.englishName, language.ownName, language.tag]) byName.set(fold(name), language.tag);
}
for (const [name, tag] of Object.entries(otherNames)) byName.set(fold(name), tag);
for (const [code, tag] of Object.entries(dfeCodes)) byName.set(fold(code), tag);

/**
 * The tag of a language that an office wrote as a name ("Urdu", "اردو"), as a DfE code (URD) or as a BCP 47 tag (ur, pt-BR);
 * null when nobody here knows it. A tag with a region that makes no difference (ur-PK) counts as its language.
 * @param locale the writer's own language: names in it are known too ("urdu" in Polish)
 */
export function readLanguage(cell: string, locale?: string): string | null {
  const name = tidyText(cell);
  const known = byName.get(fold(name)) ?? (locale ? [...languages, ...otherLanguages].find(({ tag }) => fold(languageName(locale, tag)) === fold(name))?.tag : undefined);
  if (known) return known;
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(name)) return null;
  try {
    const locale = new Intl.Locale(name);
    const withScript = locale.script ? `${locale.language}-${locale.script}` : locale.language;
    return [withScript, byName.get(locale.language) ?? ""].find((tag) => findLanguage(tag)) ?? null;
  } catch {
    return null;
  }
}
