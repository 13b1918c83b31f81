/** Why a PDF could not be made. Codes for logs and decisions; the interface has its own words. */
export type PdfErrorCode = "no_font" | "missing_glyph" | "template" | "timeout" | "crashed" | "closed";

/** A refusal to make a PDF. `detail` names the language, character or fault and never holds a whole text. */
export class PdfError extends Error {
  constructor(
    readonly code: PdfErrorCode,
    readonly detail = "",
  ) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "PdfError";
  }
}
