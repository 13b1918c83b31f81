import { readUploadForm } from "@/app/api/import/multipart";
import { AppError } from "@/server/lib/errors";

export interface FileForm {
  fields: Map<string, string>;
  /** What was chosen, in order; boxes left empty are left out. */
  files: Uint8Array<ArrayBuffer>[];
}

/** The longest text field: two thousand characters in any script. */
const FIELD_BYTES = 10 * 1024;

/**
 * Reads a form with some files, each up to a limit of bytes, whatever its Content-Length says. Text fields stand before the files.
 * Errors: invalid_input; FileRefused, with the text fields, for a file too large or one too many.
 */
export async function readFileForm(request: Request, most: { bytes: number; files: number }): Promise<FileForm> {
  // The wire type of a body is a web stream, which Node can walk over as well.
  const body = (request.body ?? new ReadableStream<Uint8Array>()) as unknown as AsyncIterable<Uint8Array>;
  const form = await readUploadForm(request.headers.get("content-type") ?? "", body, FIELD_BYTES);
  const files: Uint8Array<ArrayBuffer>[] = [];
  for await (const file of form.files) {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of file.chunks) {
      size += piece.length;
      if (size > most.bytes) throw new FileRefused("too_large", form.fields);
      pieces.push(piece);
    }
    if (size === 0) continue;
    if (files.length === most.files) throw new FileRefused("too_many", form.fields);
    files.push(new Uint8Array(Buffer.concat(pieces)));
  }
  return { fields: form.fields, files };
}

/** A file beyond the limits; the text fields before it are not lost. */
export class FileRefused extends AppError {
  constructor(readonly reason: "too_large" | "too_many", readonly formFields: Map<string, string>) {
    super("too_large", { files: reason });
  }
}
