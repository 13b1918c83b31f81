import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearTimesPartInput } from "@/server/features/meetings/listening/schema";

import { answerSound, readPart } from "../../../../../sound";

/** A sentence or block of the free times of a teacher: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ meetingRoundId: string; pupilId: string; teacherId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { meetingRoundId: roundId, pupilId, teacherId, part } = await params;
  const input = hearTimesPartInput.safeParse({ roundId, pupilId, teacherId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).meetings.own.timesPart(input.data));
}
