import { readVoiceForm } from "@/app/api/listen/upload";
import { type Field, type Place, takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { RECORDING_BYTES } from "@/server/features/languages/speech/schema";

const STAFF = "/staff/recordings";
const FAMILY = "/family/voice";

function placeOf(field: Field): Place {
  if (field("from") !== "staff") return { path: FAMILY };
  const language = field("language");
  return { path: STAFF, rest: language ? `?language=${encodeURIComponent(language)}` : "" };
}

/**
 * A person's voice for one sentence, from staff or from a parent: fields locale, from (staff, family), source (page, bank),
 * language, sentence (its hash), then the file. Back to the page that it came from, also when the sentence is wanted no more.
 */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readVoiceForm(sent, RECORDING_BYTES),
    from: placeOf,
    send: async ({ tag, field, voice }) => {
      const api = await getApi(tag);
      const input = { language: field("language") ?? "", sentence: field("sentence") ?? "", audio: voice ?? new Uint8Array() };
      await (field("source") === "bank" ? api.reports.listening.record(input) : api.languages.speech.record(input));
      return { ...placeOf(field), flash: { tone: "good", message: "recordings.saved" } };
    },
    refused: ({ code, fields }) => ({ tone: "stop", message: fields.voice ? `errors.${fields.voice}` : code === "invalid_input" ? "errors.no_sound" : code }),
    saysMissing: true,
  });
}
