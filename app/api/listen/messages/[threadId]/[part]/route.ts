import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearThreadPartInput } from "@/server/features/messages/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or message of one of this adult's own conversations: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { threadId, part } = await params;
  const input = hearThreadPartInput.safeParse({ threadId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).messages.listening.part(input.data));
}
