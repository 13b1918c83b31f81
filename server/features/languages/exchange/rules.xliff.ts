import { XMLParser, XMLValidator } from "fast-xml-parser";

import { FileFault, lineFinder, MAX_UNITS, sameLanguage, type UnitIn, type UnitOut } from "./rules";

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign)
    // Characters that XML cannot hold.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

const states: Record<UnitOut["state"], string> = { new: "new", needs_review: "needs-review-translation", translated: "translated", approved: "final" };

/** XLIFF 1.2 of one language. A sentence without a translation has an empty target, as translators' programs expect. */
export function writeXliff(units: readonly UnitOut[], input: { source: string; target: string }): string {
  const body = units.map(({ id, kind, source, target, state, note }) => [
    `      <trans-unit id="${escape(id)}" resname="${escape(kind)}" approved="${state === "approved" ? "yes" : "no"}" xml:space="preserve">`,
    `        <source>${escape(source)}</source>`,
    `        <target state="${states[state]}">${escape(target ?? "")}</target>`,
    ...(note ? [`        <note>${escape(note)}</note>`] : []),
    "      </trans-unit>",
  ].join("\n"));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    `  <file original="kingsgate" datatype="plaintext" source-language="${escape(input.source)}" target-language="${escape(input.target)}">`,
    "    <body>",
    ...body,
    "    </body>",
    "  </file>",
    "</xliff>",
    "",
  ].join("\n");
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** A parser without document types: an entity of a file's own could ask for anything. */
export function parseXml(content: string, lists: readonly string[], raw: readonly string[] = []): Node {
  if (/<!DOCTYPE|<!ENTITY/i.test(content) || XMLValidator.validate(content) !== true) throw new FileFault("not_readable");
  const parser = new XMLParser({
    ignoreAttributes: false, attributeNamePrefix: "@", textNodeName: "#", trimValues: false, parseTagValue: false, parseAttributeValue: false,
    processEntities: true, removeNSPrefix: true, isArray: (name) => lists.includes(name), stopNodes: raw.map((name) => `*.${name}`),
  });
  const parsed: unknown = parser.parse(content);
  if (!isNode(parsed)) throw new FileFault("not_readable");
  return parsed;
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The words of an element given as it stands in the file: inner elements are dropped, their words kept. */
export function wordsOf(inner: unknown): string {
  const text = typeof inner === "string" ? inner : isNode(inner) && typeof inner["#"] === "string" ? inner["#"] : "";
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, words: string) => words.replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;")))
    .replace(/<[^>]*>/g, "")
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
      if (!name.startsWith("#")) return named[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

/**
 * The translated units of an XLIFF 1.2 file. State comes from `approved` and from the target's own `state`; an empty target is no
 * translation. Errors: FileFault when it cannot be read, is of another language or holds nothing.
 */
export function readXliff(content: string, language: string): UnitIn[] {
  const root = parseXml(content, ["file", "trans-unit", "group"], ["source", "target", "note", "alt-trans"]).xliff;
  if (!isNode(root) || !Array.isArray(root.file)) throw new FileFault("not_readable");
  const units: UnitIn[] = [];
  const lineOf = lineFinder(content);
  let seen = 0;
  const walk = (node: unknown): void => {
    if (!isNode(node)) return;
    for (const group of Array.isArray(node.group) ? node.group : []) walk(group);
    for (const unit of Array.isArray(node["trans-unit"]) ? node["trans-unit"] : []) {
      if (!isNode(unit)) continue;
      seen += 1;
      if (seen > MAX_UNITS) throw new FileFault("too_many");
      const id = String(unit["@id"] ?? "");
      const target = wordsOf(unit.target);
      if (!target) continue;
      const state = isNode(unit.target) ? String(unit.target["@state"] ?? "") : "";
      const approved = unit["@approved"] === "yes" || state === "final" || state === "signed-off";
      units.push({ id, line: lineOf(`"${id}"`), target, state: approved ? "approved" : /^(new|needs-)/.test(state) ? "needs_review" : "translated" });
    }
  };
  for (const file of root.file as unknown[]) {
    if (!isNode(file)) continue;
    if (!sameLanguage(String(file["@target-language"] ?? ""), language)) throw new FileFault("wrong_language", lineOf("target-language"));
    walk(file.body);
  }
  if (seen === 0) throw new FileFault("no_units");
  return units;
}
