import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import sharp from "sharp";

import { pageLanguage } from "../i18n/languages";
import { fontPackages, typefaceFor } from "../pdf/fonts";

const WIDTH = 1_200;
const HEIGHT = 630;
const EDGE = 70;
/** A house with its door open and the light on: the school's sign on everything. */
const FRAME = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#063d38"/><rect y="${HEIGHT - 14}" width="${WIDTH}" height="14" fill="#ffc845"/>
<g transform="translate(__X__ 372) scale(0.86)"><path d="M60 100 210 22l150 78v105H60z" fill="#0e6e64"/><path d="M46 104 210 18l164 86-9 17L210 40 55 121z" fill="#ffc845"/><rect x="94" y="122" width="48" height="44" rx="7" fill="#ffde85"/><rect x="278" y="122" width="48" height="44" rx="7" fill="#ffde85"/><path d="M172 205v-58a38 38 0 0 1 76 0v58z" fill="#ffde85"/></g></svg>`;

/** The shipped face with which a language's words are set, as a file: no font of the machine is used. */
function faceOf(tag: string): { family: string; file: string } {
  const family = typefaceFor(tag)?.fonts.find(({ latinOnly }) => !latinOnly)?.name ?? "Noto Sans";
  const packageName = fontPackages.find((each) => each.family === family)?.packageName ?? "@expo-google-fonts/noto-sans";
  const folder = dirname(createRequire(join(process.cwd(), "package.json")).resolve(`${packageName}/package.json`));
  return { family, file: join(folder, "400Regular", `${family.replaceAll(" ", "")}_400Regular.ttf`) };
}

interface Part {
  input: Buffer;
  width: number;
  height: number;
}

/** One paragraph as a picture, broken where it must be, in the direction of its language. Pango takes marks for words: they are escaped. */
async function setWords(words: string, tag: string, colour: string, box: { width: number; height: number }): Promise<Part> {
  if (words.trim() === "") return { input: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'), width: 1, height: 1 };
  const { family, file } = faceOf(tag);
  const { dir } = pageLanguage(tag);
  const safe = words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const { data, info } = await sharp({ text: { text: `<span foreground="${colour}">${safe}</span>`, font: family, fontfile: file, width: box.width, height: box.height, align: dir === "rtl" ? "right" : "left", rgba: true, wrap: "word-char" } }).png().toBuffer({ resolveWithObject: true });
  return { input: data, width: info.width, height: info.height };
}

/**
 * The picture that is shown where a page of the school is shared: a title, a line below it and the school's name, each in its language's
 * own letters. 1,200 by 630 points, PNG.
 */
export async function drawCard(input: { title: string; titleLanguage: string; line: string; language: string; school: string }): Promise<Buffer> {
  const rtl = pageLanguage(input.language).dir === "rtl";
  const width = WIDTH - 2 * EDGE;
  const [title, line, school] = await Promise.all([
    setWords(input.title, input.titleLanguage, "#ffffff", { width, height: 170 }), setWords(input.line, input.language, "#ffc845", { width, height: 62 }), setWords(input.school, "en", "#e3f0ec", { width: 620, height: 44 }),
  ]);
  const leftOf = (part: { width: number }) => (rtl ? WIDTH - EDGE - part.width : EDGE);
  return sharp(Buffer.from(FRAME.replace("__X__", rtl ? "40" : String(WIDTH - 40 - 361))))
    .composite([{ input: title.input, left: leftOf(title), top: 70 }, { input: line.input, left: leftOf(line), top: 292 }, { input: school.input, left: leftOf(school), top: HEIGHT - 14 - EDGE - school.height }])
    .png({ compressionLevel: 9, palette: true }).toBuffer();
}
