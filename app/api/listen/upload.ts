import { FileRefused, readFileForm } from "@/app/api/file-form";
import { AppError } from "@/server/lib/errors";

export interface VoiceForm {
  fields: Map<string, string>;
  /** What was recorded; undefined when the file box was left empty. */
  voice: Uint8Array<ArrayBuffer> | undefined;
}

/** Reads a form with at most one recording, up to a limit of bytes, whatever its Content-Length says. Errors: invalid_input, too_large. */
export async function readVoiceForm(request: Request, most: number): Promise<VoiceForm> {
  try {
    const { fields, files: [voice] } = await readFileForm(request, { bytes: most, files: 1 });
    return { fields, voice };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    if (error.reason === "too_many") throw new AppError("invalid_input", { voice: "no_sound" });
    throw new VoiceTooLarge(error.formFields);
  }
}

/** A recording beyond the limit; the text fields before it are not lost. */
export class VoiceTooLarge extends AppError {
  constructor(readonly formFields: Map<string, string>) {
    super("too_large", { voice: "too_large" });
  }
}
