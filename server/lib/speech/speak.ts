import { speakEspeak } from "./espeak";
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

/**
 * Speaks a sentence: the configured service first, espeak-ng when there is none or it fails, and never a voice of another
 * language. Null when nothing here speaks the language. Errors: SpeechError when every voice failed.
 * @param hasNames whether the sentence names a person; such sentences go to a service only if the school allows it
 */
export async function speak(language: string, text: string, hasNames: boolean): Promise<MadeSpeech | null> {
  const service = speechService();
  const voice = serviceVoice(service, language, hasNames);
  if (service && voice) {
    try {
      return { engine: "service", voice, version: service.model, speed: 0, mp3: await askSpeechService(service, voice, text) };
    } catch (error) {
      if (!hasComputerVoice(language)) throw error;
    }
  }
  if (!hasComputerVoice(language)) return null;
  const { mp3, voice: own, version } = await speakEspeak(language, text);
  return { engine: "espeak", voice: own, version, speed: SPEED, mp3 };
}
