import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { partInput } from "@/server/features/languages/speech/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of the school's days, for anybody: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { part } = await params;
  const input = partInput.safeParse({ part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).calendar.open.part(input.data));
}
