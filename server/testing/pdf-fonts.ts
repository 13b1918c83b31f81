import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflateSync } from "node:zlib";

import { fontPackages } from "@/server/lib/pdf/fonts";

const require = createRequire(join(process.cwd(), "package.json"));

/** A TrueType font that a PDF carries. */
export interface EmbeddedFont {
  /** Its PostScript name, without the mark of a subset. */
  name: string;
  file: Buffer;
}

/** The fonts in a file of ours, whose font streams say their length and are deflated. */
export function embeddedFonts(pdf: Buffer): EmbeddedFont[] {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/\/Type \/FontDescriptor\s+\/FontName \/(?:[A-Z]{6}\+)?(\S+)[^>]*?\/FontFile2 (\d+) 0 R/g)].map(([, name = "", id]) => {
    const head = new RegExp(`(?:^|\\s)${id} 0 obj\\s*<<[^>]*?/Length (\\d+)[^>]*>>\\s*stream\\r?\\n`).exec(text);
    if (!head) throw new Error(`no font stream ${id}`);
    const start = head.index + head[0].length;
    return { name, file: inflateSync(pdf.subarray(start, start + Number(head[1]))) };
  });
}

/** How many fonts a file names, embedded or not. */
export const namedFonts = (pdf: Buffer): number => pdf.toString("latin1").split("/Type /FontDescriptor").length - 1;

function tableOf(font: Buffer, tag: string): Buffer {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    if (font.toString("latin1", at, at + 4) === tag) return font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12));
  }
  throw new Error(`no table ${tag}`);
}

/** An outline as it can be compared: parts of a compound one by their places and not by their numbers, which a subset counts anew; without padding. */
function outline(glyph: Buffer): string {
  const copy = Buffer.from(glyph);
  if (copy.length > 10 && copy.readInt16BE(0) < 0) {
    for (let at = 10, flags = 0x20; flags & 0x20;) {
      flags = copy.readUInt16BE(at);
      copy.writeUInt16BE(0, at + 2);
      at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    }
  }
  return copy.toString("latin1").replace(/\0+$/, "");
}

/** The outlines of a TrueType font, empty ones (a space) left out. */
export function outlinesOf(font: Buffer): string[] {
  const [loca, glyf] = [tableOf(font, "loca"), tableOf(font, "glyf")];
  const long = tableOf(font, "head").readInt16BE(50) === 1;
  const place = (n: number) => (long ? loca.readUInt32BE(4 * n) : 2 * loca.readUInt16BE(2 * n));
  const count = tableOf(font, "maxp").readUInt16BE(4);
  return Array.from({ length: count }, (_, n) => outline(glyf.subarray(place(n), place(n + 1)))).filter(Boolean);
}

const known = new Map<string, Set<string>>();
/** The outlines of a shipped font by its PostScript name; undefined when none is called so. */
export function shippedOutlines(name: string): Set<string> | undefined {
  const of = fontPackages.find(({ family }) => name.startsWith(`${family.replaceAll(" ", "")}-`));
  const cut = /-(?:Regular|(Bold))$/.exec(name);
  if (!of || !cut) return undefined;
  const found = known.get(name);
  if (found) return found;
  const weight = cut[1] ? "700Bold" : "400Regular";
  const file = join(dirname(require.resolve(`${of.packageName}/package.json`)), weight, `${of.family.replaceAll(" ", "")}_${weight}.ttf`);
  const outlines = new Set(outlinesOf(readFileSync(file)));
  known.set(name, outlines);
  return outlines;
}

/** The fonts of a file of which any letter is drawn otherwise than in the shipped font of that name, and those that are not embedded. */
export function foreignFonts(pdf: Buffer): string[] {
  const fonts = embeddedFonts(pdf);
  const foreign = fonts.filter(({ name, file }) => {
    const own = shippedOutlines(name);
    return !own || outlinesOf(file).some((each) => !own.has(each));
  });
  return [...foreign.map(({ name }) => name), ...Array.from({ length: namedFonts(pdf) - fonts.length }, () => "not embedded")];
}
