import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearNewPartInput } from "@/server/features/messages/listening/schema";

import { answerSound, readPart } from "../../../../../sound";

/** A sentence or block of the page on which a first message to a team about a child is written: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ pupilId: string; team: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { pupilId, team, part } = await params;
  const input = hearNewPartInput.safeParse({ pupilId, team, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).messages.listening.writingPart(input.data));
}
