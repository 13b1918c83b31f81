import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearVisitPartInput } from "@/server/features/contacts/visits/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or piece of one of this adult's own visits: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ visitId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { visitId, part } = await params;
  const input = hearVisitPartInput.safeParse({ visitId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).contacts.visits.part(input.data));
}
