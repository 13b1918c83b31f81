/** Why a sentence could not be spoken. */
export type SpeechFault = "no_voice" | "no_wav" | "failed" | "timeout" | "refused" | "too_large";

/** A sentence that could not be spoken, with a code and never with its words. */
export class SpeechError extends Error {
  constructor(readonly code: SpeechFault) {
    super(code);
    this.name = "SpeechError";
  }
}
