import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearLetterPartInput } from "@/server/features/delivery/letters/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of what the school told this adult: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ messageId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { messageId, part } = await params;
  const input = hearLetterPartInput.safeParse({ messageId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).delivery.inbox.onePart(input.data));
}
