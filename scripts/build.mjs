// Builds the app only when something it is built from changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT, mustRun, programFile } from "./process.mjs";

/** The front and what runs beside it, packed: where it stands in the build's folder, and what it is packed from. */
const FRONT = join("front", "main.mjs"); // Next says of its folder that it holds CommonJS
const FRONT_SOURCE = "server/front/main.ts";

/** Files that `next build` rewrites for the folder it builds into; they go back to what they were. */
const REWRITTEN = ["tsconfig.json", "next-env.d.ts"];

/** Everything a build reads. Tests and the generated client (made from prisma/) do not count. */
const SOURCES = [
  "app", "server", "messages", "prisma", "public", "next.config.ts", "proxy.ts", "instrumentation.ts",
  "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json",
];
const NOT_SOURCES = /\.test\.tsx?$|^server\/(testing|decisions)(\/|$)|^server\/lib\/db\/generated(\/|$)/;

const contentOf = (path) => createHash("sha256").update(readFileSync(join(ROOT, path))).digest("hex");

/** A line for every file below `paths` (from the project's folder, forward slashes), in a fixed order. */
function filesBelow(paths, not = NOT_SOURCES) {
  return paths.flatMap((path) => {
    const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (!found || not.test(path)) return [];
    if (!found.isDirectory()) return [path.includes("/") ? `${path} ${found.size} ${found.mtimeMs}` : `${path} ${contentOf(path)}`];
    return filesBelow(readdirSync(join(ROOT, path)).sort().map((name) => `${path}/${name}`), not);
  });
}

/** A mark that changes when a source file is added, removed or written. */
export function sourcesMark() {
  return createHash("sha256").update([process.versions.node.split(".")[0], ...filesBelow(SOURCES)].join("\n")).digest("hex").slice(0, 16);
}

/** A mark that changes when the demo school may come out differently: its makers are no part of the build. */
export function demoMark() {
  return createHash("sha256").update([sourcesMark(), ...filesBelow(["server/testing"], /\.test\.tsx?$/)].join("\n")).digest("hex").slice(0, 16);
}

/** The folder of the build, from NEXT_DIST_DIR. */
export const distDir = (env = process.env) => env.NEXT_DIST_DIR ?? ".next";

/** Says whether the build in `dist` was made from the sources as they are now. */
export function isBuilt(dist) {
  const mark = join(ROOT, dist, "KINGSGATE_BUILD");
  return existsSync(join(ROOT, dist, "BUILD_ID")) && existsSync(join(ROOT, dist, FRONT)) && existsSync(mark) && readFileSync(mark, "utf8") === sourcesMark();
}

/** The packed front of the build in `dist`; undefined when there is none of the sources as they are now. */
export const builtFront = (dist) => (isBuilt(dist) ? join(ROOT, dist, FRONT) : undefined);

/** Packs our own files of the front into a few: a start takes two thirds of the processor time, and the app, without a translator of TypeScript in it, four fifths of the memory. */
async function packFront(dist) {
  await build({
    absWorkingDir: ROOT, entryPoints: { main: FRONT_SOURCE }, outdir: join(ROOT, dist, "front"),
    bundle: true, splitting: true, packages: "external", platform: "node", format: "esm", target: "node20", jsx: "automatic", outExtension: { ".js": ".mjs" }, logLevel: "error",
  });
}

/**
 * Builds the app into `dist`. The database must be up and migrated: finished pages are made from it.
 * @param {{ dist: string, env: Record<string, string | undefined> }} options
 */
export async function buildApp({ dist, env }) {
  const mark = sourcesMark();
  const before = REWRITTEN.filter((name) => existsSync(join(ROOT, name))).map((name) => [join(ROOT, name), readFileSync(join(ROOT, name), "utf8")]);
  try {
    await mustRun("Building the pages", [programFile("next"), "build"], { ...env, NODE_ENV: "production", NEXT_DIST_DIR: dist });
  } finally {
    for (const [file, text] of before) if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
  await packFront(dist);
  writeFileSync(join(ROOT, dist, "KINGSGATE_BUILD"), mark);
}
