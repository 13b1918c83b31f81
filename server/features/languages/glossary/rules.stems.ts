import type { SaidTerm } from "@/server/lib/i18n/terms";

import { starterEntries, starterKeys } from "./rules";

/** Other English words for a school word. */
const alsoEnglish: Readonly<Record<string, readonly string[]>> = { send: ["SEN", "special needs", "special educational needs"] };

/**
 * How messages may say the words of messages/<tag>/glossary.json: the beginnings of the words, in their order, where endings change or
 * a sentence says it shorter. A word without a row is said as the glossary has it, with or without what stands there in brackets.
 * The glossary's own word must fit its row.
 */
const stems: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  pl: {
    send: ["specjaln potrzeb"], keyStage: ["etap"], attainment: ["osiągnięć", "osiągnięc"], safeguarding: ["ochron dzie"], senco: ["koordynator specjalnych potrzeb"],
    parentsEvening: ["spotka rodziców z nauczyciel"], yearThree: ["Year"], reception: ["zerów", "Reception"], halfTerm: ["przerw w środku trymestru"], exclusion: ["zawiesz"],
    freeSchoolMeals: ["bezpłatn obiad"], attendance: ["obecnoś"],
  },
  ro: {
    send: ["cerinț speciale", "cerinț educaționale speciale"], keyStage: ["etap"], safeguarding: ["protecți copi"], parentsEvening: ["seara părinți", "seri ale părinți"],
    yearThree: ["anul", "anii"], reception: ["clas pregătitoare", "Reception"], halfTerm: ["vacanț de la mijlocul trimestrului"], exclusion: ["suspend"], attendance: ["prezenț"],
  },
  ur: { send: ["خصوصی ضروریات", "خصوصی تعلیمی ضروریات"], keyStage: ["مرحل"], safeguarding: ["بچوں کا تحفظ", "بچوں کے تحفظ", "بچے کے تحفظ"], parentsEvening: ["والدین اور استاد کی ملاقات کی شام"], exclusion: ["اخراج"] },
  ar: {
    send: ["احتياجات الخاصة", "احتياجات التعليمية الخاصة"], keyStage: ["المرحلة"], safeguarding: ["حماية الأطفال", "حماية الطفل"], parentsEvening: ["لقاء أولياء الأمور", "لقاءات أولياء الأمور"],
    yearThree: ["السنة", "السنتان", "السنوات"], reception: ["لسنة التمهيدية"], exclusion: ["الإبعاد"],
  },
  bn: { send: ["বিশেষ চাহিদা", "বিশেষ শিক্ষাগত চাহিদা"], keyStage: ["ধাপ"], exclusion: ["বহিষ্কার"] },
  pa: {
    send: ["ਖ਼ਾਸ ਲੋੜਾਂ", "ਖ਼ਾਸ ਸਿੱਖਿਆ ਲੋੜਾਂ"], keyStage: ["ਪੜਾਅ"], safeguarding: ["ਬੱਚਿਆਂ ਦੀ ਸੁਰੱਖਿਆ", "ਬੱਚੇ ਦੀ ਸੁਰੱਖਿਆ"], parentsEvening: ["ਮਾਪਿਆਂ ਦੀ ਸ਼ਾਮ", "ਮਾਪਿਆਂ ਦੀਆਂ ਸ਼ਾਮਾਂ"],
    exclusion: ["ਸਕੂਲ ਤੋਂ ਬਾਹਰ ਕਰਨ", "ਸਕੂਲੋਂ ਬਾਹਰ ਕਰਨ"],
  },
  so: {
    send: ["baahi gaar", "baahi waxbarasho ee gaar", "baahi waxbarasho oo gaar"], keyStage: ["marxalad"], safeguarding: ["ilaalinta carruurt", "ilaalinta ilm"], parentsEvening: ["fiid waalidiinta"],
    yearThree: ["sannad"], exclusion: ["ka saarid", "ka saarist"], attendance: ["imaansha"],
  },
};

/** What the glossary's word gives where no row says more: the word, and what stands beside it in brackets; without a number at the end. */
const plainForms = (word: string): string[] => word.split(/[()]/).map((part) => part.replace(/\s*\d+\s*$/, "").trim()).filter(Boolean);

/** The school words as a language may say them, for the lint of translations. None in English, or without a catalogue. */
export function saidTerms(language: string): (SaidTerm & { key: string })[] {
  if (language === "en") return [];
  const keys = starterKeys();
  return starterEntries(language).map(({ term, word }, nth) => {
    const key = keys[nth] ?? term;
    return { key, english: [term, ...(alsoEnglish[key] ?? [])], forms: stems[language]?.[key] ?? plainForms(word) };
  });
}
