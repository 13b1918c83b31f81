import { PdfError } from "@/server/lib/pdf/errors";
import { typefaceFor, type Typeface } from "@/server/lib/pdf/fonts";
import { isolateForPrint, withoutIsolates } from "@/server/lib/pdf/isolates";

type Dir = "ltr" | "rtl";

interface Voice {
  dir: Dir;
  plainLetters: boolean;
}

/** Keys that are not prose: they are passed as they are. */
const verbatim = new Set(["lang", "dir", "kind", "face", "code", "onlineUrl", "qrSvg"]);

/** What the worker needs: the data of the template and the typefaces it names, both as JSON. */
export interface Prepared {
  data: string;
  faces: string;
}

/** Control characters and lone surrogates have no glyph in any font; text pasted from elsewhere holds them. */
function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\ufeff\ufffe\uffff]/g, "")
    .replace(/\t/g, " ")
    .toWellFormed();
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
