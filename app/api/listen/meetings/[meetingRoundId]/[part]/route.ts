import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearRoundPartInput } from "@/server/features/meetings/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or piece of a round in which this adult can meet teachers: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ meetingRoundId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { meetingRoundId, part } = await params;
  const input = hearRoundPartInput.safeParse({ roundId: meetingRoundId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).meetings.own.roundPart(input.data));
}
