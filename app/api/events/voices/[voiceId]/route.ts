import { answerSound } from "@/app/api/listen/sound";
import { sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { voiceInput } from "@/server/features/events/schema";

/** What a visitor said of a place, for those who run the event. */
export async function GET(request: Request, { params }: { params: Promise<{ voiceId: string }> }): Promise<Response> {
  const input = voiceInput.safeParse(await params);
  if (!input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi("en")).events.voice.hear(input.data));
}
