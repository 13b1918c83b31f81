import { SpeechError } from "./errors";
import { sniffAudio } from "./media";

/** A voice service that the school has chosen, as its settings name it. */
export interface SpeechService {
  url: string;
  key?: string;
  model: string;
  /** Language to the service's name of a voice; a language that is not here is not sent. */
  voices: Readonly<Record<string, string>>;
  /** Whether sentences with names may be sent. Off unless the school says so: most services are somebody else's computer. */
  sendsNames: boolean;
}

const PATIENCE_MS = 15_000;
const LARGEST = 3_000_000;

/** Reads "ur=voice-a,so=voice-b"; parts that are not of this form are left out. */
function readVoices(text: string): Record<string, string> {
  return Object.fromEntries(text.split(",").flatMap((part) => {
    const [language, voice] = part.split("=").map((each) => each.trim());
    return language && voice ? [[language, voice]] : [];
  }));
}

/** The voice service of these settings (SPEECH_SERVICE_*), or null: none is the default. */
export function speechService(settings: Record<string, string | undefined> = process.env): SpeechService | null {
  const { SPEECH_SERVICE_URL: url, SPEECH_SERVICE_VOICES: voices = "", SPEECH_SERVICE_KEY: key, SPEECH_SERVICE_MODEL: model = "tts-1" } = settings;
  if (!url) return null;
  return { url, key: key || undefined, model, voices: readVoices(voices), sendsNames: settings.SPEECH_SERVICE_NAMES === "1" };
}

/** The service's voice for a sentence, or null when it may not or cannot speak it. */
export function serviceVoice(service: SpeechService | null, language: string, hasNames: boolean): string | null {
  if (!service || (hasNames && !service.sendsNames)) return null;
  return Object.hasOwn(service.voices, language) ? (service.voices[language] ?? null) : null;
}

/**
 * Asks the service for one sentence: `POST <url>` with `{ model, voice, input, response_format: "mp3" }`, the form that hosted
 * services and self-hosted servers around open voices share; it answers with the sound itself.
 * Errors: SpeechError refused (any status but 200, a body that is not MP3), too_large, timeout, failed.
 */
export async function askSpeechService(service: SpeechService, voice: string, text: string, patienceMs = PATIENCE_MS): Promise<Buffer> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const answer = await fetch(service.url, {
      method: "POST",
      signal,
      redirect: "error",
      headers: { "Content-Type": "application/json", ...(service.key ? { Authorization: `Bearer ${service.key}` } : {}) },
      body: JSON.stringify({ model: service.model, voice, input: text, response_format: "mp3" }),
    });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new SpeechError("refused");
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > LARGEST) throw new SpeechError("too_large");
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    if (sniffAudio(bytes) !== "audio/mpeg") throw new SpeechError("refused");
    return bytes;
  } catch (error) {
    if (error instanceof SpeechError) throw error;
    throw new SpeechError(signal.aborted ? "timeout" : "failed");
  }
}
