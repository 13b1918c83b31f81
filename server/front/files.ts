import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

import { chooseEncoding, compressWhole, type Encoding, isCompressible, isWorthwhile } from "./compress";
import { FOREVER, type HeaderList, PICTURE_POLICY } from "./headers";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
  ".gif": "image/gif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json; charset=utf-8",
  ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".m4a": "audio/mp4", ".pdf": "application/pdf", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8",
};

interface Loaded {
  plain: Buffer;
  etag: string;
  encoded: Map<Encoding, Promise<Buffer>>;
}

interface StaticFile {
  file: string;
  type: string;
  cacheControl: string;
  loaded?: Promise<Loaded>;
}

/** What only a page heeds: on a picture or a face these are a third of a kilobyte for nothing, and a page has fifteen of them. A picture opened on its own runs nothing (PICTURE_POLICY). */
const ofPages: ReadonlySet<string> = new Set(["Permissions-Policy", "Cross-Origin-Opener-Policy"]);

/** A day for files whose name stays when they change, and they may be shown for a week while a new one is fetched. */
const A_DAY = "public, max-age=86400, stale-while-revalidate=604800";
/** The page's own script must fit the page. */
const ASK_FIRST = "public, no-cache";
const LARGEST_KEPT = 4_000_000;

function filesBelow(folder: string, prefix: string): [url: string, file: string][] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry): [string, string][] => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file, `${prefix}${entry.name}/`);
    return entry.isFile() && !entry.name.startsWith(".") ? [[`${prefix}${entry.name}`, file]] : [];
  });
}

function cacheControlOf(url: string): string {
  if (url.startsWith("/_next/static/") || url.startsWith("/fonts/")) return FOREVER;
  return /^\/(enhance|app|sw)\.js$/.test(url) ? ASK_FIRST : A_DAY;
}

/**
 * The files of public/ and of the build, held in memory and compressed once. The list is made at the start: a path that
 * is not on it is no file, so no path can lead outside.
 */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();

  constructor(publicDir: string, buildDir: string) {
    for (const [url, file] of [...filesBelow(publicDir, "/"), ...filesBelow(path.join(buildDir, "static"), "/_next/static/")]) {
      const type = types[path.extname(file).toLowerCase()];
      if (type) this.#files.set(url, { file, type, cacheControl: cacheControlOf(url) });
    }
  }

  has(pathname: string): boolean {
    return this.#files.has(pathname);
  }

  /** Answers a GET or HEAD for a file. Call only when `has` said yes. */
  async serve(pathname: string, req: IncomingMessage, res: ServerResponse, common: HeaderList, isVersioned: boolean): Promise<void> {
    const entry = this.#files.get(pathname) as StaticFile;
    const loaded = await (entry.loaded ??= load(entry.file));
    const compressible = isCompressible(entry.type) && isWorthwhile(loaded.plain.length);
    const encoding = compressible ? chooseEncoding(req.headers["accept-encoding"]) : undefined;
    const etag = encoding ? `"${loaded.etag}-${encoding}"` : `"${loaded.etag}"`;
    const isPage = entry.type.startsWith("text/html");
    for (const [name, value] of common) if (isPage || !ofPages.has(name)) res.setHeader(name, value);
    res.setHeader("Cache-Control", isVersioned ? FOREVER : entry.cacheControl);
    res.setHeader("ETag", etag);
    res.setHeader("Content-Type", entry.type);
    if (compressible) res.setHeader("Vary", "Accept-Encoding");
    if (entry.type.startsWith("image/svg") || isPage) res.setHeader("Content-Security-Policy", PICTURE_POLICY);
    if (matchesEtag(req.headers["if-none-match"], etag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
    const body = encoding ? await encode(loaded, encoding) : loaded.plain;
    if (encoding) res.setHeader("Content-Encoding", encoding);
    res.setHeader("Content-Length", body.length);
    res.end(req.method === "HEAD" ? undefined : body);
    if (loaded.plain.length > LARGEST_KEPT) entry.loaded = undefined;
  }
}

async function load(file: string): Promise<Loaded> {
  const plain = await readFile(file);
  return { plain, etag: createHash("sha256").update(plain).digest("base64url").slice(0, 20), encoded: new Map() };
}

function encode(loaded: Loaded, encoding: Encoding): Promise<Buffer> {
  let body = loaded.encoded.get(encoding);
  if (!body) loaded.encoded.set(encoding, (body = compressWhole(loaded.plain, encoding, "keeping")));
  return body;
}

/** Whether an If-None-Match header names this version. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  return header === "*" || header.split(",").some((part) => part.trim().replace(/^W\//, "") === etag);
}
