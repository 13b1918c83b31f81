import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearCelebrationPartInput } from "@/server/features/rewards/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of a celebration: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { celebrationId, part } = await params;
  const input = hearCelebrationPartInput.safeParse({ celebrationId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).rewards.listening.celebrationPart(input.data));
}
