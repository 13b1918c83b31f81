import { PdfError } from "@/server/lib/pdf/errors";
import { typefaceFor, type Typeface } from "@/server/lib/pdf/fonts";
import { isolateForPrint, withoutIsolates } from "@/server/lib/pdf/isolates";

type Dir = "ltr" | "rtl";

interface Voice {
  dir: Dir;
  plainLetters: boolean;
}

/** Keys that are not prose: they are passed as they are. */
const verbatim = new Set(["lang", "dir", "kind", "face", "code", "onlineUrl", "qrSvg", "svg", "svgs", "stepSvgs", "picture"]);

/** What the worker needs: the data of the template and the typefaces it names, both as JSON. */
export interface Prepared {
  data: string;
  faces: string;
}

// Signs that word processors paste and no shipped font has, with the nearest that one has.
const stand: Readonly<Record<string, string>> = {
  "\u25cf": "\u2022", "\u25a0": "\u2022", "\u25aa": "\u2022", "\u25e6": "\u2022", "\u25cb": "\u2022", "\u25ba": "\u2022", "\uf0b7": "\u2022", "\uf0a7": "\u2022",
  "\u2713": "\u2714", "\u2717": "\u2716", "\u2605": "\u2b50", "\u2606": "\u2b50", "\u2610": "\u25fb", "\u25a1": "\u25fb", "\u2192": "\u27a1", "\u2190": "\u2b05",
};
const standIns = new RegExp(`[${Object.keys(stand).join("")}]`, "gu");

/**
 * Text as fonts can show it: control characters, soft hyphens and lone surrogates have no glyph anywhere, and direction
 * overrides (U+202A … U+202E) in pasted text turn whole lines round.
 */
function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u202a-\u202e\ufeff\ufffe\uffff]/g, "")
    .replace(/\p{Surrogate}/gu, "")
    .replace(standIns, (sign) => stand[sign] ?? sign);
}

/**
 * Makes a template's data ready for print: cleans its strings, isolates numbers and addresses in the direction of the
 * text around them, gives every object with a `lang` its direction and the key of its typeface (`face`).
 * Throws PdfError "no_font" naming the language when no shipped font covers it.
 */
export function preparePrint(model: object): Prepared {
  const faces = new Map<string, Typeface>();

  function faceOf(tag: string, plainLetters: boolean): { key: string; typeface: Typeface } {
    const key = plainLetters ? `${tag} plain` : tag;
    const known = faces.get(key);
    const typeface = known ?? typefaceFor(tag, plainLetters);
    if (!typeface) throw new PdfError("no_font", tag);
    faces.set(key, typeface);
    return { key, typeface };
  }

  function walkObject(source: Record<string, unknown>, outer: Voice): Record<string, unknown> {
    const plainLetters = typeof source.plainLetters === "boolean" ? source.plainLetters : outer.plainLetters;
    const face = typeof source.lang === "string" ? faceOf(source.lang, plainLetters) : undefined;
    const dir = source.dir === "ltr" || source.dir === "rtl" ? source.dir : (face?.typeface.dir ?? outer.dir);
    const voice: Voice = { dir, plainLetters };
    const entries = Object.entries(source)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, verbatim.has(key) ? value : walk(value, voice)] as const);
    return { ...Object.fromEntries(entries), ...(face ? { face: face.key, dir } : {}) };
  }

  function walk(value: unknown, voice: Voice): unknown {
    if (typeof value === "string") return isolateForPrint(cleanText(value), voice.dir);
    if (Array.isArray(value)) return value.map((item: unknown) => walk(item, voice));
    if (typeof value === "object" && value !== null) return walkObject(value as Record<string, unknown>, voice);
    return value;
  }

  faceOf("en", false);
  const data = walkObject(model as Record<string, unknown>, { dir: "ltr", plainLetters: false });
  if (typeof data.title === "string") data.title = withoutIsolates(data.title);
  return { data: JSON.stringify(data), faces: JSON.stringify(Object.fromEntries(faces)) };
}
