import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { describe, expect, it } from "vitest";

import { findLanguage } from "@/server/lib/i18n/languages";
import { provenTags } from "@/server/lib/i18n/language-table";
import { sampleSentences, sampleWords } from "@/server/lib/pdf/samples.fixture";

const css = readFileSync(path.join(process.cwd(), "app", "_ui", "theme.css"), "utf8");
const require = createRequire(import.meta.url);

interface Face {
  family: string;
  weight: string;
  file: string;
  ranges: [number, number][];
}

const faces: Face[] = [...css.matchAll(/@font-face \{ font-family: "([^"]+)"; font-weight: (\d+);.*?url\("\/fonts\/([^"]+)"\).*?unicode-range: ([^;]+);/g)].map(
  ([, family = "", weight = "", file = "", range = ""]) => ({
    family, weight, file,
    ranges: range.split(",").map((part) => {
      const [from = "", to = from] = part.trim().replace("U+", "").split("-");
      return [parseInt(from, 16), parseInt(to, 16)];
    }),
  }),
);
const has = (face: Face, sign: string) => face.ranges.some(([from, to]) => (sign.codePointAt(0) ?? 0) >= from && (sign.codePointAt(0) ?? 0) <= to);

/** What a variable of the sheet stands for, with what that names in turn. */
const variable = (name: string): string => (new RegExp(`${name}: (".*?);`).exec(css)?.[1] ?? "").replace(/var\((--font-[a-z]+)\)/g, (_, inner: string) => variable(inner));

/** The families of the rule that sets a language, in order: the last rule that names it, else the one of all. */
function familiesOf(tag: string): string[] {
  const rules = [...css.matchAll(/^ {2}\[lang\](?!\.)(\S.*?)? \{ font-family: ([^;]+);/gm)];
  const mine = rules.filter(([, selector = ""]) => selector === "" || [...selector.matchAll(/:lang\(([\w-]+)\)/g)].some(([, named = ""]) => tag === named || tag.startsWith(`${named}-`)));
  const list = (mine.at(-1)?.[2] ?? "").replace(/var\((--font-[a-z]+)\)/g, (_, name: string) => variable(name));
  return list.split(",").map((name) => name.trim().replaceAll('"', ""));
}

/** The file that a browser takes each sign from; null: the phone's own face. */
function fetched(tag: string, text: string, weight = "400"): Map<string, string | null> {
  const families = familiesOf(tag);
  return new Map([...new Set(text)].map((sign) => {
    const face = families.flatMap((family) => faces.filter((one) => one.family === family && one.weight === weight)).find((one) => has(one, sign));
    return [sign, face?.file ?? null];
  }));
}

const sampleOf = (tag: string) => sampleSentences[tag] ?? `${sampleWords[tag]?.well.join(" ") ?? ""} ${sampleWords[tag]?.comment ?? ""}`;

interface Slice {
  file: string;
  from: string;
  ranges: string;
}
const { slices, cut } = (await import(path.join(process.cwd(), "scripts", "fonts.mjs"))) as { slices: Slice[]; cut: (slice: Slice) => Promise<Buffer> };
const shippedWhole = ({ file }: Face) => !slices.some((slice) => slice.file === file);

describe("the faces of pages", () => {
  it.each(slices)("are cut from the faces of print, byte for byte, with the signs that the sheet names: $file", async (slice) => {
    expect(readFileSync(path.join("public", "fonts", slice.file)).equals(await cut(slice))).toBe(true);
    const named = [...css.matchAll(new RegExp(`url\\("/fonts/${slice.file}"\\).*?unicode-range: ([^;]+);`, "g"))].map(([, range]) => range);
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([slice.ranges]));
  });

  it("are static slices, as their packages ship them, with their licences", () => {
    expect(faces.length).toBe(17); // the Latin one and the Naskh stand twice: see theme.css
    for (const { file } of faces.filter(shippedWhole)) {
      const name = file.replace(/-(latin|latin-ext|arabic|bengali|gurmukhi|tamil|gujarati|ethiopic|cyrillic)-\d+-normal\.woff2$/, "");
      const shipped = path.join(path.dirname(require.resolve(`@fontsource/${name}/package.json`)), "files", file);
      expect(readFileSync(path.join("public", "fonts", file)).equals(readFileSync(shipped)), file).toBe(true);
      expect(existsSync(path.join("public", "fonts", `LICENSE-${name.startsWith("noto") ? "noto" : name}.txt`)), name).toBe(true);
    }
  });

  it.each([...provenTags])("have every letter of %s, but for Chinese, which phones have", (tag) => {
    const letters = sampleOf(tag).replace(/[^\p{L}\p{M}]/gu, "");
    expect(letters.length).toBeGreaterThan(20);
    const own = [...fetched(tag, letters)].filter(([, file]) => file === null).map(([sign]) => sign);
    if (tag.startsWith("zh")) expect(own.length).toBe(new Set(letters).size);
    else expect(own).toEqual([]);
  });

  it("have the letters of each language of Europe in the one face of a weight, and Urdu's in the light one: nothing more is fetched", () => {
    const letters = { pl: "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ro: "ăâîșțĂÂÎȘȚ", so: "aAzZ", tr: "çğıİöşü", lt: "ąčęėįšųūž", hu: "őűŐŰ", ku: "çêîşû", sq: "çë", cy: "ŵŷâêîôû", fr: "œçéàùÿ", "pt-PT": "ãõáç", es: "ñ¿¡" };
    for (const [tag, text] of Object.entries(letters)) for (const weight of ["400", "700"]) expect([...new Set(fetched(tag, text, weight).values())], tag).toEqual([`atkinson-hyperlegible-next-europe-${weight}-normal.woff2`]);
    const urdu = "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤآۂۃ۔،؟ًٌٍَُِّْٰ٠١٢٣۴۵۶";
    expect([...new Set(fetched("ur", urdu).values())]).toEqual(["noto-nastaliq-urdu-letters-400-normal.woff2"]);
    // The control: a letter of Sindhi inside Urdu is not a box, it brings the whole face.
    expect(fetched("ur", "ڄ").get("ڄ")).toBe("noto-nastaliq-urdu-arabic-400-normal.woff2");
  });

  it("set each script in its own face", () => {
    const main = (tag: string) => [...fetched(tag, sampleOf(tag).replace(/[^\p{L}]/gu, "")).values()].map((file) => file ?? "");
    for (const [tag, slice] of [["ur", "nastaliq"], ["pa-Arab", "nastaliq"], ["ps", "vazirmatn"], ["gu", "gujarati"], ["ta", "tamil"], ["ti", "ethiopic"], ["uk", "cyrillic"], ["pa", "gurmukhi"]] as const) {
      const files = tag === "pa-Arab" ? [...fetched(tag, "پنجابی").values()] : main(tag);
      expect(files.every((file) => file?.includes(slice)), `${tag}: ${files.join()}`).toBe(true);
    }
    expect(findLanguage("pa-Arab")?.script).toBe("Arab");
  });

  it("have the letters of every language's own name on a page in English, but for Chinese", () => {
    for (const { tag, ownName, script } of provenTags.flatMap((each) => findLanguage(each) ?? [])) {
      const lacking = [...fetched("en", ownName.replace(/[^\p{L}\p{M}]/gu, ""))].filter(([, file]) => file === null).map(([sign]) => sign);
      if (!["Hans", "Hant"].includes(script)) expect(lacking, tag).toEqual([]);
    }
    // The device's own face before these: nothing is fetched for what the device shows anyhow.
    expect(familiesOf("en").slice(0, 3)).toEqual(["Atkinson Hyperlegible Next", "system-ui", "Noto Sans"]);
  });

  it("fetch nothing for the danda of Bengali and Panjabi but the face of the page itself", () => {
    for (const [tag, slice] of [["bn", "bengali"], ["pa", "gurmukhi"]] as const) expect(fetched(tag, "।").get("।")).toContain(slice);
    // What would happen with a face of Devanagari in front.
    const trap: Face = { family: familiesOf("bn")[0] ?? "", weight: "400", file: "devanagari", ranges: [[0x900, 0x97f]] };
    expect(has(trap, "।")).toBe(true);
    expect(faces.some((face) => has(face, "क"))).toBe(false);
  });
});
