import { FileFault, lineFinder, MAX_UNITS, sameLanguage } from "./rules";
import { parseXml, wordsOf } from "./rules.xliff";

export interface MemoryPair {
  source: string;
  target: string;
  line: number;
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** The pairs of a translation memory (TMX 1.4) from English into a language; units without both are passed over. Errors: FileFault. */
export function readTmx(content: string, language: string, source = "en"): MemoryPair[] {
  // The format's own first line names a document type without any entity.
  const root = parseXml(content.replace(/<!DOCTYPE\s+tmx\s+(?:SYSTEM|PUBLIC)[^[>]*>/i, ""), ["tu", "tuv"], ["seg"]).tmx;
  const body = isNode(root) ? root.body : undefined;
  const units = isNode(body) && Array.isArray(body.tu) ? (body.tu as unknown[]) : [];
  if (units.length === 0) throw new FileFault(isNode(root) ? "no_units" : "not_readable");
  if (units.length > MAX_UNITS) throw new FileFault("too_many");
  const lineOf = lineFinder(content);
  const pairs = units.flatMap((unit): MemoryPair[] => {
    const sides = isNode(unit) && Array.isArray(unit.tuv) ? (unit.tuv as unknown[]).filter(isNode) : [];
    const say = (tag: string): string => wordsOf(sides.find((side) => sameLanguage(String(side["@lang"] ?? ""), tag))?.seg);
    const [from, to] = [say(source), say(language)];
    return from && to ? [{ source: from, target: to, line: lineOf(to) }] : [];
  });
  if (pairs.length === 0) throw new FileFault("wrong_language");
  return pairs;
}
