import { notSaid } from "@/app/_features/events/faults";
import { PLACE } from "@/app/_features/events/places";
import { answerSound } from "@/app/api/listen/sound";
import { readVoiceForm } from "@/app/api/listen/upload";
import { sendRefusal } from "@/app/api/reports/answer";
import { takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { feedbackInput, ownVoiceInput, placeInput, sayInput } from "@/server/features/events/schema";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { AppError } from "@/server/lib/errors";

interface Place {
  params: Promise<{ key: string }>;
}

/** What a family said itself of its place: `?part=words`. Whoever has the key is the family. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const input = ownVoiceInput.safeParse({ key: (await params).key, part: new URL(request.url).searchParams.get("part") });
  if (!input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi("en")).events.place.ownVoice(input.data));
}

/** A family says what else the school should know, with its voice; or how it was, in writing or with its voice. */
export async function POST(request: Request, { params }: Place): Promise<Response> {
  const { key } = await params;
  return takeForm(request, {
    read: async (sent) => {
      // Nothing is read for a key that opens no place.
      if (!placeInput.safeParse({ key }).success) throw new AppError("not_found");
      await (await getApi("en")).events.place.known({ key });
      return readVoiceForm(sent, NOTE_BYTES);
    },
    from: () => ({ path: `${PLACE}/${encodeURIComponent(key)}` }),
    send: async ({ tag, field, voice }) => {
      const { place } = (await getApi(tag)).events;
      if (field("part") === "feedback") {
        const input = feedbackInput.safeParse({ key, rating: Number(field("rating")), words: field("feedback") ?? "", audio: voice });
        if (!input.success) throw new AppError("invalid_input");
        await place.feedback(input.data);
      } else {
        const input = sayInput.safeParse({ key, audio: voice });
        if (!input.success) throw new AppError("invalid_input", { voice: "no_sound" });
        await place.say(input.data);
      }
      return { path: `${PLACE}/${key}`, flash: { tone: "good", namespace: "events", message: field("part") === "feedback" ? "place.thanks" : "place.voiceKept" } };
    },
    refused: (refusal, field) => notSaid(refusal, { feedback: field("feedback") ?? "", rating: field("rating") ?? "" }),
  });
}
