import { readUploadForm } from "@/app/api/import/multipart";
import { AppError } from "@/server/lib/errors";

export interface VoiceForm {
  fields: Map<string, string>;
  /** What was recorded; undefined when the file box was left empty. */
  voice: Uint8Array<ArrayBuffer> | undefined;
}

/** The longest text field: a note of a thousand characters in any script. */
const FIELD_BYTES = 8 * 1024;

/** Reads a form with at most one recording, up to a limit of bytes, whatever its Content-Length says. Errors: invalid_input, too_large. */
export async function readVoiceForm(request: Request, most: number): Promise<VoiceForm> {
  // The wire type of a body is a web stream, which Node can walk over as well.
  const body = (request.body ?? new ReadableStream<Uint8Array>()) as unknown as AsyncIterable<Uint8Array>;
  const { fields, files } = await readUploadForm(request.headers.get("content-type") ?? "", body, FIELD_BYTES);
  let voice: Uint8Array<ArrayBuffer> | undefined;
  for await (const file of files) {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of file.chunks) {
      size += piece.length;
      if (size > most) throw new VoiceTooLarge(fields);
      pieces.push(piece);
    }
    if (voice) throw new AppError("invalid_input", { voice: "no_sound" });
    if (size > 0) voice = new Uint8Array(Buffer.concat(pieces));
  }
  return { fields, voice };
}

/** A recording beyond the limit; the text fields before it are not lost. */
export class VoiceTooLarge extends AppError {
  constructor(readonly formFields: Map<string, string>) {
    super("too_large", { voice: "too_large" });
  }
}
