/** A voice of espeak-ng that really speaks a language: its own name for it. */
interface EspeakVoice {
  voice: string;
  /** The program of Debian 12 (1.51) spells this language out in an English voice: only the WebAssembly build (1.52) may speak it. */
  wasmOnly?: boolean;
}

/**
 * Our tag to espeak-ng's voice. What is not in this list has no computer voice here: Somali, Pashto, Sorani, Tigrinya, Sylheti,
 * Mirpuri, Romani, Shahmukhi. There is no nearest language and no English one in their place: a wrong voice cannot be understood
 * and sounds like a mockery.
 */
const espeakVoices: Readonly<Record<string, EspeakVoice>> = {
  en: { voice: "en-gb" }, pl: { voice: "pl" }, ro: { voice: "ro" }, ur: { voice: "ur" }, ar: { voice: "ar" }, bn: { voice: "bn" }, pa: { voice: "pa" },
  gu: { voice: "gu" }, "pt-PT": { voice: "pt" }, "pt-BR": { voice: "pt-br" }, ta: { voice: "ta" }, es: { voice: "es" }, fr: { voice: "fr-fr" },
  it: { voice: "it" }, tr: { voice: "tr" }, lt: { voice: "lt" }, bg: { voice: "bg" }, sq: { voice: "sq" }, fa: { voice: "fa" }, "fa-AF": { voice: "fa" },
  ku: { voice: "ku" }, "zh-Hans": { voice: "cmn", wasmOnly: true }, uk: { voice: "uk" }, ru: { voice: "ru" }, hu: { voice: "hu" },
  am: { voice: "am" }, hi: { voice: "hi" }, ne: { voice: "ne" }, cy: { voice: "cy" },
};

/** espeak-ng's voice for a language, or undefined when it has none. */
export function espeakVoice(language: string): EspeakVoice | undefined {
  return Object.hasOwn(espeakVoices, language) ? espeakVoices[language] : undefined;
}

/** Whether a computer on this server can speak the language at all. */
export function hasComputerVoice(language: string): boolean {
  return espeakVoice(language) !== undefined;
}

/** Words a minute of every computer voice: slower than espeak-ng's own 175, for ears that are not used to it. */
export const SPEED = 145;

/** The longest sentence that is spoken, in characters; what is longer is cut at a space. */
export const LONGEST_SENTENCE = 800;

/** Marks of direction that a page needs and a voice must not see, and control characters. */
const UNSPOKEN = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A sentence as it is spoken and hashed: without marks of direction, with single spaces, NFC. */
export function normaliseSpoken(text: string): string {
  const words = text.replace(UNSPOKEN, "").replace(/\s+/g, " ").trim().normalize("NFC");
  if (words.length <= LONGEST_SENTENCE) return words;
  return words.slice(0, words.lastIndexOf(" ", LONGEST_SENTENCE) > 0 ? words.lastIndexOf(" ", LONGEST_SENTENCE) : LONGEST_SENTENCE);
}
