#!/usr/bin/env node
// node scripts/fonts.mjs: cuts faces of pages from the faces of print, down to the letters that their languages need, into public/fonts.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import subsetFont from "subset-font";
import { ROOT } from "./process.mjs";

const require = createRequire(import.meta.url);

/** Every letter of the languages of Europe in Latin letters, Turkish, Kurdish and Somali, with the signs of running text. */
const EUROPE = "U+0020-007E, U+00A0-017F, U+0218-021B, U+02BB-02BC, U+02C6-02C7, U+02D8-02DD, U+1E80-1E85, U+1EF2-1EF3, U+2009-200B, U+2010-2014, U+2018-201E, U+2020-2022, U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, U+2122, U+2212";
/** What Urdu is written with: its letters, those of Arabic that stand in quotations, vowel signs, numbers of both kinds, honorifics. */
const URDU = "U+060C, U+0610-0613, U+061B, U+061F, U+0621-063A, U+0640-0656, U+0660-066C, U+0670, U+0679, U+067E, U+0686, U+0688, U+0691, U+0698, U+06A9, U+06AF, U+06BA, U+06BE, U+06C0-06C3, U+06CC, U+06D2-06D4, U+06F0-06F9, U+200C-200E, U+FDF2";

/** What setting needs: joining and placing of letters, pairs, the forms of a language, numbers in columns. Ornaments and fractions are left out. */
const FEATURES = ["ccmp", "locl", "kern", "liga", "tnum", "mark", "mkmk", "curs", "calt", "clig", "rlig", "rclt", "isol", "init", "medi", "fina"];

/** A face that is cut here: the name of its file, the face of print that it comes from, and its signs as CSS writes them. A changed slice needs a new name: browsers keep it for a year. */
export const slices = [
  { file: "atkinson-hyperlegible-next-europe-400-normal.woff2", from: "@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf", ranges: EUROPE },
  { file: "atkinson-hyperlegible-next-europe-700-normal.woff2", from: "@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf", ranges: EUROPE },
  { file: "noto-nastaliq-urdu-letters-400-normal.woff2", from: "@expo-google-fonts/noto-nastaliq-urdu/400Regular/NotoNastaliqUrdu_400Regular.ttf", ranges: URDU },
];

/** The signs of a range as CSS writes it. */
function signsOf(ranges) {
  return ranges.split(", ").flatMap((part) => {
    const [from, to = from] = part.slice(2).split("-").map((code) => parseInt(code, 16));
    return Array.from({ length: to - from + 1 }, (_, nth) => String.fromCodePoint(from + nth));
  }).join("");
}

/** The bytes of a slice, the same at every run. */
export const cut = ({ from, ranges }) => subsetFont(readFileSync(require.resolve(from)), signsOf(ranges), { targetFormat: "woff2", noHinting: true, keepFeatures: FEATURES });

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const slice of slices) {
    const bytes = await cut(slice);
    writeFileSync(join(ROOT, "public", "fonts", slice.file), bytes);
    console.log(`${slice.file} ${bytes.length} bytes`);
  }
}
