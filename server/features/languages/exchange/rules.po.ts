import { po } from "gettext-parser";

import { FileFault, lineFinder, MAX_UNITS, sameLanguage, type UnitIn, type UnitOut } from "./rules";

/** gettext PO of one language: the unit's id in msgctxt, `fuzzy` for what nobody has checked, `icu-format` for the placeholders. */
export function writePo(units: readonly UnitOut[], input: { target: string }): string {
  const translations: Record<string, Record<string, { msgid: string; msgctxt?: string; msgstr: string[]; comments?: Record<string, string> }>> = {
    "": { "": { msgid: "", msgstr: [""] } },
  };
  for (const { id, kind, source, target, state, note } of units) {
    const flags = [...(target && state === "needs_review" ? ["fuzzy"] : []), "icu-format"].join(", ");
    translations[id] = { [source]: { msgid: source, msgctxt: id, msgstr: [target ?? ""], comments: { flag: flags, reference: kind, ...(note ? { extracted: note } : {}) } } };
  }
  const headers = {
    "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "MIME-Version": "1.0", Language: input.target.replaceAll("-", "_"), "X-Generator": "Kingsgate",
  };
  return po.compile({ charset: "utf-8", headers, translations } as unknown as Parameters<typeof po.compile>[0]).toString("utf8");
}

/** The translated units of a PO file; fuzzy ones still need a look. Errors: FileFault. */
export function readPo(content: string, language: string): UnitIn[] {
  let parsed: ReturnType<typeof po.parse>;
  try {
    parsed = po.parse(Buffer.from(content, "utf8"), { defaultCharset: "utf-8" });
  } catch {
    throw new FileFault("not_readable");
  }
  const lineOf = lineFinder(content);
  const header = Object.entries(parsed.headers ?? {}).find(([name]) => name.toLowerCase() === "language")?.[1] ?? "";
  if (header && !sameLanguage(header, language)) throw new FileFault("wrong_language", lineOf("Language:"));
  const units: UnitIn[] = [];
  let seen = 0;
  for (const [context, messages] of Object.entries(parsed.translations)) {
    if (context === "") continue;
    for (const message of Object.values(messages)) {
      seen += 1;
      if (seen > MAX_UNITS) throw new FileFault("too_many");
      const target = (message.msgstr[0] ?? "").trim();
      if (!target) continue;
      const fuzzy = /\bfuzzy\b/.test(message.comments?.flag ?? "");
      units.push({ id: context, line: lineOf(context), target, state: fuzzy ? "needs_review" : "translated" });
    }
  }
  if (seen === 0) throw new FileFault("no_units");
  return units;
}
