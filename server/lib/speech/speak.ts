import { speakEspeak } from "./espeak";
import { SpeechError } from "./errors";
import { askSpeechService, serviceVoice, speechService } from "./service";
import { hasComputerVoice, SPEED } from "./voices";

/** A sentence that a computer spoke, and everything its key is made of. */
export interface MadeSpeech {
  engine: "service" | "espeak";
  voice: string;
  version: string;
  speed: number;
  mp3: Buffer;
}

/** What speaks this language on this server when nobody has recorded the sentence; null: nothing does. */
export function computerEngine(language: string, hasNames: boolean): "service" | "espeak" | null {
  if (serviceVoice(speechService(), language, hasNames)) return "service";
  return hasComputerVoice(language) ? "espeak" : null;
}

/** One call to the voice service: what left the house, and what came of it. */
export interface ServiceCall {
  service: string;
  language: string;
  characters: number;
  /** done, or the code of a SpeechError. */
  outcome: string;
  milliseconds: number;
}

/**
 * Speaks a sentence: the configured service first, espeak-ng when there is none or it fails, and never a voice of another
 * language. Null when nothing here speaks the language. Errors: SpeechError when every voice failed.
 * @param hasNames whether the sentence names a person; such sentences go to a service only if the school allows it
 * @param called is told of each call to the service, whatever became of it
 */
export async function speak(language: string, text: string, hasNames: boolean, called?: (call: ServiceCall) => Promise<void>): Promise<MadeSpeech | null> {
  const service = speechService();
  const voice = serviceVoice(service, language, hasNames);
  if (service && voice) {
    const began = performance.now();
    const tell = (outcome: string) => called?.({ service: service.model, language, characters: text.length, outcome, milliseconds: Math.round(performance.now() - began) });
    try {
      const mp3 = await askSpeechService(service, voice, text);
      await tell("done");
      return { engine: "service", voice, version: service.model, speed: 0, mp3 };
    } catch (error) {
      if (error instanceof SpeechError) await tell(error.code);
      if (!hasComputerVoice(language)) throw error;
    }
  }
  if (!hasComputerVoice(language)) return null;
  const { mp3, voice: own, version } = await speakEspeak(language, text);
  return { engine: "espeak", voice: own, version, speed: SPEED, mp3 };
}
