import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearPartInput } from "@/server/features/events/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of the form by which a family books, for anybody: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ eventId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { eventId, part } = await params;
  const input = hearPartInput.safeParse({ eventId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).events.open.formPart(input.data));
}
