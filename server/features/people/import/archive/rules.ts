import type { Readable } from "node:stream";

import yauzl from "yauzl";

import { recogniseBytes } from "../csv/rules";
import { isDatabaseFault, UploadFault } from "../rules";
import { limits } from "../schema";

/** Bytes that can be read from any place: an upload in the database, a file, or a buffer in tests. */
export interface ByteSource {
  name: string;
  size: number;
  /** The bytes from `start` up to, not including, `end`. */
  stream: (start: number, end: number) => Readable;
}

/** One CSV file of an upload. */
export interface CsvSource {
  /** Lower case, without folder. */
  name: string;
  /** Unpacked size in bytes, as announced. */
  size: number;
  open: () => Promise<Readable>;
}

export interface Archive {
  zipped: boolean;
  files: CsvSource[];
  close: () => void;
}

class SourceReader extends yauzl.RandomAccessReader {
  constructor(private readonly source: ByteSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.source.stream(start, end);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

async function readHead(source: ByteSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.stream(0, Math.min(source.size, 512))) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Names in a zip that some systems add and that hold nothing of ours. */
const ignorable = (name: string) => name.endsWith("/") || name.startsWith("__MACOSX/") || /(^|\/)(\.DS_Store|Thumbs\.db)$/.test(name);

/** Workbooks, documents and other zips that are not an export. */
const isWorkbook = (name: string) => name === "[Content_Types].xml" || name.startsWith("xl/") || name === "mimetype";

function checkEntry(entry: yauzl.Entry, zip: string): void {
  const { fileName: name, uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.isEncrypted()) throw new UploadFault("zip_encrypted", zip);
  if (!entry.canDecodeFileData()) throw new UploadFault("zip_broken", zip);
  if (size > limits.ratioCountsFrom && size > packed * limits.packedRatio) throw new UploadFault("zip_bomb", zip);
  if (yauzl.validateFileName(name) !== null || name.includes("\0")) throw new UploadFault("zip_name_bad", zip);
}

async function listEntries(zip: yauzl.ZipFile, name: string): Promise<yauzl.Entry[]> {
  if (zip.entryCount > limits.entries) throw new UploadFault("zip_entries", name, { most: limits.entries });
  const entries: yauzl.Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (ignorable(entry.fileName)) continue;
    if (isWorkbook(entry.fileName)) throw new UploadFault("spreadsheet", name);
    checkEntry(entry, name);
    total += entry.uncompressedSize;
    if (total > limits.unpackedBytes) throw new UploadFault("zip_bomb", name);
    if (entries.length >= limits.entries) throw new UploadFault("zip_entries", name, { most: limits.entries });
    entries.push(entry);
  }
  return entries;
}

async function openZip(source: ByteSource): Promise<Archive> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, { lazyEntries: true, autoClose: false });
  } catch (error) {
    if (isDatabaseFault(error)) throw error;
    throw new UploadFault("zip_broken", source.name);
  }
  try {
    const entries = await listEntries(zip, source.name);
    const csv = entries.filter((entry) => /\.csv$/i.test(entry.fileName));
    if (csv.length > 0 && csv.every((entry) => entry.fileName.includes("/"))) throw new UploadFault("files_in_folder", source.name);
    const files = csv
      .filter((entry) => !entry.fileName.includes("/"))
      .map((entry) => ({
        name: entry.fileName.toLowerCase(),
        size: entry.uncompressedSize,
        open: () => zip.openReadStreamPromise(entry),
      }));
    const twice = files.find((file, at) => files.findIndex((other) => other.name === file.name) !== at);
    if (twice) throw new UploadFault("zip_name_twice", source.name, { name: twice.name });
    if (files.length === 0) throw new UploadFault("zip_without_csv", source.name);
    return { zipped: true, files, close: () => zip.close() };
  } catch (error) {
    zip.close();
    // What yauzl itself refuses (a broken directory, a name that climbs out of its folder) arrives as a plain Error.
    if (error instanceof UploadFault || isDatabaseFault(error)) throw error;
    const climbs = error instanceof Error && /(relative path|absolute path|invalid characters in fileName)/.test(error.message);
    throw new UploadFault(climbs ? "zip_name_bad" : "zip_broken", source.name);
  }
}

/**
 * Opens an upload: a OneRoster zip, or one CSV file on its own. Only the list of a zip is read here, so one that would
 * unpack to too much is refused before anything is unpacked; what lies about its size is stopped while it streams.
 */
export async function openUpload(source: ByteSource): Promise<Archive> {
  if (source.size === 0) throw new UploadFault("file_empty", source.name);
  const kind = recogniseBytes(await readHead(source));
  if (kind === "zip") return openZip(source);
  if (kind) throw new UploadFault(kind, source.name);
  const name = source.name.toLowerCase();
  return { zipped: false, files: [{ name, size: source.size, open: async () => source.stream(0, source.size) }], close: () => undefined };
}
