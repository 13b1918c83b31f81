import { promisify } from "node:util";
import * as zlib from "node:zlib";

export type Encoding = "br" | "zstd" | "gzip";

const MIN_BYTES = 600;
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|javascript|manifest\+json|xml|rss\+xml|atom\+xml|ld\+json|wasm)|image\/svg\+xml|image\/x-icon|font\/(?:ttf|otf))/;

/** Whether bytes of this type get smaller. */
export function isCompressible(contentType: unknown): boolean {
  return COMPRESSIBLE.test(String(contentType ?? ""));
}

/** Whether a body is worth compressing at all. */
export function isWorthwhile(bytes: number): boolean {
  return bytes >= MIN_BYTES;
}

// Zstandard came to Node's zlib in 22.15; on older ones it is not offered.
const hasZstd = "createZstdCompress" in zlib;
/** The encodings of this Node, the one that saves most first. */
export const encodings: readonly Encoding[] = hasZstd ? ["br", "zstd", "gzip"] : ["br", "gzip"];

const known = new Map<string, Encoding | undefined>();
const KNOWN_MAX = 500;

function negotiate(header: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().slice(0, 300).split(",")) {
    const [name = "", ...parameters] = part.trim().split(";");
    const quality = /q\s*=\s*([0-9.]+)/.exec(parameters.join(";"))?.[1];
    weights.set(name.trim(), quality === undefined ? 1 : Number(quality));
  }
  const weightOf = (encoding: Encoding) => weights.get(encoding) ?? weights.get("*") ?? 0;
  const wanted = encodings.filter((encoding) => weightOf(encoding) > 0);
  return wanted.sort((a, b) => weightOf(b) - weightOf(a))[0];
}

/** The encoding to answer with, from Accept-Encoding; undefined for none. Ties go to the one that saves most. */
export function chooseEncoding(header: string | string[] | undefined): Encoding | undefined {
  if (!header) return undefined;
  const text = String(header);
  if (known.has(text)) return known.get(text);
  if (known.size >= KNOWN_MAX) known.clear();
  const found = negotiate(text);
  known.set(text, found);
  return found;
}

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gzip);

/** The window need not be larger than the body: a smaller one is quicker to set up. */
const windowFor = (size: number) => Math.min(22, Math.max(10, Math.ceil(Math.log2(size + 16))));

const brotliOptions = (quality: number, size?: number): zlib.BrotliOptions => ({
  params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT, ...(size ? { [BROTLI_PARAM_SIZE_HINT]: size, [BROTLI_PARAM_LGWIN]: windowFor(size) } : {}) },
});

interface ZstdZlib {
  zstdCompress: (buffer: zlib.InputType, callback: (error: Error | null, result: Buffer) => void) => void;
  createZstdCompress: () => zlib.Gzip;
}
const zstdZlib = zlib as unknown as ZstdZlib;

/** Up to this size a page takes less time to compress at once (about 0.1 ms) than to hand to another thread (0.6 ms). */
const AT_ONCE_BYTES = 64 * 1024;
const QUICK = { br: 5, gzip: 5 } as const;

/** Compresses a whole body: once and hard (`"keeping"`) when it is served many times, quickly when it is served once. */
export async function compressWhole(body: Buffer, encoding: Encoding, purpose: "keeping" | "once"): Promise<Buffer> {
  if (encoding === "zstd") return promisify(zstdZlib.zstdCompress)(body);
  if (purpose === "once" && body.length <= AT_ONCE_BYTES) {
    return encoding === "br" ? zlib.brotliCompressSync(body, brotliOptions(QUICK.br, body.length)) : zlib.gzipSync(body, { level: QUICK.gzip });
  }
  if (encoding === "br") return brotli(body, brotliOptions(purpose === "once" ? QUICK.br : body.length > 100_000 ? 9 : 11, body.length));
  return gzip(body, { level: purpose === "keeping" ? 9 : QUICK.gzip });
}

export interface Compressor {
  stream: zlib.Gzip | zlib.BrotliCompress;
  /** Sends what has been written so far. */
  flush: () => void;
}

/** A compressor for a body that arrives in pieces. */
export function compressStream(encoding: Encoding): Compressor {
  if (encoding === "br") {
    const stream = zlib.createBrotliCompress(brotliOptions(4));
    return { stream, flush: () => stream.flush(BROTLI_OPERATION_FLUSH) };
  }
  const stream = encoding === "zstd" ? zstdZlib.createZstdCompress() : zlib.createGzip({ level: 5 });
  return { stream, flush: () => (encoding === "zstd" ? stream.flush() : stream.flush(Z_SYNC_FLUSH)) };
}
