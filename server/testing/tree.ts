import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

export const ROOT = process.cwd();

/** Every file that git tracks or would track, as paths from the root. */
export const files: string[] = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 })
  .split("\n")
  .filter((file) => file && existsSync(path.join(ROOT, file)));

/** The text of a file of the tree. */
export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

/** How many lines a file has. */
export function lineCount(file: string): number {
  return read(file).split("\n").length - 1;
}

export const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);
export const isCode = (file: string) => /\.(ts|tsx|mts|mjs)$/.test(file) && !file.endsWith(".d.mts");

function resolve(from: string, specifier: string): string | null {
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".") ? path.posix.join(path.posix.dirname(from), specifier) : null;
  if (base === null) return null;
  const tries = [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`];
  return tries.find((candidate) => known.has(candidate)) ?? null;
}

const known = new Set(files);
const importsOf = new Map<string, string[]>();

/** The files of the tree that a file imports, types included. */
export function imports(file: string): string[] {
  let found = importsOf.get(file);
  if (!found) {
    const { importedFiles } = ts.preProcessFile(read(file), true, true);
    found = importedFiles.map((entry) => resolve(file, entry.fileName)).filter((target): target is string => target !== null);
    importsOf.set(file, found);
  }
  return found;
}

/** Everything a file pulls in, however far. Server actions are a wire, not an import: the walk stops at them. */
export function reach(file: string, seen = new Set<string>()): Set<string> {
  for (const target of imports(file)) {
    if (seen.has(target) || !isCode(target)) continue;
    seen.add(target);
    reach(target, seen);
  }
  return seen;
}
