import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearPlacePartInput } from "@/server/features/events/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of a family's place, for whoever has its key: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ key: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { key, part } = await params;
  const input = hearPlacePartInput.safeParse({ key, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).events.place.part(input.data));
}
